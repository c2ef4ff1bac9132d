import { counterMode } from '../fleet/counterMode.ts'
import { quantile } from '../fleet/quantile.ts'
import type { FeedReport, HealthReport, PollFailure, RejectGroup } from '../types/feed.ts'
import type { DrainFacts } from '../types/fleet.ts'
import type { RowReject } from '../types/parsed.ts'
import { SNAPSHOT_FORMAT, type FleetPatch } from '../types/snapshot.ts'
import { nextDelay } from './backoff.ts'
import { shareEvents } from './events.ts'
import type { EngineState } from './state.ts'
import type { Summary } from './summary.ts'
import type { ProcessFacts } from '../types/fleet.ts'

const FROZEN_MS = 60_000
const FROZEN_CONNECTIONS = 50
const MAX_REJECTS = 200
const MAX_IDS = 20
/** A region was too busy and did not say for how long. */
const THROTTLED: PollFailure = { reason: 'status', status: 429, detail: '', retryAfterMs: null }

function frozenSince(state: EngineState): number | null {
  const still = state.feedTime - state.movedAt >= FROZEN_MS && state.totals.connections > FROZEN_CONNECTIONS
  return still ? state.movedAt : null
}

function feedReport(state: EngineState, mono: number): FeedReport {
  const delay = state.failure
    ? nextDelay(state.failure, state.failures, state.intervalMs)
    : nextDelay(state.throttled > 0 ? THROTTLED : null, state.throttled, state.intervalMs)
  return {
    polls: state.asked,
    lastGoodAt: state.lastGoodAt,
    answeredAt: mono,
    failure: state.failure,
    failures: state.failures,
    medianMs: state.durations.length === 0 ? 0 : quantile(state.durations, 0.5),
    nextDelayMs: Math.max(delay, state.silentUntil - mono),
    frozenSince: frozenSince(state),
    missingRegions: [...state.missingRegions].map(([region, missing]) => ({ region, ...missing })),
    darkRegions: [...state.darkRegions].map(([region, dark]) => ({ region, ...dark })),
    cappedRegions: state.capped,
    unconfirmedDrop: state.unconfirmedDrop,
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

function healthReport(state: EngineState, staleCounters: number): HealthReport {
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
  }
}

const drainsOf = (state: EngineState): DrainFacts[] => [...state.tracks.values()].flatMap((track) => track.drain ?? [])

export interface ReportInput {
  state: EngineState
  summary: Summary
  mono: number
  changed: readonly (readonly [slot: number, row: ProcessFacts])[]
  freed: readonly number[]
  whole: boolean
}

/** What is posted after a poll. */
export function reportPatch({ state, summary, mono, changed, freed, whole }: ReportInput): FleetPatch {
  const all = (): [number, ProcessFacts][] => [...state.tracks.values()].map((track) => [track.slot, track.facts])
  return {
    format: SNAPSHOT_FORMAT,
    seq: state.seq,
    feedTime: state.feedTime,
    columns: state.columns,
    why: state.why,
    live: state.tracks.size,
    totals: summary.totals,
    regions: summary.regions,
    deployments: summary.deployments,
    drains: drainsOf(state),
    tombstones: [...state.tombstones.values()],
    events: shareEvents(state),
    feed: feedReport(state, mono),
    health: healthReport(state, summary.staleCounters),
    size: state.size,
    changed: whole ? all() : changed,
    freed: whole ? [] : freed,
    whole,
  }
}
