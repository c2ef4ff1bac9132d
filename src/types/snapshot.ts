import type { DrainVerdict, FleetEvent, FleetFact, GroupTotals, ProcessFacts, Totals } from './fleet.ts'
import type { Alert } from './alerts.ts'
import type { FeedReport, HealthReport } from './feed.ts'

/** Raised whenever the shape of patch or snapshot changes: a page and an engine of unequal formats do not mix. */
export const SNAPSHOT_FORMAT = 8

/** Parallel columns by slot: what changes on every poll. NaN is "unknown". */
export interface Columns {
  connections: Float64Array
  /** When the connection gauge was measured, epoch ms of feed time. */
  connectionsAt: Float64Array
  /** Bytes per second. */
  egressRate: Float64Array
  egressedBytes: Float64Array
  rooms: Float64Array
  /** Slots on this row, open or closed as its lifecycle says. */
  slots: Float64Array
  /** Index into LIFECYCLES. */
  lifecycle: Uint8Array
  /** Index into HELD. */
  held: Uint8Array
  /** 0 none, 1 information, 2 warning, 3 act. */
  attention: Uint8Array
}

/** A text that many rows share, as a number per slot. Numbers of texts that no row has any more are given out again. */
export interface Coded {
  /** By slot; NO_CODE where there is no text. */
  codes: Uint32Array
  /** Text by code, null where the code is free. */
  names: (string | null)[]
  codeOf: Map<string, number>
  /** Rows by code. */
  counts: number[]
  free: number[]
}

export const NO_CODE = 0xffff_ffff

/** IDs by their last six characters; a set only where several end alike, which is seldom. */
export type Endings = Map<string, string | Set<string>>

/**
 * What selecting needs, kept from poll to poll and advanced in place by the rows that changed. There is one per page;
 * a snapshot that was replaced must not be read any more.
 */
export interface FleetIndex {
  /** Facts by slot, null where a slot is free. */
  rows: (ProcessFacts | null)[]
  slotOf: Map<string, number>
  /** Listed slots by ID as plain text: the order of all ties. */
  byId: Uint32Array
  regions: Coded
  deployments: Coded
  hosts: Coded
  /** IDs by their last characters, for the shortest unique ending. */
  endings: Endings
  /** One text for all rows that say the same. */
  texts: Map<string, string>
}

/** What every snapshot says whole. */
interface SnapshotParts {
  format: typeof SNAPSHOT_FORMAT
  /** Which engine it is from: numbers of two engines do not compare. */
  engine: string
  /** Number of the newest accepted poll, 0 before the first. */
  seq: number
  /** Polls answered so far, good or not. */
  answered: number
  /** Changes of the event list so far. */
  eventTick: number
  /** Feed time of the newest accepted poll, epoch ms. */
  feedTime: number
  columns: Columns
  live: number
  totals: Totals
  regions: readonly GroupTotals[]
  deployments: readonly GroupTotals[]
  /** What is worth knowing of the fleet, worst first. */
  facts: readonly FleetFact[]
  worstDrain: DrainVerdict | null
  /** What fires, worst first. */
  alerts: readonly Alert[]
  /** When that was judged: feed time, which goes on while the feed says nothing, epoch ms; null before it was. */
  alertsAt: number | null
  feed: FeedReport
  health: HealthReport
}

export interface FleetSnapshot extends SnapshotParts {
  index: FleetIndex
  /** Newest last, bounded. */
  events: readonly FleetEvent[]
}

/** What a page has already, so that only the rest is sent. */
export type Have = Pick<FleetSnapshot, 'engine' | 'seq' | 'answered' | 'eventTick'>

/** Names a snapshot. */
export type Shown = Pick<FleetSnapshot, 'engine' | 'seq'>

export type SlotRow = readonly [slot: number, row: ProcessFacts]

/** What the engine posts after a poll: new and changed rows, freed slots, whole columns, and the small parts whole. */
export interface FleetPatch extends SnapshotParts {
  /** How many slots the columns have. */
  size: number
  changed: readonly SlotRow[]
  freed: readonly number[]
  /** New and amended events, oldest first. */
  events: readonly FleetEvent[]
  /** True when `events` are all there are: those that the page had are dropped. */
  eventsWhole: boolean
  /** True when `changed` and `events` are all there is: whatever the page had is dropped. */
  whole: boolean
  /** Made of `changed` already, while it arrived in pieces. */
  index?: FleetIndex
}
