import type { FleetSnapshot } from '../types/snapshot.ts'

/** How the fleet stood when somebody looked away. */
export interface AwayMark {
  seq: number
  /** Feed time, epoch ms. */
  feedTime: number
  /** ID of the newest event then, 0 for none. */
  eventId: number
  connections: ReadonlyMap<string, number>
}

/** How it stood when somebody was back; what is found out later of the ends until then is still said. */
export interface BackMark extends Pick<FleetSnapshot, 'regions'> {
  feedTime: number
  eventId: number
  started: number
}

type Seen = Pick<FleetSnapshot, 'seq' | 'feedTime' | 'events' | 'regions'> & {
  index: Pick<FleetSnapshot['index'], 'rows'>
}

/** A shorter look away is no absence, ms. */
export const LEAST_AWAY_MS = 60_000

export const markOf = ({ seq, feedTime, events, regions }: Seen): AwayMark => ({
  seq,
  feedTime,
  eventId: events.at(-1)?.id ?? 0,
  connections: new Map(regions.map((region) => [region.key, region.connections])),
})

export const backOf = (mark: AwayMark, { feedTime, events, regions, index }: Seen): BackMark => ({
  feedTime,
  eventId: events.at(-1)?.id ?? 0,
  regions,
  started: index.rows.reduce((sum, row) => sum + Number((row?.startedAt ?? 0) > mark.feedTime), 0),
})
