import { ApiError, failureWords } from '../api/apiError.ts'
import { parseProcess } from '../api/parseProcesses.ts'
import type { ProcessesSource } from '../api/processesSource.ts'
import { fleetSeries } from '../history/fleetSeries.ts'
import { processSeries } from '../history/processHistory.ts'
import type { Engine, EngineClock, PollRequest } from '../types/engine.ts'
import type { PollRecord } from '../types/feed.ts'
import type { FleetPatch } from '../types/snapshot.ts'
import { accept, type Accepted } from './accept.ts'
import { isBusy } from './backoff.ts'
import { readEndings, stoppedIsDue } from './endings.ts'
import { noKeeper, type HistoryKeeper } from './keepHistory.ts'
import { recall, toStored } from './memory.ts'
import { readParts, SchemaError, type ReadParts } from './readParts.ts'
import { reportPatch } from './report.ts'
import type { EngineStorage } from './storage.ts'
import { newState } from './state.ts'
import { summarise } from './summary.ts'

const MAX_LOG = 200
const DURATIONS = 5
const SAVE_EVERY_MS = 10_000

export interface EngineDeps {
  source: ProcessesSource
  clock: EngineClock
  /** Where what was seen outlives the page. */
  storage: EngineStorage
  /** Where the history outlives the page; absent: this visit only. */
  keeper?: HistoryKeeper
  /** Waited for between the steps of a poll, so that a page can answer its user in between. */
  breathe?: () => Promise<void>
}

/**
 * The engine: poll → parse → advance → patch. Plain TypeScript without a page, so it runs in a worker, in a server and
 * in specs with a fake clock.
 */
export function createEngine({ source, clock, storage, keeper = noKeeper, breathe }: EngineDeps): Engine {
  const state = newState(source.app)
  let newestAnswered = 0
  let readingEndings = false
  let savedAt = Number.NEGATIVE_INFINITY
  const recallStored = async (): Promise<void> => {
    const stored = await storage.load()
    if (stored !== null) recall(state, stored, clock.wall())
    await keeper.load(state.history, clock.wall())
  }
  const recalled = recallStored()

  const save = (): void => {
    if (clock.mono() - savedAt < SAVE_EVERY_MS) return
    savedAt = clock.mono()
    void storage.save(toStored(state))
  }

  const log = (record: PollRecord): void => {
    state.log = [...state.log.slice(1 - MAX_LOG), record]
  }

  const fail = (number: number, error: ApiError, durationMs: number): void => {
    state.failures += 1
    const detail = failureWords(error)
    state.failure = { reason: error.reason, status: error.status, detail, retryAfterMs: error.retryAfterMs }
    if (error instanceof SchemaError) state.parsed = error.parsed
    if (isBusy(error) && error.retryAfterMs !== null) state.silentUntil = clock.mono() + error.retryAfterMs
    const said = error.message === detail ? detail : `${detail}: ${error.message}`
    log({
      number,
      at: state.feedTime || clock.wall(),
      durationMs,
      bytes: 0,
      rows: 0,
      rejects: error instanceof SchemaError ? error.parsed.rejects.length : 0,
      result: 'failed',
      detail: said,
    })
  }

  /** A region that was too busy silences the calls that follow, though the others answered. */
  const heed = ({ failed }: ReadParts): void => {
    const busy = failed.filter(({ error }) => isBusy(error))
    const waits = busy.flatMap(({ error }) => error.retryAfterMs ?? [])
    state.silentUntil = waits.length === 0 ? Number.NEGATIVE_INFINITY : clock.mono() + Math.max(...waits)
    state.throttled = busy.length === 0 ? 0 : state.throttled + 1
  }

  const followUp = (): void => {
    if (readingEndings || !stoppedIsDue(state, clock.mono())) return
    readingEndings = true
    const never = new AbortController().signal
    void readEndings(state, source, clock, never).finally(() => {
      readingEndings = false
    })
  }

  const poll = async ({ signal, intervalMs, spacingMs, have }: PollRequest): Promise<FleetPatch> => {
    state.asked += 1
    state.intervalMs = intervalMs
    state.spacingMs = spacingMs
    const number = state.asked
    const began = clock.mono()
    let taken: Accepted | null = null
    let before = state.seq
    try {
      const parts = await source.listRunning(signal)
      await recalled
      await breathe?.()
      const read = readParts(parts)
      await breathe?.()
      signal.throwIfAborted()
      const durationMs = clock.mono() - began
      // An answer that a newer poll has overtaken would put old rows over new ones.
      if (number < newestAnswered) return report(null, have, state.seq)
      newestAnswered = number
      before = state.seq
      taken = accept(state, read, { mono: clock.mono(), wall: clock.wall() })
      state.durations = [...state.durations.slice(1 - DURATIONS), durationMs]
      state.failure = null
      state.failures = 0
      heed(read)
      log({
        number,
        at: state.feedTime,
        durationMs,
        bytes: read.bytes,
        rows: read.rows,
        rejects: read.rejects.length,
        result: taken.unconfirmed ? 'unconfirmed' : read.failed.length > 0 ? 'partial' : 'accepted',
        detail: read.failed.map(({ region, error }) => `${region}: ${failureWords(error)}`).join('; '),
      })
      followUp()
      save()
      keeper.keep(state.history, clock.mono())
    } catch (error) {
      if (signal.aborted) throw signal.reason
      if (number < newestAnswered) return report(null, have, state.seq)
      newestAnswered = number
      const known = error instanceof ApiError
      fail(number, known ? error : unforeseen(error), clock.mono() - began)
      // Nobody knows how far it was taken in, so that the page gets everything.
      if (!known) before = -1
    }
    return report(taken, have, before)
  }

  /** A patch to the snapshot `before`; to a page that has another one, the whole. */
  const report = (taken: Accepted | null, have: number | null, before: number): FleetPatch =>
    reportPatch({
      state,
      summary: taken?.summary ?? summarise(state),
      mono: clock.mono(),
      changed: taken?.changed ?? [],
      freed: taken?.freed ?? [],
      whole: have !== before,
    })

  return {
    poll,
    series: async (request) => fleetSeries(state.history, request),
    processSeries: async (processId, metric, window) => processSeries(state.processHistory, processId, metric, window),
    raw: async (processId) => {
      for (const payload of state.payloads) {
        const row = payload.find(
          (one) => typeof one === 'object' && one !== null && (one as { processId?: unknown }).processId === processId,
        )
        if (row !== undefined) return inFull(row)
      }
      return null
    },
    lookUp: async (processId, signal) => {
      if (clock.mono() < state.silentUntil) return { failure: 'the upstream asked for time before the next call' }
      try {
        const process = parseProcess((await source.info(processId, signal)).payload)
        return process ? { process } : { failure: 'the answer could not be read' }
      } catch (error) {
        if (signal.aborted) throw signal.reason
        if (error instanceof ApiError) {
          return { failure: error.status === 404 ? 'the server knows no such process' : failureWords(error) }
        }
        throw error
      }
    },
  }
}

/** A fault of ours is the feed's failure, too: the page goes on with what it has and says so. */
const unforeseen = (error: unknown): ApiError =>
  new ApiError(
    'internal',
    `the answer could not be taken in: ${error instanceof Error ? error.message : String(error)}`,
  )

/** The row as JSON; null when it is nested too deep to be written. */
function inFull(row: unknown): string | null {
  try {
    return JSON.stringify(row, null, 2)
  } catch {
    return null
  }
}
