import { ApiError, explain, failureWords, unforeseen } from '../api/apiError.ts'
import type { ProcessesSource } from '../api/processesSource.ts'
import type { Engine, EngineClock, PollRequest, TextUpdate } from '../types/engine.ts'
import type { PollRecord } from '../types/feed.ts'
import { MAX_ROWS } from '../types/limits.ts'
import type { FleetPatch, Have } from '../types/snapshot.ts'
import { accept, toldTime } from './accept.ts'
import type { AlertWatch } from './alertWatch.ts'
import { heedRetryAfter, isBusy } from './backoff.ts'
import { laterParts, type LaterParts } from './laterParts.ts'
import { stoppedIsDue } from './stoppedIsDue.ts'
import { createLookUp } from './lookUp.ts'
import { noKeeper, type HistoryKeeper } from './keepHistory.ts'
import { createStateKeeper } from './keepState.ts'
import { readParts, SchemaError, type Breathe, type ReadParts } from './readParts.ts'
import { createQuestions } from './questions.ts'
import { delayOf, reportPatch } from './report.ts'
import { noStorage, type EngineStorage, type SurvivalStorage } from './storage.ts'
import { isDoubtful } from './recordPoll.ts'
import { beginAnew, isSetBack } from './setBack.ts'
import { silenceOf } from './silence.ts'
import { newId, newState } from './state.ts'
import { summarise, type Summary } from './summary.ts'
import { createTextFeed } from './textFeed.ts'

const MAX_LOG = 200
const DURATIONS = 5

export interface EngineDeps {
  source: ProcessesSource
  clock: EngineClock
  /** Where what was seen outlives the page. */
  storage: EngineStorage
  /** Where what was learned of rooms outlives the page; absent: this visit only. */
  survivalStorage?: SurvivalStorage
  /** Where the history outlives the page; absent: this visit only. */
  keeper?: HistoryKeeper
  /** Waited for between the steps of a poll, so that a page can answer its user in between. */
  breathe?: Breathe
  /** Most rows of one answer that are read; absent: `MAX_ROWS`. */
  maxRows?: number | undefined
  /** Absent: loaded when they are needed first. */
  parts?: LaterParts
}

/** The engine with what only those need that stand between it and its pages (engine/sharePolls.ts). */
export interface CoreEngine extends Engine {
  /** Asks the upstream once and takes in what it answers; several pages may wait for one. */
  advance(request: Omit<PollRequest, 'have'>): Promise<void>
  /** What is known now, without asking anybody. */
  report(have: Have | null, intervalMs: number): FleetPatch
  /** Whether an answer has come since the one that the page has. */
  hasNews(have: Have | null): boolean
  /** Time until a page that asks every `intervalMs` may ask the upstream again, ms; 0 or less when it may. */
  dueIn(intervalMs: number): number
  /** Time for which the upstream asked to be left alone, ms; 0 or less when it did not. */
  silentFor(): number
  /** Writes what changed since it was last kept, now: the page may go. */
  flush(): Promise<void>
  /** Sends what can be searched, all of it now and then what changes; the answer ends that. */
  followTexts(send: (update: TextUpdate) => void): () => void
}

/**
 * The engine: poll → parse → advance → patch. Plain TypeScript without a page, so it runs in a worker, in a server and
 * in specs with a fake clock.
 */
