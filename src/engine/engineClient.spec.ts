import { setTimeout } from 'node:timers/promises'
import { expose, type Endpoint } from 'comlink'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { feedState } from '../fleet/feedState.ts'
import type { Engine, QuestionName } from '../types/engine.ts'
import type { FeedReport } from '../types/feed.ts'
import type { FleetPatch, SlotRow } from '../types/snapshot.ts'
import { createEngineClient, type EngineClient } from './engineClient.ts'
import { applyPatch } from './patch.ts'
import { POLL_MS, rows, TestFeed } from './testFeed.ts'
import { PIECE_ROWS, type WorkerApi } from './workerApi.ts'

// A page and its workers over real message ports; only the workers' insides are made up. In one file, though long: all of
// it asks the same made-up workers.

const config = { source: 'spec', app: 'app-demo', regions: [], timeoutMs: 1000 }
/** Two beats a second; after ten without an answer the worker hangs. */
const BEATS_OF_SILENCE = 10
const RESTART_MS = 20_000

interface FakeWorker {
  generation: number
  /** Every call by name, in order. */
  calls: string[]
  failed: () => void
  stopped: boolean
}

let ports: MessagePort[] = []
let workers: FakeWorker[] = []
let stored = 0
let now = 0
/** How long the machine slept, to be told at the next waking, ms. */
let slept = 0
let beat = (): void => {}

/** Beats for a while, each heard before the next. */
async function beats(n: number): Promise<void> {
  for (let at = 0; at < n; at++) {
    now += 500
    beat()
    await vi.waitFor(() => {})
  }
}

/** As the worker's, but it may also never answer. */
type FakeApi = { [K in keyof WorkerApi]?: (...args: Parameters<WorkerApi[K]>) => unknown }
type FakeAnswers = { [K in QuestionName]?: (...args: Parameters<Engine[K]>) => unknown }

/** Answers each question by itself, as the worker does. */
const answering =
  (answers: FakeAnswers): NonNullable<FakeApi['answers']> =>
  (questions) =>
    Promise.all(
      questions.map(async ({ name, args }) => {
        try {
          return { value: await (answers[name] as (...given: typeof args) => unknown)(...args) }
        } catch (error) {
          return { failure: (error as Error).message }
        }
      }),
    )

function client(api: (worker: FakeWorker) => FakeApi, told = Promise.resolve(config)): EngineClient {
  return createEngineClient({
    config: told,
    clock: {
      mono: () => now,
      wall: () => now,
      woke: () => {
        const by = slept
        slept = 0
        now += by
        return by
      },
    },
    generation: { read: () => stored, write: (generation) => void (stored = generation) },
    every: (_ms, call) => void (beat = call),
    spawn: (generation, failed) => {
      const { port1, port2 } = new MessageChannel()
      const worker: FakeWorker = { generation, calls: [], failed, stopped: false }
      const made: FakeApi = {
        open: () => ({ mono: now, reading: null }),
        ping: () => ({ mono: now, reading: null }),
        ...api(worker),
      }
      const noted = Object.fromEntries(
        Object.entries(made).map(([name, call]) => [
          name,
          (...args: never[]) => {
            worker.calls.push(name)
            return (call as (...given: never[]) => unknown)(...args)
          },
        ]),
      )
      expose(noted, port2 as unknown as Endpoint)
      ports.push(port1, port2)
      workers.push(worker)
      return { port: port1, stop: () => void (worker.stopped = true) }
    },
  })
}

const never = <T>(): Promise<T> => new Promise(() => {})
const signal = (): AbortSignal => new AbortController().signal
const request = { intervalMs: POLL_MS, spacingMs: POLL_MS, have: null }

/** The first patch of a fleet of so many. */
async function patchOf(n: number): Promise<FleetPatch> {
  const feed = new TestFeed()
  await feed.poll(rows(n))
  return feed.engine.poll({ ...request, signal: signal() })
}

beforeEach(() => {
  ports = []
  workers = []
  stored = 0
  now = 1000
  slept = 0
})
afterEach(() => {
  for (const port of ports) port.close()
})

describe('a worker that starts', () => {
  test('does so before the page knows its set-up, and is opened and asked when it does', async () => {
    let tell = (_told: typeof config): void => {}
    const told = new Promise<typeof config>((resolve) => (tell = resolve))
    const engine = client(() => ({ answers: answering({ why: () => ['told'] }) }), told)
    const answer = engine.why(['p-1'])
    // Longer than a worker may be silent: it is alive, and only waits.
    now += RESTART_MS
    for (let n = 0; n < BEATS_OF_SILENCE + 2; n++) {
      await beats(1)
      await setTimeout(10)
    }
    expect(workers.map(({ generation }) => generation)).toEqual([0])
    expect(workers[0]?.calls).not.toContain('open')
    tell(config)
    expect(await answer).toEqual(['told'])
    expect(workers[0]?.calls.filter((name) => name !== 'ping')).toEqual(['open', 'answers'])
  })
})

