import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerInstead, errorAnswer, jsonAnswer, send, timeHeaders, type Answer } from './answer.ts'
import { answerContract, createKeeper } from './contract.ts'
import { faultCalls } from './faultCalls.ts'
import { createFaultSet, parseFault } from './faults.ts'
import type { SimulatorOptions } from './options.ts'
import { createSimulator } from './simulator.ts'
import { parseStory } from './stories.ts'

const BASE = 'http://simulator'
const NO_FAULTS = createFaultSet([])

export interface SimulatorService {
  handle(req: IncomingMessage, res: ServerResponse): void
  /** Lets the world live up to now, so that nobody has to wait for what happened while nobody asked. */
  live(): void
}

/**
 * The simulator behind HTTP, without a port. The world is made here, which takes a while for a big one.
 * @param now the real time in epoch ms; the world's clock starts at it and runs `speed` times as fast
 * @throws OptionError for a fault or a story that there is not
 */
export function createSimulatorService(options: SimulatorOptions, now: () => number): SimulatorService {
  const start = now()
  const worldTime = (): number => start + Math.max(0, now() - start) * options.speed
  const faults = options.faults.map(parseFault)
  const story = options.story === null ? null : parseStory(options.story)
  const simulator = createSimulator(options, start)
  simulator.setStory(story)
  simulator.setFaults(faults)
  const keeper = createKeeper(simulator)
  const calls = new Map<string, number>()

  /** Whether this is the second, fourth, … call of an address while the answers flap. */
  function everySecond(address: string): boolean {
    // A thousand addresses are more than anybody polls: strangers' ones must not pile up.
    if (calls.size > 1_000) calls.clear()
    const count = (calls.get(address) ?? 0) + 1
    calls.set(address, count)
    return count % 2 === 0
  }

  const headersAt = (at: number, skewed: boolean): Record<string, string> =>
    timeHeaders(at + (skewed ? (simulator.faults.number('clock-skew') ?? 0) * 1000 : 0))

  async function respond(req: IncomingMessage, res: ServerResponse): Promise<void> {
    // `//` and its like are no addresses at all: the root stands for them, where nothing is.
    const address = req.url ?? '/'
    const url = new URL(URL.canParse(address, BASE) ? address : '/', BASE)
    const plain = async (answer: Answer): Promise<void> => {
      await send(req, res, { ...answer, headers: { ...answer.headers, ...headersAt(worldTime(), false) } }, NO_FAULTS)
    }
    if (url.pathname === '/healthz') return plain(jsonAnswer(200, { ok: true }))
    if (url.pathname === '/simulator/faults') {
      simulator.liveTo(worldTime())
      return plain(await faultCalls(req, simulator))
    }
    if (!url.pathname.startsWith('/processes/v1/')) return plain(errorAnswer(404, 'no such address'))
    if (req.method !== 'GET' && req.method !== 'HEAD') {
      return plain(errorAnswer(405, 'only GET is answered here', { Allow: 'GET, HEAD' }))
    }
    const slow = simulator.faults.number('slow')
    if (slow !== null) await new Promise((resolve) => setTimeout(resolve, slow))
    const at = worldTime()
    simulator.liveTo(at)
    const flapped = simulator.faults.has('flap') && everySecond(url.pathname + url.search)
    const answer = flapped
      ? errorAnswer(500, 'internal error, every second time')
      : (answerInstead(simulator.faults) ?? answerContract(req, url, simulator, keeper))
    await send(req, res, { ...answer, headers: { ...answer.headers, ...headersAt(at, true) } }, simulator.faults)
  }

  return {
    live: () => simulator.liveTo(worldTime()),
    handle(req, res) {
      respond(req, res).catch((error: unknown) => {
        if (res.headersSent) res.destroy()
        else void send(req, res, errorAnswer(500, `the simulator failed: ${String(error)}`), NO_FAULTS)
      })
    },
  }
}

/** The handler alone, for a server of one's own. */
export const createSimulatorHandler = (
  options: SimulatorOptions,
  now: () => number,
): ((req: IncomingMessage, res: ServerResponse) => void) => createSimulatorService(options, now).handle
