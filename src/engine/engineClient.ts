import { transfer, wrap, type Remote } from 'comlink'
import { advanceIndex, newFleetIndex } from '../select/fleetIndex.ts'
import type { Engine, LookedUp, PollRequest, Progress } from '../types/engine.ts'
import type { FleetPatch } from '../types/snapshot.ts'
import { askTogether } from './askTogether.ts'
import { createClockOffset, inOwnTime, type ClockOffset, type SleepingClock } from './clock.ts'
import type { Spawned } from './spawnEngine.ts'
import type { EngineConfig, PostedPatch, WorkerApi } from './workerApi.ts'

// Longer than a screen: the link to the worker, its watchdog and all questions share one state.

/** How often the worker is asked whether it is there, and how long it may be silent, ms. */
const BEAT_MS = 500
/**
 * Once it has answered a poll and its clock is known by many beats, only one in so many asks: how far it is with reading is
 * looked at until then.
 */
const CALM_BEATS = 4
const EAGER_BEATS = 20
const HUNG_MS = 5000
const LEAST_RESTART_MS = 20_000

export interface EngineClientDeps {
  /** Still to come when the worker starts: the two are loaded beside each other. */
  config: Promise<EngineConfig>
  clock: SleepingClock
  /** Starts a worker, or joins the one with that number. */
  spawn: (generation: number, failed: () => void) => Spawned
  /** The number of the worker that all tabs use. */
  generation: { read(): number; write(generation: number): void }
  every: (ms: number, beat: () => void) => void
}

export interface EngineClient extends Engine {
  /** What the engine is busy with while a first picture is made; null when it is not. */
  progress(): Progress | null
  /** In words, why there is no engine; null when there is one. */
  problem(): string | null
  /** Called back when either changed. */
  subscribe(listener: () => void): () => void
  /** The machine may have slept until now. */
  woke(): void
  /** Writes down what is not yet: a hidden page may never be asked again. */
  flush(): void
  /** Another tab has moved on to another worker. */
  moved(): void
  /** Sends what can be searched over the port; again from the start when the worker was replaced. */
  texts(makePort: () => MessagePort): void
}

/** The worker asked, until it is lost. */
interface Link {
  generation: number
  spawned: Spawned
  remote: Remote<WorkerApi>
  /** A new one after sleep, so that a beat of before it tells the old one, and is not believed. */
  offset: ClockOffset
  ready: Promise<void>
  /** Whoever waits for an answer hears here that none will come. A promise that all race with would keep every answer. */
  waiting: Set<(lost: LinkLost) => void>
  /** Beats in a row that got no answer. */
  silent: number
  asked: boolean
  /** It has answered a poll. */
  answered: boolean
  beats: number
}

/** The worker went away; whoever waited asks its successor. */
class LinkLost extends Error {}

/**
 * The engine in a worker, as the page sees it: a dead or hung worker is replaced, and what was asked is asked again. In one
 * piece, though long: all of it turns on which link is the one asked now.
 */
