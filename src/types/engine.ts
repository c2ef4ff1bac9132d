import type { DrainFacts, Tombstone } from './fleet.ts'
import type { Process } from './process.ts'
import type { Room } from './room.ts'
import type { Metric, NormalBand, ProcessMetric, Series, SeriesRequest, SeriesWindow } from './series.ts'
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

/** The searchable text of the slots that changed; pieces of one change have one `seq`, and the last says so. */
export interface TextUpdate {
  seq: number
  /** How many slots there are. */
  size: number
  texts: readonly (readonly [slot: number, text: string | null])[]
  /** Whatever was there before is dropped first. */
  whole: boolean
  last: boolean
}

/** One process in full, for its own page. */
export interface ProcessDetails {
  rooms: readonly Room[]
  drain: DrainFacts | null
  /** Why it needs attention, in words. */
  why: string | null
}

/** What the page's engine is busy with while there is nothing to show yet. */
export interface Progress {
  stage: 'reading' | 'rows'
  /** Bytes read, or rows brought over. */
  done: number
  /** Null while nobody knows. */
  total: number | null
}

/** What a page, or a worker for it, asks of the engine. Nothing here throws but the signal's reason. */
export interface Engine {
  /** One poll; a failed one is a fact of the feed and comes back as a patch without changes. */
  poll(request: PollRequest): Promise<FleetPatch>
  series(request: SeriesRequest): Promise<Series>
  processSeries(processIds: readonly string[], metric: ProcessMetric, window: SeriesWindow): Promise<readonly Series[]>
  /** What was usual now of each of these regions, null for the whole fleet. */
  normal(metric: Metric, regions: readonly (string | null)[]): Promise<readonly NormalBand[]>
  /** Why each of these needs attention, in words; null for those that do not. */
  why(processIds: readonly string[]): Promise<readonly (string | null)[]>
  /** A listed process in full, null when it is not listed. */
  details(processId: string): Promise<ProcessDetails | null>
  /** Every listed drain. */
  drains(): Promise<readonly DrainFacts[]>
  /** What is known of those that are no longer listed; at most 2,000. */
  tombstones(): Promise<readonly Tombstone[]>
  /** The row of the newest answer as it was sent, or null when it is not in it. */
  raw(processId: string): Promise<string | null>
  /** Asks `info` of one process; words when it cannot say. */
  lookUp(processId: string, signal: AbortSignal): Promise<{ process: Process } | { failure: string }>
}
