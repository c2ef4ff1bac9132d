import type { AlertPreview } from './alerts.ts'
import type { RolloutsSeen } from './builds.ts'
import type { CapacitySeen } from './capacity.ts'
import type { DrainFacts, Tombstone } from './fleet.ts'
import type { Process } from './process.ts'
import type { CapacityReport } from './report.ts'
import type { Room } from './room.ts'
import type {
  NormalBand,
  NormalLine,
  PerConnection,
  ProcessMetric,
  Series,
  SeriesRequest,
  SeriesWindow,
  Sparks,
  SummedMetric,
} from './series.ts'
import type { FleetPatch, Have } from './snapshot.ts'

/** The engine's two clocks, ms. Only liveness uses `mono`; `wall` is the last resort for feed time. */
export interface EngineClock {
  mono(): number
  wall(): number
}

export interface PollRequest {
  signal: AbortSignal
  intervalMs: number
  /** How long the page means to wait between polls now, ms: more than the interval while it is hidden. */
  spacingMs: number
  /** The snapshot that the page has, null for none: only what it lacks is sent. */
  have: Have | null
  /**
   * Asks the upstream now, in place of what is pending, however little time has passed since the last answer;
   * `always` even when the upstream asked for time.
   */
  eager?: 'unless silenced' | 'always' | null
}

/** Text of one slot, null when it is free, and the number of the poll since which it is that. */
export type TimedText = readonly [slot: number, text: string | null, seq: number]

/** The searchable text of the slots that changed; pieces of one change have one `seq`, and the last says so. */
export interface TextUpdate {
  /** Which engine it is from: numbers of two engines do not compare. */
  engine: string
  seq: number
  /** How many slots there are. */
  size: number
  texts: readonly TimedText[]
  /** Whatever was there before is dropped first. */
  whole: boolean
  last: boolean
}

/** A drain and what is to come of it. */
export interface DrainSeen extends DrainFacts {
  /** When its row was read last, feed time; null when the newest answer holds it. */
  unreadSince: number | null
  /**
   * Between when its last room will be gone, 8 times in 10, epoch ms of feed time; `latest` null when no end can be
   * named. Or why there is no estimate.
   */
  empties: { earliest: number; latest: number | null } | { none: string }
  /** When the source reaps it, once it is empty, epoch ms; null while it is not, and where the source has no such rule. */
  reaped: { earliest: number; latest: number } | null
  /** The share of rooms that end younger than its oldest, 0–1; NaN unknown or without rooms. */
  oldestOlderThan: number
}

/** How a wave went and is expected to go; times are feed time, epoch ms. */
export interface BurnDown {
  /** Since it is watched, oldest first; NaN while it was not in sight. */
  times: readonly number[]
  rooms: readonly number[]
  connections: readonly number[]
  /** When drains joined it after the first, and how many. */
  joiners: readonly { at: number; drains: number }[]
  /** Between which numbers of rooms it will be, 8 times in 10; null where nothing can be said. */
  toCome: { times: readonly number[]; lows: readonly number[]; highs: readonly number[] } | null
}

/** Drains of one deployment that began within ten minutes; times are feed time, epoch ms. */
export interface WaveSeen {
  /** Names it. */
  key: string
  deploymentId: string
  /** The deployment that took its place (fleet/rollout.ts); null when there is none to name. */
  successor: string | null
  since: number
  /** All of them began in sight, so that `since` is no lower bound. */
  sawBegin: boolean
  /** Drains listed, and all that ever were of it. */
  drains: number
  drainsFirst: number
  /** Drains of it that have left the list though nobody says that they ended; what is left is a lower bound then. */
  missing: number
  /** When the last of them was gone; null while some are listed or missing. */
  endedAt: number | null
  rooms: number
  roomsFirst: number
  connections: number
  connectionsFirst: number
  /** When half and nine in ten of its first rooms are expected to be gone; null where nothing can be said. */
  half: number | null
  nineInTen: number | null
  last: DrainSeen['empties']
  /** Of all its regions; of the one wave asked for only. */
  burnDown: BurnDown | null
}

/** What the drains page is made of, as of one poll. */
export interface DrainsSeen {
  drains: readonly DrainSeen[]
  /** Of the regions and deployments asked for: most rooms left first, then the newest; those that are over last. */
  waves: readonly WaveSeen[]
}

/** Which regions and deployments are asked for; empty for all. */
export interface DrainsAsked {
  regions: readonly string[]
  deployments: readonly string[]
  /** The wave whose burn-down is wanted, by its key; `largest` for that of most rooms, null for none. */
  wave: string | null
}

