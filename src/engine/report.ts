import { verdictRank } from '../fleet/drainVerdict.ts'
import { fleetFacts } from '../fleet/fleetVerdict.ts'
import type { DrainVerdict } from '../types/fleet.ts'
import { counterMode } from '../fleet/counterMode.ts'
import { quantile } from '../fleet/quantile.ts'
import type { FeedReport, HealthReport, PollFailure, RejectGroup } from '../types/feed.ts'
import type { RowReject } from '../types/parsed.ts'
import { SNAPSHOT_FORMAT, type Columns, type FleetPatch, type Have, type SlotRow } from '../types/snapshot.ts'
import { nextDelay } from './backoff.ts'
import { counted } from '../fleet/words.ts'
import { processesGivenUp } from '../history/processHistory.ts'
import { shareEvents } from './events.ts'
import { frozenSince } from './frozen.ts'
import type { HistoryStatus } from './keepHistory.ts'
import type { EngineState } from './state.ts'
import type { Summary } from './summary.ts'

const MAX_REJECTS = 200
const MAX_IDS = 20
/** A region was too busy and did not say for how long. */
const THROTTLED: PollFailure = { reason: 'status', status: 429, detail: '', advice: '', retryAfterMs: null }

/** The least time from the newest answer to the next question, ms, for a page that asks every `intervalMs`. */
export const delayOf = (state: EngineState, intervalMs: number): number =>
  state.failure
    ? nextDelay(state.failure, state.failures, intervalMs)
    : nextDelay(state.throttled > 0 ? THROTTLED : null, state.throttled, intervalMs)

function feedReport(state: EngineState, intervalMs: number): FeedReport {
  return {
    polls: state.asked,
    lastGoodAt: state.lastGoodAt,
    answeredAt: state.answeredAt,
    failure: state.failure,
    failures: state.failures,
    medianMs: state.durations.length === 0 ? 0 : quantile(state.durations, 0.5),
    nextDelayMs: Math.max(delayOf(state, intervalMs), state.silentUntil - state.answeredAt),
    frozenSince: frozenSince(state),
    missingRegions: [...state.missingRegions].map(([region, missing]) => ({ region, ...missing })),
    darkRegions: [...state.darkRegions].map(([region, dark]) => ({ region, ...dark })),
    cappedRegions: state.capped,
    unconfirmedDrops: state.unconfirmedDrops,
    watchingSince: state.watchingSince,
  }
}

/** Rejects of one answer by path and message, commonest first. Numbers in paths and finds differ row by row. */
export function groupRejects(rejects: readonly RowReject[]): RejectGroup[] {
  const groups = new Map<string, { group: RejectGroup; ids: string[] }>()
  for (const { issues, processId, sample } of rejects) {
    const first = issues[0]
    if (first === undefined) continue
    const path = first.path.replaceAll(/\[\d+\]/g, '[]')
    const message = first.message.replace(/, found .*$/s, '')
    const key = `${path}\u0000${message}`
    const found = first.message.slice(message.length).replace(/^, /, '')
    const known = groups.get(key) ?? { group: { path, message, found, count: 0, processIds: [], sample }, ids: [] }
    if (processId !== undefined && known.ids.length < MAX_IDS) known.ids.push(processId)
    groups.set(key, { group: { ...known.group, count: known.group.count + 1 }, ids: known.ids })
  }
  return [...groups.values()]
    .map(({ group, ids }) => ({ ...group, processIds: ids }))
    .toSorted((a, b) => b.count - a.count)
}

/** What a fleet this big costs its processes' own lines. */
function gaveUpWords(state: EngineState): string | null {
  const { words, refused } = processesGivenUp(state.processHistory)
  return refused > 0 ? `${counted(refused, 'process', 'processes')} without lines of their own` : words
}

