import type { StartTimes } from './capacity.ts'
import type { ListDrop } from './fleet.ts'
import type { DroppedRoom, RowReject } from './parsed.ts'

/** Why a poll failed, in a stable word; `detail` says it for people. */
export interface PollFailure {
  reason: string
  /** Status of the upstream or of our server, null when there was no answer. */
  status: number | null
  detail: string
  /** What to do about it; may be empty. */
  advice: string
  /** What the upstream asked us to wait, ms. */
  retryAfterMs: number | null
}

/** One line of the poll log. */
export interface PollRecord {
  number: number
  /** Feed time when it is known, else the page's. */
  at: number
  durationMs: number
  /** Null where nothing came that could be counted. */
  bytes: number | null
  rows: number | null
  rejects: number | null
  result: 'accepted' | 'partial' | 'unconfirmed' | 'failed'
  detail: string
}

/** What `cappedRegions` names when all regions were asked for at once. */
export const ALL_REGIONS = 'all regions'

/** What the engine knows of the feed; the page adds its own clock and pause (engine/feedState.ts). */
export interface FeedReport {
  /** Polls asked for so far, good or not. */
  polls: number
  /** Monotonic ms of the engine's clock at the newest accepted answer, null before the first. */
  lastGoodAt: number | null
  /** Monotonic ms of the newest answer, good or not; the wait below counts from it. */
  answeredAt: number
  /** Set while the last poll failed. */
  failure: PollFailure | null
  failures: number
  /** Median of the last five answers' durations, ms. */
  medianMs: number
  /** How long to wait before the next poll, ms, from the last answer. */
  nextDelayMs: number
  /** Feed time since when no timestamp, counter or room moved, when that is 60 s or more. */
  frozenSince: number | null
  /** Regions that did not answer, with the feed time of their last answer. */
  missingRegions: readonly { region: string; since: number | null; detail: string }[]
  /** Regions of which processes are missing though nobody says they ended, with the feed time they were last listed. */
  darkRegions: readonly { region: string; missing: number; since: number }[]
  /** Answers that held exactly ten rows: likely the ten newest only. */
  cappedRegions: readonly string[]
  /** Mass losses that wait for a second poll. */
  unconfirmedDrops: readonly ListDrop[]
  /** Since when this engine has been watching, feed time. */
  watchingSince: number | null
}

export interface RejectGroup {
  path: string
  message: string
  /** What the first of them had there: `found "10"`. */
  found: string
  count: number
  processIds: readonly string[]
  sample: string
}

/** How the history is kept. */
export interface HistoryReport {
  /** What was written last is stored. */
  persisted: boolean
  /** Why it is not, or what went wrong, in words; null for nothing. */
  note: string | null
  /** Stored records that could not be read and were put aside, in this visit. */
  quarantined: number
  /** The oldest time that an earlier visit kept, epoch ms; null for none. */
  loadedFrom: number | null
  /** What processes' own lines lack, in words; null for nothing. */
  gaveUp: string | null
}

/** What a row says of itself that cannot be. */
export type ContradictionKind =
  | 'rooms grew in a drain'
  | 'connections long after it was told to stop'
  | 'slots and rooms are not the capacity'
  | 'egress without connections'
  | 'a counter from the future'

/** One of them, and what shows it. */
export interface Contradiction {
  kind: ContradictionKind
  processId: string
  /** Feed time, epoch ms. */
  since: number
  evidence: string
}

export interface HealthReport {
  log: readonly PollRecord[]
  rejects: readonly RowReject[]
  groups: readonly RejectGroup[]
  /** Of the newest answer; the lists above and below hold at most 200. */
  rejectedRows: number
  droppedRooms: readonly DroppedRoom[]
  unknownKeys: readonly (readonly [what: string, count: number])[]
  newValues: readonly (readonly [what: string, count: number])[]
  missingFields: readonly (readonly [what: string, count: number])[]
  foreignApps: readonly (readonly [what: string, count: number])[]
  counterMode: 'learning' | 'heartbeat' | 'on change'
  /** Ages beyond this are stale in heartbeat mode, ms. */
  staleAfterMs: number
  staleCounters: number
  /** Feed time less the page's wall clock, ms. */
  clockOffsetMs: number | null
  /** Read of `list/stopped`. */
  stopped: { at: number | null; rows: number; rejected: number; failure: string | null }
  history: HistoryReport
  /** What rows say of themselves that cannot be, at most 50. */
  contradictions: readonly Contradiction[]
  /** p50 and p95 of startedAt − startingAt over the processes seen, ms; null under 5 of them. */
  startTimes: StartTimes | null
}