export function createEngine({
  source,
  clock,
  storage,
  survivalStorage = noStorage,
  keeper = noKeeper,
  breathe,
  maxRows = MAX_ROWS,
  parts = laterParts,
}: EngineDeps): CoreEngine {
  const state = newState(source.app)
  const texts = createTextFeed(state)
  let summary: { of: Summary; tick: number } | null = null
  let newestAnswered = 0
  let readingEndings = false
  let drains: Awaited<ReturnType<LaterParts['drains']>> | null = null
  const kept = createStateKeeper({ state, clock, storage, survivalStorage, keeper })

  const log = (record: PollRecord): void => {
    state.log = [...state.log.slice(1 - MAX_LOG), record]
  }

  const fail = (number: number, error: ApiError, durationMs: number): void => {
    if (state.failures === 0) state.failingSince = clock.mono() - durationMs
    state.failures += 1
    const { words: detail, advice } = explain(error)
    const { reason, status, retryAfterMs } = error
    state.failure = { reason, status, detail, advice, retryAfterMs }
    if (error instanceof SchemaError) state.parsed = error.parsed
    heedRetryAfter(state, error, clock.mono())
    const said = error.message === detail ? detail : `${detail}: ${error.message}`
    log({
      number,
      // The feed's time goes on while it says nothing.
      at: state.lastGoodAt === null ? clock.wall() : Math.round(state.feedTime + clock.mono() - state.lastGoodAt),
      durationMs,
      bytes: null,
      rows: null,
      rejects: error instanceof SchemaError ? error.parsed.rejects.length : null,
      result: 'failed',
      detail: said,
    })
  }

  /**
   * A region that was too busy silences the calls that follow, though the others answered.
   * @param silentBefore what was asked for when the poll began: what another call was told meanwhile still holds.
   */
  const heed = ({ failed }: ReadParts, silentBefore: number): void => {
    if (state.silentUntil === silentBefore) state.silentUntil = Number.NEGATIVE_INFINITY
    for (const { error } of failed) heedRetryAfter(state, error, clock.mono())
    state.throttled = failed.some(({ error }) => isBusy(error)) ? state.throttled + 1 : 0
  }

  const followUp = (): void => {
    if (readingEndings || !stoppedIsDue(state, clock.mono())) return
    readingEndings = true
    const never = new AbortController().signal
    void (async () => {
      // Not needed for the first table.
      const { readEndings } = await parts.endings()
      await readEndings(state, source, clock, never)
    })().finally(() => {
      readingEndings = false
    })
  }

  /** Sums of the newest accepted answer, made anew when an end was put on record since. */
  const summaryNow = (): Summary => {
    if (summary === null || summary.tick !== state.eventTick) summary = { of: summarise(state), tick: state.eventTick }
    return summary.of
  }

  const watchDrains = (): void => {
    drains?.noteSilence(state)
    drains?.noteWaves(state)
  }
  let judgeFleet: (() => void) | null = null
  let alertWatch: AlertWatch | null = null

  /** What is made of drains, and judging the fleet, take more than a first table may wait for: loaded beside the first poll. */
  const loadLater = async (): Promise<void> => {
    drains = await parts.drains()
    watchDrains()
    const { newAlertWatch, watchAlerts } = await parts.alerts()
    judgeFleet = () => {
      // Before the first good answer there is no fleet to watch.
      if (state.lastGoodAt === null) return
      alertWatch ??= newAlertWatch(state.alertMemory)
      const { alerts, at } = watchAlerts(state, alertWatch, silenceOf(state, state.lastGoodAt, clock.mono()))
      state.alerts = alerts
      state.alertsAt = at
    }
  }

  const report = (have: Have | null, intervalMs: number): FleetPatch =>
    reportPatch({ state, summary: summaryNow(), have, intervalMs, kept: kept.status() })

  const advance = async ({ signal, intervalMs, spacingMs }: Omit<PollRequest, 'have'>): Promise<void> => {
    state.asked += 1
    state.intervalMs = intervalMs
    state.spacingMs = spacingMs
    const number = state.asked
    const began = clock.mono()
    const silentBefore = state.silentUntil
    try {
      const parts = await source.listRunning(signal)
      const [first] = parts.flatMap(({ answer }) => (answer instanceof ApiError ? [] : [answer]))
      if (first !== undefined) await kept.recall(first.feedTime ?? clock.wall())
      await breathe?.()
      const read = await readParts(parts, { known: (processId) => state.tracks.get(processId), breathe, maxRows })
      await breathe?.()
      signal.throwIfAborted()
      const durationMs = clock.mono() - began
      // An answer that a newer poll has overtaken would put old rows over new ones.
      if (number < newestAnswered) return
      newestAnswered = number
      const told = toldTime(read, clock.wall())
      if (isSetBack(state, told, clock.mono())) {
        beginAnew(state, told, clock.mono(), drains?.learnedOfRooms(state) ?? state.survival)
        alertWatch = null
      }
      const taken = accept(state, read, { mono: clock.mono(), wall: clock.wall() }, watchDrains)
      summary = { of: taken.summary, tick: state.eventTick }
      state.durations = [...state.durations.slice(1 - DURATIONS), durationMs]
      state.failure = null
      state.failures = 0
      heed(read, silentBefore)
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
      texts.sendChanges()
      followUp()
      if (!isDoubtful(state, state.feedTime)) kept.save(drains?.learnedOfRooms)
    } catch (error) {
      if (signal.aborted) throw signal.reason
      if (number < newestAnswered) return
      newestAnswered = number
      const understood = error instanceof ApiError
      fail(number, understood ? error : unforeseen(error), clock.mono() - began)
      if (!understood) {
        // Nobody knows how far it was taken in, so that every page gets everything.
        state.id = newId()
        summary = null
      }
    }
    if (judgeFleet === null) void loadLater()
    else judgeFleet()
    state.answered += 1
    state.answeredAt = clock.mono()
  }

  const poll = async (request: PollRequest): Promise<FleetPatch> => {
    await advance(request)
    return report(request.have, request.intervalMs)
  }

  return {
    poll,
    advance,
    report,
    hasNews: (have) => (have?.engine === state.id ? have.answered : 0) < state.answered,
    silentFor: () => state.silentUntil - clock.mono(),
    followTexts: texts.follow,
    flush: () => kept.flush(drains?.learnedOfRooms),
    dueIn: (intervalMs) => Math.max(state.answeredAt + delayOf(state, intervalMs), state.silentUntil) - clock.mono(),
    ...createQuestions(state),
    lookUp: createLookUp({ state, source, clock }),
  }
}