function healthReport(state: EngineState, staleCounters: number, kept: HistoryStatus): HealthReport {
  const mode = counterMode(state.learning)
  const rejects = state.parsed?.rejects ?? []
  const drift = state.parsed?.drift
  const { at, rows, rejected, failure } = state.stopped
  return {
    log: state.log,
    rejects: rejects.slice(0, MAX_REJECTS),
    groups: groupRejects(rejects),
    rejectedRows: rejects.length,
    droppedRooms: drift?.droppedRooms.slice(0, MAX_REJECTS) ?? [],
    unknownKeys: [...(drift?.unknownKeys ?? [])],
    newValues: [...(drift?.newValues ?? [])],
    missingFields: [...(drift?.missingFields ?? [])],
    foreignApps: [...state.foreignApps],
    counterMode: mode.mode,
    staleAfterMs: mode.staleAfterMs,
    staleCounters,
    clockOffsetMs: state.clockOffsetMs,
    stopped: { at, rows, rejected, failure },
    startTimes: state.startTimes,
    contradictions: state.contradictions,
    history: { ...kept, gaveUp: gaveUpWords(state) },
  }
}

function worstOf(drains: ReadonlyMap<DrainVerdict, number>): DrainVerdict | null {
  let worst: DrainVerdict | null = null
  for (const verdict of drains.keys()) if (worst === null || verdictRank(verdict) < verdictRank(worst)) worst = verdict
  return worst
}

/** The engine's columns are its own; what is posted may be handed over to another thread whole. */
const copyOf = (columns: Columns): Columns => ({
  connections: columns.connections.slice(),
  connectionsAt: columns.connectionsAt.slice(),
  egressRate: columns.egressRate.slice(),
  egressedBytes: columns.egressedBytes.slice(),
  rooms: columns.rooms.slice(),
  slots: columns.slots.slice(),
  lifecycle: columns.lifecycle.slice(),
  held: columns.held.slice(),
  attention: columns.attention.slice(),
})

/** Rows whose facts changed after poll `seq`, and slots that were freed since. */
function changesSince(state: EngineState, seq: number): { changed: SlotRow[]; freed: number[] } {
  const changed: SlotRow[] = []
  const freed: number[] = []
  for (let slot = 0; slot < state.size; slot++) {
    if ((state.slotSeq[slot] ?? 0) <= seq) continue
    const track = state.slots[slot]
    if (track) changed.push([slot, track.facts])
    else freed.push(slot)
  }
  return { changed, freed }
}

export interface ReportInput {
  state: EngineState
  summary: Summary
  /** What the page has; of another engine it counts for nothing. */
  have: Have | null
  intervalMs: number
  /** How the history is kept. */
  kept: HistoryStatus
}

/** What is posted after a poll: what the page does not have yet. */
export function reportPatch({ state, summary, have, intervalMs, kept }: ReportInput): FleetPatch {
  const known = have !== null && have.engine === state.id && have.seq <= state.seq ? have : null
  const feed = feedReport(state, intervalMs)
  const rejectedRows = state.parsed?.rejects.length ?? 0
  return {
    format: SNAPSHOT_FORMAT,
    engine: state.id,
    seq: state.seq,
    answered: state.answered,
    eventTick: state.eventTick,
    feedTime: state.feedTime,
    columns: copyOf(state.columns),
    live: state.tracks.size,
    totals: summary.totals,
    regions: summary.regions,
    deployments: summary.deployments,
    facts: fleetFacts({
      feedTime: state.feedTime,
      feed,
      totals: summary.totals,
      regions: summary.regions,
      drains: summary.drains,
      tombstones: [...state.tombstones.values()],
      events: state.events,
      rejectedRows,
      staleCounters: summary.staleCounters,
      alerts: state.alerts,
    }),
    worstDrain: worstOf(summary.drains),
    alerts: state.alerts,
    alertsAt: state.alertsAt,
    ...shareEvents(state, known?.eventTick ?? null),
    feed,
    health: healthReport(state, summary.staleCounters, kept),
    size: state.size,
    ...changesSince(state, known?.seq ?? -1),
    ...(known ? {} : { freed: [] }),
    whole: known === null,
  }
}
