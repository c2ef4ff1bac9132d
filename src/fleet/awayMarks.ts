import type { FleetSnapshot } from '../types/snapshot.ts'
import { heldRows, leftOut, type FleetRows, type LeftOut } from './leftOut.ts'

/** How the fleet stood when somebody looked away. */
export interface AwayMark {
  /** The engine that said so, and its answer. */
  engine: string
  seq: number
  /** Feed time, epoch ms. */
  feedTime: number
  /** ID of the newest event then, 0 for none. */
  eventId: number
  connections: ReadonlyMap<string, number>
  /** Regions that were not read whole, so that what they had is not known. */
  unsure: ReadonlyMap<string, LeftOut>
}

/** How it stood when somebody was back; what is found out later of the ends until then is still said. */
export interface BackMark extends Pick<FleetSnapshot, 'regions'> {
  feedTime: number
  eventId: number
  started: number
  unsure: ReadonlyMap<string, LeftOut>
}

type Seen = Pick<FleetSnapshot, 'engine' | 'seq' | 'feedTime' | 'events' | 'regions'> & {
  feed: Pick<FleetSnapshot['feed'], 'missingRegions' | 'darkRegions'>
  columns: FleetRows['columns']
  index: Pick<FleetSnapshot['index'], 'rows'> & FleetRows['index']
}

const unsureIn = (seen: Seen): ReadonlyMap<string, LeftOut> => leftOut(seen.feed, heldRows(seen))

/** A shorter look away is no absence, ms. */
export const LEAST_AWAY_MS = 60_000

export const markOf = (seen: Seen): AwayMark => ({
  engine: seen.engine,
  seq: seen.seq,
  feedTime: seen.feedTime,
  eventId: seen.events.at(-1)?.id ?? 0,
  connections: new Map(seen.regions.map((region) => [region.key, region.connections])),
  unsure: unsureIn(seen),
})

export const backOf = (mark: AwayMark, seen: Seen): BackMark => ({
  feedTime: seen.feedTime,
  eventId: seen.events.at(-1)?.id ?? 0,
  regions: seen.regions,
  started: seen.index.rows.reduce((sum, row) => sum + Number((row?.startedAt ?? 0) > mark.feedTime), 0),
  unsure: unsureIn(seen),
})