describe('a worker that does not answer', () => {
  test('is replaced after five seconds, and its successor is asked what it was asked', async () => {
    const engine = client(({ generation }) => ({
      ping: generation === 0 ? never : () => ({ mono: now, reading: null }),
      answers: answering({ why: (ids) => (generation === 0 ? never() : ids.map(() => `told by ${generation}`)) }),
    }))
    now += RESTART_MS
    const told = engine.why(['p-1'])
    await vi.waitFor(() => expect(workers[0]?.calls).toContain('answers'))
    await beats(BEATS_OF_SILENCE)
    expect(workers).toHaveLength(1)
    await beats(1)
    expect(await told).toEqual(['told by 1'])
    expect(stored).toBe(1)
    expect(workers[0]?.stopped).toBe(true)
  })

  test('is asked seldom once it has answered a poll, and replaced as before', async () => {
    let there = true
    const { poll } = client(() => ({
      poll: async () => ({ ...(await patchOf(1)), pending: 0 }),
      ping: () => (there ? { mono: now, reading: null } : never()),
    }))
    await poll({ ...request, signal: signal() })
    const pings = (): number => workers[0]?.calls.filter((name) => name === 'ping').length ?? 0
    const pingsOf = async (n: number): Promise<number> => {
      const before = pings()
      for (let at = 0; at < n; at++) {
        await beats(1)
        await setTimeout(5)
      }
      return pings() - before
    }
    // Its clock is learned first.
    expect(await pingsOf(20)).toBe(20)
    expect(await pingsOf(8)).toBe(2)
    there = false
    now += RESTART_MS
    await beats(4 + BEATS_OF_SILENCE - 1)
    expect(workers).toHaveLength(1)
    await beats(1)
    expect(workers).toHaveLength(2)
  })

  test('is not replaced while the one before it has just been', async () => {
    client(() => ({ ping: never }))
    now += RESTART_MS
    await beats(BEATS_OF_SILENCE + 1)
    expect(workers).toHaveLength(2)
    await beats(BEATS_OF_SILENCE + 1)
    expect(workers).toHaveLength(2)
    now += RESTART_MS
    await beats(1)
    expect(workers).toHaveLength(3)
  })

  test('is left when another tab has left it', async () => {
    const engine = client(({ generation }) => ({ answers: answering({ why: () => [`told by ${generation}`] }) }))
    expect(await engine.why(['p-1'])).toEqual(['told by 0'])
    stored = 7
    engine.moved()
    expect(await engine.why(['p-1'])).toEqual(['told by 7'])
    engine.moved()
    expect(workers).toHaveLength(2)
  })

  test('that cannot be loaded is said in words', () => {
    const engine = client(() => ({}))
    const listener = vi.fn()
    engine.subscribe(listener)
    workers[0]?.failed()
    expect(engine.problem()).toMatch(/reload the page/)
    expect(listener).toHaveBeenCalledOnce()
  })
})

test('an answer comes once, and a fault of the worker is a fault of the call', async () => {
  const engine = client(() => ({
    answers: answering({ drains: () => Promise.reject(new Error('no such thing')), tombstones: () => [] }),
  }))
  const [drains, tombstones] = [engine.drains({ regions: [], deployments: [], wave: null }), engine.tombstones()]
  await expect(drains).rejects.toThrow('no such thing')
  expect(await tombstones).toEqual([])
  expect(workers).toHaveLength(1)
  // What is asked together travels together.
  expect(workers[0]?.calls).toEqual(['open', 'answers'])
})

test('a call taken back is taken back there, too, and ends with its reason', async () => {
  const open = new Map<number, (why: Error) => void>()
  const engine = client(() => ({
    poll: (ticket) => new Promise((_resolve, reject) => open.set(ticket, reject)),
    cancel: (ticket) => open.get(ticket)?.(new Error('taken back')),
  }))
  const controller = new AbortController()
  const polled = engine.poll({ ...request, signal: controller.signal })
  await vi.waitFor(() => expect(open.size).toBe(1))
  controller.abort(new Error('changed my mind'))
  await expect(polled).rejects.toThrow('changed my mind')
  // One that is taken back before it is made is not made.
  await expect(engine.poll({ ...request, signal: controller.signal })).rejects.toThrow('changed my mind')
  expect(open.size).toBe(1)
})

