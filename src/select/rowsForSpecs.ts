import { emptyTotals } from '../fleet/totals.ts'
import { LIFECYCLES, type Lifecycle, type ProcessFacts } from '../types/fleet.ts'
import type { Room } from '../types/room.ts'
import { SNAPSHOT_FORMAT, type FleetSnapshot } from '../types/snapshot.ts'
import { advanceIndex, newFleetIndex } from './fleetIndex.ts'

// Rows that specs of this folder look at.

export const T = Date.UTC(2026, 2, 2, 12)

interface Cells {
  connections?: number
  egress?: number
  connectionsAt?: number
  slots?: number
  lifecycle?: Lifecycle
  attention?: number
}
/** What a test says of a row; the rest is like any other's. */
export type Given = Partial<ProcessFacts> & { processId: string; roomList?: Room[] } & Cells

export const facts = (given: Given): ProcessFacts => ({
  appId: 'app-demo',
  deploymentId: '417',
  region: 'Tokyo',
  draining: false,
  roomsPerProcess: 4,
  exposedPort: { host: 'h1.example', name: 'default', port: 7777, transportType: 'udp' },
  additionalExposedPorts: [],
  startingAt: T,
  startedAt: T,
  stoppingAt: null,
  terminatedAt: null,
  host: null,
  port: null,
  idleSince: null,
  oldestRoomSince: null,
  ...given,
})

/** A snapshot of these rows; null is a free slot. */
export function snapshotOf(given: readonly (Given | null)[]): FleetSnapshot {
  const cells = (of: (one: Given) => number): Float64Array =>
    Float64Array.from(given, (one) => (one ? of(one) : Number.NaN))
  const connections = cells((one) => one.connections ?? 0)
  const index = newFleetIndex()
  const changed = given.flatMap((one, slot) => (one ? [[slot, facts(one)] as const] : []))
  advanceIndex(index, { size: given.length, changed, freed: [] })
  const snapshot: Pick<FleetSnapshot, 'index' | 'columns' | 'feedTime'> = {
    feedTime: T,
    index,
    columns: {
      connections,
      connectionsAt: cells((one) => one.connectionsAt ?? T),
      egressRate: cells((one) => one.egress ?? 0),
      egressedBytes: connections,
      rooms: connections,
      slots: cells((one) => one.slots ?? 2),
      lifecycle: Uint8Array.from(given, (one) => LIFECYCLES.indexOf(one?.lifecycle ?? 'running')),
      held: new Uint8Array(given.length),
      attention: Uint8Array.from(given, (one) => one?.attention ?? 0),
    },
  }
  const rest = { format: SNAPSHOT_FORMAT, seq: 1, live: given.length, totals: emptyTotals() }
  return { ...rest, ...snapshot } as unknown as FleetSnapshot
}

export const idsOf = (slots: Iterable<number>, snapshot: FleetSnapshot): string[] =>
  Array.from(slots, (slot) => snapshot.index.rows[slot]?.processId ?? '-')
