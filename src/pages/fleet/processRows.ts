import type { InView } from '../../engine/queries/series.ts'
import type { Changed, createChangeKeeper } from '../../select/changes.ts'
import { isStale } from '../../fleet/counterMode.ts'
import { shortId } from '../../select/shortId.ts'
import { HELD, LIFECYCLES, type Held, type Lifecycle, type ProcessFacts } from '../../types/fleet.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'

/** One process as the table shows it; made anew for the rows in view, so it holds values and no columns. */
export interface ProcessRow {
  facts: ProcessFacts
  /** Shortest unique ending of its ID. */
  short: string
  lifecycle: Lifecycle
  held: Held
  connections: number
  connectionsAt: number
  egressRate: number
  egressedBytes: number
  rooms: number
  slots: number
  attention: number
  /** Its counters are too old to say what is now. */
  stale: boolean
  /** Feed time of the snapshot, epoch ms. */
  now: number
  tops: Tops
  /** What is another figure than in the poll before. */
  changed: Changed
}

/** Largest value of a column in the whole fleet: one scale for all bars and sparklines. */
export interface Tops {
  connections: number
  egress: number
}

function topOf(column: Float64Array): number {
  let top = 0
  // By place: until it is compiled, an iterator takes several times as long.
  for (let slot = 0; slot < column.length; slot++) {
    const value = column[slot] ?? 0
    if (value > top) top = value
  }
  return top
}

/** The scales that all rows share. */
export const topsOf = ({ columns }: FleetSnapshot): Tops => ({
  connections: topOf(columns.connections),
  egress: topOf(columns.egressRate),
})

const at = (column: ArrayLike<number>, slot: number): number => column[slot] ?? Number.NaN

/** The row of a slot; undefined for a free one. */
export function processRow(
  { index, columns, feedTime, seq, health }: FleetSnapshot,
  slot: number,
  tops: Tops,
  changesOf: ReturnType<typeof createChangeKeeper>,
): ProcessRow | undefined {
  const facts = index.rows[slot]
  if (!facts) return undefined
  const watched = {
    connections: at(columns.connections, slot),
    rooms: at(columns.rooms, slot),
    slots: at(columns.slots, slot),
    lifecycle: LIFECYCLES[at(columns.lifecycle, slot)] ?? 'running',
  } as const
  return {
    ...watched,
    changed: changesOf(seq, facts.processId, watched),
    facts,
    short: shortId(index.endings, facts.processId),
    held: HELD[at(columns.held, slot)] ?? 'none',
    connectionsAt: at(columns.connectionsAt, slot),
    egressRate: at(columns.egressRate, slot),
    egressedBytes: at(columns.egressedBytes, slot),
    attention: at(columns.attention, slot),
    stale: isStale(health, watched.lifecycle, at(columns.connectionsAt, slot), feedTime),
    now: feedTime,
    tops,
  }
}

/** What the engine says of the rows in view, and whether that is of old answers. */
export interface SaidOfView extends Partial<InView> {
  stale: boolean
}