describe('a whole patch', () => {
  const wholeOf = async (n: number): Promise<FleetPatch> => {
    const feed = new TestFeed()
    await feed.poll(rows(n))
    const fresh = await feed.engine.poll({ ...request, signal: signal() })
    return fresh
  }

  test('that is big comes in pieces, with progress, and is what one in one piece would be', async () => {
    const n = 2 * PIECE_ROWS + 5
    const patch = await wholeOf(n)
    const seen: string[] = []
    const engine = client(() => ({
      poll: () => Promise.resolve({ ...patch, changed: [], pending: patch.changed.length }),
      rows: (_ticket, from): readonly SlotRow[] => patch.changed.slice(from, from + PIECE_ROWS),
    }))
    engine.subscribe(() => {
      const progress = engine.progress()
      seen.push(progress === null ? 'none' : `${progress.stage} ${progress.done} of ${progress.total}`)
    })
    const snapshot = applyPatch(undefined, await engine.poll({ ...request, signal: signal() }))
    expect(seen).toEqual([`rows 0 of ${n}`, `rows 1000 of ${n}`, `rows 2000 of ${n}`, 'none'])
    expect(snapshot.index.rows.map((row) => row?.processId)).toEqual(
      applyPatch(undefined, patch).index.rows.map((row) => row?.processId),
    )
  })

  test('whose rows the worker forgot is no patch', async () => {
    const patch = await wholeOf(3)
    const engine = client(() => ({
      poll: () => Promise.resolve({ ...patch, changed: [], pending: 3 }),
      rows: () => [],
    }))
    await expect(engine.poll({ ...request, signal: signal() })).rejects.toThrow('forgot the rows')
    expect(engine.progress()).toBeNull()
  })
})

test("times of the worker's clock are told in the page's", async () => {
  const patch = await patchOf(1)
  const ahead = 5000
  const feed = { ...patch.feed, lastGoodAt: now + ahead - 300, answeredAt: now + ahead - 200, nextDelayMs: 1000 }
  const engine = client(() => ({
    open: () => ({ mono: now + ahead, reading: null }),
    ping: () => ({ mono: now + ahead, reading: null }),
    poll: () => Promise.resolve({ ...patch, feed, pending: 0 }),
  }))
  const told = await engine.poll({ ...request, signal: signal() })
  expect(told.feed).toMatchObject({ lastGoodAt: now - 300, answeredAt: now, nextDelayMs: 800 })
})

describe('after sleep, with a worker that another tab started three hours before', () => {
  const HOUR = 3_600_000
  const AHEAD = 3 * HOUR
  const NIGHT = 8 * HOUR
  const state = (feed: FeedReport) => feedState(feed, { mono: now, intervalMs: POLL_MS, paused: false })

  /** A page whose beats have become few. Its worker counts the sleep once it is told. */
  async function sleeper() {
    const patch = await patchOf(1)
    let untold = 0
    let pong = Promise.resolve()
    const theirs = (): number => now + AHEAD - untold
    const worker = { answeredAt: theirs, held: (until: Promise<void>) => void (pong = until) }
    const engine = client(() => ({
      open: () => ({ mono: theirs(), reading: null }),
      ping: async () => {
        const mono = theirs()
        await pong
        return { mono, reading: null }
      },
      woke: () => void (untold = 0),
      poll: () => {
        const at = worker.answeredAt()
        return { ...patch, feed: { ...patch.feed, lastGoodAt: at, answeredAt: at, nextDelayMs: POLL_MS }, pending: 0 }
      },
    }))
    const ask = async (): Promise<FeedReport> => (await engine.poll({ ...request, signal: signal() })).feed
    await ask()
    for (let n = 0; n < 24; n++) {
      await beats(1)
      await setTimeout(1)
    }
    const sleep = (): void => {
      slept = untold = NIGHT
      engine.woke()
    }
    return { worker, theirs, ask, sleep }
  }

  test('what was shown is stale at once, and the next answer is live for as long as it is', async () => {
    const { ask, sleep } = await sleeper()
    const before = await ask()
    sleep()
    expect(state(before)).toMatchObject({ status: 'Stale', ageMs: NIGHT })
    const after = await ask()
    expect(state(after)).toMatchObject({ status: 'Live', ageMs: 0 })
    expect(after.nextDelayMs).toBe(POLL_MS)
    now += HOUR
    expect(state(after)).toMatchObject({ status: 'Stale', ageMs: HOUR })
  })

  test('an old answer is told as old, and asks for the next at once', async () => {
    const { worker, theirs, ask, sleep } = await sleeper()
    worker.answeredAt = () => theirs() - NIGHT
    sleep()
    const feed = await ask()
    expect(state(feed)).toMatchObject({ status: 'Stale', ageMs: NIGHT })
    expect(feed.nextDelayMs).toBe(1)
  })

  test('a beat of before the sleep that is answered after it says nothing of the clocks', async () => {
    const { worker, theirs, ask, sleep } = await sleeper()
    worker.answeredAt = () => theirs() - HOUR
    let answer = (): void => {}
    worker.held(new Promise((resolve) => (answer = resolve)))
    await beats(4)
    await setTimeout(5)
    worker.held(Promise.resolve())
    sleep()
    answer()
    expect(state(await ask())).toMatchObject({ status: 'Stale', ageMs: HOUR })
  })
})
