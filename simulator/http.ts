import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerInstead, errorAnswer, jsonAnswer, send, timeHeaders, type Answer } from './answer.ts'
import { answerContract, createKeeper } from './contract.ts'
import { faultCalls } from './faultCalls.ts'
import { createFaultSet, parseFault } from './faults.ts'
import type { SimulatorOptions } from './options.ts'
import { createSimulator } from './simulator.ts'
import { parseStory } from './stories.ts'

/** Between steps of an unwatched world, real ms. */
const LIVE_EVERY = 10_000
const NO_FAULTS = createFaultSet([])

/**
 * A node:http handler that speaks the contract. The world is made here, which takes a while for a big one.
 * @param now the real time in epoch ms; the world's clock starts at it and runs `speed` times as fast
 * @throws OptionError for a fault or a story that there is not
 */
export function createSimulatorHandler(
  options: SimulatorOptions,
  now: () => number,
): (req: IncomingMessage, res: ServerResponse) => void {
  const start = now()
  const worldTime = (): number => start + Math.max(0, now() - start) * options.speed
  const faults = options.faults.map(parseFault)
  const story = options.story === null ? null : parseStory(options.story)
  const simulator = createSimulator(options, start)
  simulator.setStory(story)
  simulator.setFaults(faults)
  const keeper = createKeeper(simulator)
  // Nobody has to wait for what happened while nobody asked.
  setInterval(() => simulator.liveTo(worldTime()), LIVE_EVERY).unref()
  const calls = new Map<string, number>()

  const headersAt = (at: number, skewed: boolean): Record<string, string> =>
    timeHeaders(at + (skewed ? (simulator.faults.number('clock-skew') ?? 0) * 1000 : 0))

  async function respond(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://simulator')
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
    const count = (calls.get(req.url ?? '') ?? 0) + 1
    calls.set(req.url ?? '', count)
    const at = worldTime()
    simulator.liveTo(at)
    const flapped = simulator.faults.has('flap') && count % 2 === 0
    const answer = flapped
      ? errorAnswer(500, 'internal error, every second time')
      : (answerInstead(simulator.faults) ?? answerContract(req, url, simulator, keeper))
    await send(req, res, { ...answer, headers: { ...answer.headers, ...headersAt(at, true) } }, simulator.faults)
  }

  return (req, res) => {
    respond(req, res).catch((error: unknown) => {
      if (res.headersSent) res.destroy()
      else void send(req, res, errorAnswer(500, `the simulator failed: ${String(error)}`), NO_FAULTS)
    })
  }
}