/** One process in full, for its own page. */
export interface ProcessDetails {
  rooms: readonly Room[]
  /** How old each of them is among those of its deployment that ended: the share that ended younger, 0–1, NaN unknown. */
  olderThan: readonly number[]
  /** Rooms of its deployment that were seen to end, at most the newest thousand. */
  roomsEnded: number
  drain: DrainSeen | null
  /** Why it needs attention, in words. */
  why: string | null
}

/** What pages do not have of many processes, all as of one poll: what a file of them needs beside facts and columns. */
export interface RowsInFull {
  /** Which engine says so: another one than the snapshot's knows nothing of what was on screen. */
  engine: string
  /** Feed time of that poll, epoch ms. */
  feedTime: number
  /** In the order asked; null for a process that is no longer listed. */
  rows: readonly (RowInFull | null)[]
}

export interface RowInFull {
  /** Rooms as listed last; none when they were not asked for. */
  rooms: readonly Room[]
  /** Rooms that the server counts and that could not be read. */
  roomsUnread: number
  /** Why it needs attention, in words. */
  why: string | null
}

/** What `info` says of one process; `raw` is its answer as it was sent, null when it cannot be written down. */
export type LookedUp = { process: Process; raw: string | null } | { failure: string; raw: string | null }

/** What the page's engine is busy with while there is nothing to show yet. */
export interface Progress {
  stage: 'reading' | 'rows'
  /** Bytes read, or rows brought over. */
  done: number
  /** Null while nobody knows. */
  total: number | null
}

/** A room, and the process that listed it last. */
export interface FoundRoom {
  roomId: string
  processId: string
}

/** What a page, or a worker for it, asks of the engine. Nothing here throws but the signal's reason. */
export interface Engine {
  /** One poll; a failed one is a fact of the feed and comes back as a patch without changes. */
  poll(request: PollRequest): Promise<FleetPatch>
  series(request: SeriesRequest): Promise<Series>
  processSeries(processIds: readonly string[], metric: ProcessMetric, window: SeriesWindow): Promise<readonly Series[]>
  /** Egress per connection of one, and its deployment's median; null when nobody knows its deployment. */
  perConnection(processId: string, window: SeriesWindow): Promise<PerConnection | null>
  /** The same of many at once, for sparklines: nothing but the values. */
  sparks(processIds: readonly string[], metric: ProcessMetric, window: SeriesWindow): Promise<Sparks>
  /** What was usual now of each of these regions, null for the whole fleet. */
  normal(metric: SummedMetric, regions: readonly (string | null)[]): Promise<readonly NormalBand[]>
  /** What is usual over a window, of one region or, with null, of the whole fleet. */
  normalLine(
    metric: SummedMetric,
    region: string | null,
    window: Pick<SeriesWindow, 'rangeMs' | 'endAt'>,
  ): Promise<NormalLine>
  /** Why each of these needs attention, in words; null for those that do not. */
  why(processIds: readonly string[]): Promise<readonly (string | null)[]>
  /** A listed process in full, null when it is not listed. */
  details(processId: string): Promise<ProcessDetails | null>
  /** Many listed processes in full, for a file; whoever wants thousands asks for some at a time. */
  rowsInFull(processIds: readonly string[], withRooms: boolean): Promise<RowsInFull>
  /** Rooms whose ID contains the text, whatever its case, at most `most`; the ones that begin with it first. */
  findRooms(text: string, most: number): Promise<readonly FoundRoom[]>
  /** Every listed drain, and the waves of those asked for. */
  drains(asked: DrainsAsked): Promise<DrainsSeen>
  /** Deployments side by side, in these regions; empty for all. */
  rollouts(regions: readonly string[]): Promise<RolloutsSeen>
  /** What the fleet came to over a window that ends now, ms long. */
  capacityReport(rangeMs: number): Promise<CapacityReport>
  /** How often each rule would have fired in the time that is kept. */
  alertPreviews(): Promise<readonly AlertPreview[]>
  /** What the fleet and its regions can take. */
  capacity(): Promise<CapacitySeen>
  /** What is known of those that are no longer listed; at most 2,000. */
  tombstones(): Promise<readonly Tombstone[]>
  /** The row of the newest answer as it was sent, or null when it is not in it. */
  raw(processId: string): Promise<string | null>
  /** Asks `info` of one process; words when it cannot say. */
  lookUp(processId: string, signal: AbortSignal): Promise<LookedUp>
}

/** What is asked of what the engine knows; all but polls and what goes upstream. */
export type QuestionName = Exclude<keyof Engine, 'poll' | 'lookUp'>
/** A question as it travels. */
export type Question = { [Name in QuestionName]: { name: Name; args: Parameters<Engine[Name]> } }[QuestionName]