export function createEngineClient(deps: EngineClientDeps): EngineClient {
  const { config, clock } = deps
  const listeners = new Set<() => void>()
  let progress: Progress | null = null
  let problem: string | null = null
  let tickets = 0
  let restartedAt = Number.NEGATIVE_INFINITY
  let makeTextPort: (() => MessagePort) | null = null
  let link = connect(deps.generation.read())

  function tell(): void {
    for (const listener of listeners) listener()
  }

  function connect(generation: number): Link {
    const failed = (): void => {
      problem = 'A part of this page could not be loaded. There may be a new version: reload the page.'
      tell()
    }
    const spawned = deps.spawn(generation, failed)
    const made: Link = {
      generation,
      spawned,
      remote: wrap<WorkerApi>(spawned.port),
      offset: createClockOffset(),
      ready: Promise.resolve(),
      waiting: new Set(),
      silent: 0,
      asked: false,
      answered: false,
      beats: 0,
    }
    made.ready = config.then((known) => beat(made, () => made.remote.open(known)))
    made.ready.catch(() => {})
    return made
  }

  function sendTexts({ remote }: Link): void {
    if (makeTextPort === null) return
    const port = makeTextPort()
    void remote.texts(transfer(port, [port]))
  }

  /** Asks for a sign of life and learns how the clocks differ. */
  async function beat(to: Link, ask: () => PromiseLike<{ mono: number; reading: number | null }>): Promise<void> {
    const { offset } = to
    const sent = clock.mono()
    to.asked = true
    const { mono, reading } = await ask()
    to.asked = false
    to.silent = 0
    offset.learn(sent, clock.mono(), mono)
    if (progress?.stage === 'rows' || to !== link) return
    const before = progress?.done ?? null
    if (before === reading) return
    progress = reading === null ? null : { stage: 'reading', done: reading, total: null }
    tell()
  }

  /** How far the worker's clock is ahead, ms. After sleep a guess would let old data pass as new, so that it is asked first. */
  async function aheadOf(to: Link): Promise<number> {
    for (;;) {
      const ahead = to.offset.value()
      if (ahead !== null) return ahead
      await beat(to, () => to.remote.ping())
    }
  }

  function replace(generation: number): void {
    link.spawned.stop()
    for (const lose of link.waiting) lose(new LinkLost())
    restartedAt = clock.mono()
    progress = null
    link = connect(generation)
    if (makeTextPort !== null) void ask(async (to) => sendTexts(to))
    tell()
  }

  // Only beats that this page made count, so that a page that was frozen itself accuses nobody.
  deps.every(BEAT_MS, () => {
    const { asked, answered, generation, remote } = link
    link.beats += 1
    if (!asked) {
      const calm = answered && link.beats > EAGER_BEATS
      if (!calm || link.beats % CALM_BEATS === 0) void beat(link, () => remote.ping())
      return
    }
    link.silent += 1
    if (link.silent * BEAT_MS < HUNG_MS || clock.mono() - restartedAt < LEAST_RESTART_MS) return
    const stored = deps.generation.read()
    const next = stored > generation ? stored : generation + 1
    deps.generation.write(next)
    replace(next)
  })

  /** Waits for an answer until the worker is lost. */
  function waitFor<T>(to: Link, answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      to.waiting.add(reject)
      answer.then(resolve, reject).finally(() => to.waiting.delete(reject))
    })
  }

  /** Asks the worker there is; when it is lost meanwhile, its successor. */
  async function ask<T>(call: (to: Link) => PromiseLike<T>): Promise<T> {
    for (;;) {
      const to = link
      try {
        return await waitFor(
          to,
          to.ready.then(() => call(to)),
        )
      } catch (error) {
        if (!(error instanceof LinkLost)) throw error
      }
    }
  }

  /** The same for a call that may be taken back. */
  async function askWith<T>(signal: AbortSignal, call: (to: Link, ticket: number) => PromiseLike<T>): Promise<T> {
    signal.throwIfAborted()
    const ticket = ++tickets
    let asked: Link | null = null
    const cancel = (): void => void asked?.remote.cancel(ticket)
    signal.addEventListener('abort', cancel, { once: true })
    try {
      return await ask((to) => {
        asked = to
        signal.throwIfAborted()
        return call(to, ticket)
      })
    } catch (error) {
      if (signal.aborted) throw signal.reason
      throw error
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }

  /** Rows of a whole patch, piece by piece, each into the index as it comes. */
  async function fetchRows(to: Link, ticket: number, patch: PostedPatch, signal: AbortSignal): Promise<FleetPatch> {
    const { pending, ...rest } = patch
    if (pending === 0) return rest
    const index = newFleetIndex()
    for (let done = 0; done < pending;) {
      progress = { stage: 'rows', done, total: pending }
      tell()
      const changed = await to.remote.rows(ticket, done)
      signal.throwIfAborted()
      if (changed.length === 0) throw new Error('the engine forgot the rows it promised')
      advanceIndex(index, { size: patch.size, changed, freed: [] })
      done += changed.length
    }
    return { ...rest, index }
  }

  const poll = ({ signal, ...request }: PollRequest): Promise<FleetPatch> =>
    askWith(signal, async (to, ticket) => {
      try {
        const patch = await fetchRows(to, ticket, await to.remote.poll(ticket, request), signal)
        to.answered = true
        const ahead = await aheadOf(to)
        return { ...patch, feed: inOwnTime(patch.feed, ahead, clock.mono()) }
      } finally {
        if (progress !== null) {
          progress = null
          tell()
        }
      }
    })

  return {
    poll,
    lookUp: (processId, signal) =>
      askWith<LookedUp>(signal, async ({ remote }, ticket) => remote.lookUp(ticket, processId)),
    ...askTogether((questions) => ask(({ remote }) => remote.answers(questions))),
    progress: () => progress,
    problem: () => problem,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    woke: () => {
      if (clock.woke() === 0) return
      const { remote } = link
      link.offset = createClockOffset()
      void remote.woke()
      void beat(link, () => remote.ping())
    },
    // What was never opened has nothing to write.
    flush: () => {
      const { ready, remote } = link
      void ready.then(
        () => remote.flush(),
        () => {},
      )
    },
    moved: () => {
      const stored = deps.generation.read()
      if (stored > link.generation) replace(stored)
    },
    texts: (makePort) => {
      makeTextPort = makePort
      void ask(async (to) => sendTexts(to))
    },
  }
}
