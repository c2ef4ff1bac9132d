import type { Engine, PollRequest } from '../types/engine.ts'
import type { CoreEngine } from './createEngine.ts'

/** Timers of pages fire a little early or late; so much before its time a question is not too soon. */
const EARLY_MS = 250

interface Flight {
  controller: AbortController
  done: Promise<void>
  waiting: number
  /** Somebody asked for a newer answer than this one will be. */
  replaced: boolean
}

export type Delay = (ms: number, signal: AbortSignal) => Promise<void>

/** Resolves after `ms`; throws the signal's reason when that comes first. */
export const delay: Delay = (ms, signal) =>
  new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end)
      resolve()
    }, ms)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })

/**
 * One engine for many pages: however many ask, the upstream is asked once an interval, the shortest of those who wait.
 * A page whose snapshot is older than the newest answer is given that one at once; the others wait for the next.
 * A question is taken back when nobody waits for its answer any more.
 */
export function sharePolls(core: CoreEngine, wait: Delay = delay): Engine {
  let flight: Flight | null = null

  const start = (request: PollRequest): Flight => {
    const controller = new AbortController()
    const { intervalMs, spacingMs } = request
    const mine: Flight = { controller, done: Promise.resolve(), waiting: 0, replaced: false }
    const end = (): void => {
      if (flight === mine) flight = null
    }
    mine.done = core.advance({ signal: controller.signal, intervalMs, spacingMs }).finally(end)
    // Whoever waits sees how it ends; nobody waiting is no error.
    mine.done.catch(() => {})
    flight = mine
    return mine
  }

  const takeBack = (one: Flight): void => {
    if (flight === one) flight = null
    one.controller.abort()
  }

  const join = async (one: Flight, signal: AbortSignal): Promise<'answered' | 'replaced'> => {
    one.waiting += 1
    try {
      await untilAborted(one.done, signal)
      return 'answered'
    } catch (error) {
      if (!signal.aborted && one.replaced) return 'replaced'
      throw error
    } finally {
      one.waiting -= 1
      if (one.waiting === 0 && flight === one) takeBack(one)
    }
  }

  /** False when the newest answer will do. */
  const mustAsk = async (request: PollRequest): Promise<boolean> => {
    const { have, intervalMs, signal, eager } = request
    if (eager === 'always' || (eager === 'unless silenced' && core.silentFor() <= 0)) {
      if (flight === null) return true
      flight.replaced = true
      takeBack(flight)
      return true
    }
    const due = Math.max(core.dueIn(intervalMs) - EARLY_MS, core.silentFor())
    if (due <= 0) return true
    if (core.hasNews(have)) return false
    // What others ask for meanwhile will do as well.
    if (flight === null) await wait(due, signal)
    return !core.hasNews(have)
  }

  return {
    ...core,
    poll: async (request) => {
      const { signal, have, intervalMs } = request
      signal.throwIfAborted()
      if (await mustAsk(request)) {
        while ((await join(flight ?? start(request), signal)) === 'replaced');
      }
      return core.report(have, intervalMs)
    },
  }
}

/** The promise, or the signal's reason when that comes first. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let end = (): void => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    end = () => reject(signal.reason)
    if (signal.aborted) end()
    else signal.addEventListener('abort', end, { once: true })
  })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', end)
  }
}
