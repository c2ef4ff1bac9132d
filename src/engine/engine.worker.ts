import { expose, transfer, type Endpoint } from 'comlink'
import { createProcessesSource } from '../api/processesSource.ts'
import type { Engine, Question } from '../types/engine.ts'
import type { SlotRow } from '../types/snapshot.ts'
import { breathe } from './breathe.ts'
import { createClock } from './clock.ts'
import { createEngine, type CoreEngine } from './createEngine.ts'
import { openDatabase } from './database.ts'
import { createHistoryStorage } from './historyStorage.ts'
import { createHistoryKeeper } from './keepHistory.ts'
import { createKeptEngines } from './keptEngines.ts'
import { sharePolls } from './sharePolls.ts'
import { createStorage, createSurvivalStorage } from './storage.ts'
import { sendTextsOver } from './textPort.ts'
import {
  isSuccessor,
  PIECE_ROWS,
  type Answered,
  type EngineConfig,
  type Pong,
  type PostedPatch,
  type WorkerApi,
} from './workerApi.ts'
import { createWriterLock } from './writerLock.ts'

// One engine for every page that asks for the same source: as a shared worker for all tabs, else for one page.

interface Running {
  core: CoreEngine
  shared: Engine
  reading: number | null
  database: ReturnType<typeof openDatabase>
  /** Ends what is sent to the searches of its pages. */
  followers: Set<() => void>
}

/**
 * A page that has not been heard of for so long is gone or frozen; it begins anew when it is back. A hidden page is let
 * run once a minute, and gives a sign of life with every fourth of its beats.
 */
const SILENT_MS = 600_000
const LET_GO_EVERY_MS = 60_000

const clock = createClock()
const takesOver = isSuccessor(self.name)
const writerLock = createWriterLock(takesOver)
/** One that hangs in the middle of writing lets nobody read: its successor's first table waits no longer than this. */
const loadMs = takesOver ? 3000 : null

function newEngine(config: EngineConfig): Running {
  const source = createProcessesSource({
    id: config.source,
    answersAs: config.answersAs,
    base: '',
    app: config.app,
    regions: config.regions,
    timeoutMs: config.timeoutMs,
    now: clock.mono,
    onBytes: (bytes) => {
      running.reading = bytes
    },
  })
  const database = openDatabase()
  const storage = createStorage(config.source, config.app, database, loadMs)
  const survivalStorage = createSurvivalStorage(config.source, config.app, database, loadMs)
  const history = createHistoryStorage(config.source, config.app, database, loadMs)
  const keeper = createHistoryKeeper(history, writerLock)
  const core = createEngine({ source, clock, storage, survivalStorage, keeper, breathe, maxRows: config.maxRows })
  const running: Running = { core, shared: sharePolls(core), reading: null, database, followers: new Set() }
  return running
}

/** What it knows is written, and its place in memory given back. */
async function drop({ core, database, followers }: Running): Promise<void> {
  for (const end of followers) end()
  await core.flush()
  const { db } = await database
  db?.close()
}

const engines = createKeptEngines<EngineConfig, Running>({
  make: newEngine,
  drop: (running) => void drop(running),
  mono: clock.mono,
  silentMs: SILENT_MS,
})
setInterval(engines.letGo, LET_GO_EVERY_MS)

async function answer(engine: Engine, { name, args }: Question): Promise<Answered> {
  try {
    const ask = engine[name] as (...given: typeof args) => Promise<unknown>
    return { value: await ask(...args) }
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) }
  }
}

/** Speaks to one page. */
function serve(port: Endpoint): void {
  const calls = new Map<number, AbortController>()
  const pieces = new Map<number, readonly SlotRow[]>()
  let asked: EngineConfig | null = null
  let heardAt = clock.mono()
  /** A page has one search: one that is begun anew ends the one before. */
  let endTexts = (): void => undefined
  const engine = (): Running => {
    if (asked === null) throw new Error('the engine was not opened')
    return engines.of(asked)
  }
  const pong = (): Pong => {
    heardAt = clock.mono()
    return { mono: clock.mono(), reading: asked === null ? null : engine().reading }
  }
  const withSignal = async <T>(ticket: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const controller = new AbortController()
    calls.set(ticket, controller)
    try {
      return await call(controller.signal)
    } finally {
      calls.delete(ticket)
    }
  }

  const api: WorkerApi = {
    open: (config) => {
      asked = config
      return pong()
    },
    ping: pong,
    woke: () => void clock.woke(),
    flush: () => engine().core.flush(),
    poll: (ticket, request) =>
      withSignal(ticket, async (signal) => {
        heardAt = clock.mono()
        const { shared } = engine()
        const patch = await shared.poll({ ...request, signal })
        engine().reading = null
        pieces.clear()
        const pending = patch.whole && patch.changed.length > PIECE_ROWS ? patch.changed.length : 0
        if (pending > 0) pieces.set(ticket, patch.changed)
        const posted: PostedPatch = { ...patch, changed: pending > 0 ? [] : patch.changed, pending }
        return transfer(
          posted,
          Object.values(patch.columns).map((column) => column.buffer),
        )
      }),
    rows: (ticket, from) => {
      const rows = pieces.get(ticket) ?? []
      if (from + PIECE_ROWS >= rows.length) pieces.delete(ticket)
      return rows.slice(from, from + PIECE_ROWS)
    },
    lookUp: (ticket, processId) => withSignal(ticket, (signal) => engine().shared.lookUp(processId, signal)),
    cancel: (ticket) => calls.get(ticket)?.abort(),
    texts: (to) => {
      heardAt = clock.mono()
      const { core, followers } = engine()
      endTexts()
      const end = sendTextsOver(core.followTexts, to, () => clock.mono() - heardAt <= SILENT_MS)
      followers.add(end)
      endTexts = () => (followers.delete(end), end())
    },
    answers: (questions) => Promise.all(questions.map((question) => answer(engine().shared, question))),
  }
  expose(api, port)
}

if ('SharedWorkerGlobalScope' in globalThis) {
  addEventListener('connect', (event) => {
    const [port] = (event as MessageEvent).ports
    if (port) serve(port)
  })
} else serve(globalThis as unknown as Endpoint)
