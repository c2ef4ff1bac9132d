import type { FaultSet } from './faults.ts'
import type { Counters } from './model.ts'
import { hashText } from './random.ts'

/** A row as it goes out, open to any damage. */
export type LooseRow = Record<string, unknown>

/** The region that nobody has heard of. */
export const NEW_REGION = 'Osaka'

const ROW_FAULTS = ['bad-rows', 'duplicate-rows', 'unknown-keys', 'new-enums', 'cap-10', 'freeze-counters'] as const

/** Whether rows have to be taken apart; without these faults they go out as they are cached. */
export const touchesRows = (faults: FaultSet): boolean => ROW_FAULTS.some((name) => faults.has(name))

const without = (row: LooseRow, key: string): LooseRow => {
  const { [key]: _, ...rest } = row
  return rest
}

/** Ways to break a row; the contract refuses each of them. */
export const BREAKERS: readonly ((row: LooseRow) => unknown)[] = [
  (row) => ({ ...row, activeConnections: String(row['activeConnections']) }),
  (row) => ({ ...row, egressedBytes: -1 }),
  (row) => without(row, 'region'),
  (row) => ({ ...row, startingAt: '2026-02-30T00:00:00Z' }),
  () => null,
  (row) => ({ ...row, processId: '' }),
  (row) => ({ ...row, rooms: 'three', exposedPort: 7 }),
  (row) => ({ ...row, activeConnectionsUpdatedAt: '2026-01-01T00:00:00' }),
  (row) => ({ ...row, deploymentId: null }),
  (row) => ({ ...row, draining: 'false' }),
  (row) => without(row, 'processId'),
  (row) => ({ ...row, egressedBytes: 9_007_199_254_740_993 }),
  (row) => [row],
  (row) => ({ ...row, roomsPerProcess: 3.5 }),
  (row) => ({ ...row, startedAt: 1_760_000_000 }),
  (row) => ({ ...row, region: null, activeConnections: null }),
]

const idOf = (row: LooseRow): string => String(row['processId'])

/** The `count` processes that draw the lowest lots: the same ones for as long as they live. */
function chosen(ids: Iterable<string>, count: number, salt: string): Set<string> {
  const lots = Array.from(ids, (id) => ({ id, lot: hashText(salt + id) }))
  lots.sort((a, b) => a.lot - b.lot || (a.id < b.id ? -1 : 1))
  return new Set(lots.slice(0, count).map(({ id }) => id))
}

const withUnknownKeys = (row: LooseRow): LooseRow => ({
  ...row,
  shard: 'blue',
  labels: { tier: 'gold', owner: null },
  ...(Array.isArray(row['rooms'])
    ? { rooms: row['rooms'].map((room: LooseRow) => ({ ...room, visibility: 'friends' })) }
    : {}),
})

function withNewEnums(row: LooseRow): LooseRow {
  const lot = hashText(idOf(row))
  const rooms = row['rooms']
  const port = row['exposedPort']
  return {
    ...row,
    ...(lot % 20 === 0 ? { region: NEW_REGION } : {}),
    ...(lot % 3 === 0 && port !== null ? { exposedPort: { ...(port as LooseRow), transportType: 'quic' } } : {}),
    ...(lot % 4 === 0 && Array.isArray(rooms)
      ? { rooms: rooms.map((room: LooseRow) => ({ ...room, status: 'hibernating' })) }
      : {}),
  }
}

function withFrozenCounters(row: LooseRow, frozen: ReadonlyMap<string, Counters>): LooseRow {
  const known = frozen.get(idOf(row))
  return {
    ...row,
    activeConnections: known?.connections ?? 0,
    egressedBytes: known?.egressedBytes ?? 0,
    activeConnectionsUpdatedAt: known ? new Date(known.at).toISOString() : row['startingAt'],
  }
}

const newestFirst = (a: LooseRow, b: LooseRow): number => (String(a['startingAt']) < String(b['startingAt']) ? 1 : -1)

/**
 * Rows of the whole list as the faults leave them, narrowed to a region.
 * @param frozen the counters at the moment when they froze
 */
export function damage(
  rows: LooseRow[],
  faults: FaultSet,
  region: string | null,
  frozen: ReadonlyMap<string, Counters>,
): unknown[] {
  const bad = chosen(rows.map(idOf), faults.number('bad-rows') ?? 0, 'bad')
  const twice = chosen(rows.map(idOf), faults.number('duplicate-rows') ?? 0, 'twice')
  let list = rows
  if (faults.has('freeze-counters')) list = list.map((row) => withFrozenCounters(row, frozen))
  if (faults.has('new-enums')) list = list.map(withNewEnums)
  if (faults.has('unknown-keys')) list = list.map(withUnknownKeys)
  if (region !== null) list = list.filter((row) => row['region'] === region)
  if (faults.has('cap-10')) list = list.toSorted(newestFirst).slice(0, 10)
  const breakers = new Map(Array.from(bad, (id, index) => [id, BREAKERS[index % BREAKERS.length]]))
  const sent = [...list, ...list.filter((row) => twice.has(idOf(row)))]
  return sent.map((row) => breakers.get(idOf(row))?.(row) ?? (bad.has(idOf(row)) ? null : row))
}
