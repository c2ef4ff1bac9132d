import type { DrainFacts, FleetEvent, GroupTotals, ProcessFacts, Tombstone, Totals } from './fleet.ts'
import type { FeedReport, HealthReport } from './feed.ts'

/** Raised whenever the shape of patch or snapshot changes: a page and an engine of unequal formats do not mix. */
export const SNAPSHOT_FORMAT = 1

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

export interface FleetSnapshot {
  format: typeof SNAPSHOT_FORMAT
  /** Number of the newest accepted poll, 0 before the first. */
  seq: number
  /** Feed time of that poll, epoch ms. */
  feedTime: number
  /** Facts by slot, null where a slot is free. */
  rows: readonly (ProcessFacts | null)[]
  slotOf: ReadonlyMap<string, number>
  columns: Columns
  /** The attention of a slot in words, for those that have one. */
  why: ReadonlyMap<number, string>
  live: number
  totals: Totals
  regions: readonly GroupTotals[]
  deployments: readonly GroupTotals[]
  drains: readonly DrainFacts[]
  tombstones: readonly Tombstone[]
  /** Newest last, bounded. */
  events: readonly FleetEvent[]
  feed: FeedReport
  health: HealthReport
}

/** What the engine posts after a poll: new and changed rows, freed slots, whole columns, and the small parts whole. */
export interface FleetPatch extends Omit<FleetSnapshot, 'rows' | 'slotOf'> {
  /** How many slots the columns have. */
  size: number
  changed: readonly (readonly [slot: number, row: ProcessFacts])[]
  freed: readonly number[]
  /** True when `changed` is the whole fleet: whatever the page had is dropped. */
  whole: boolean
}
