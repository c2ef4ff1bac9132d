import { billedMs, perConnection } from '../fleet/perProcess.ts'
import { LIFECYCLES } from '../types/fleet.ts'
import { NO_CODE, type Coded, type FleetSnapshot } from '../types/snapshot.ts'
import { naturalRanks } from './coded.ts'
import { sortByNumber } from './sortByNumber.ts'

export interface Order {
  key: string
  descending: boolean
}

type Sorted = Pick<FleetSnapshot, 'index' | 'columns' | 'feedTime'>

const RUNNING = LIFECYCLES.indexOf('running')

/** By what number a column sorts, per slot; NaN for a row without a value. */
function numberOf({ index, columns, feedTime }: Sorted, key: string): (slot: number) => number {
  const column = (values: Float64Array | Uint8Array) => (slot: number) => values[slot] ?? Number.NaN
  const text = (coded: Coded) => {
    const ranks = naturalRanks(coded)
    return (slot: number) => ranks[coded.codes[slot] ?? NO_CODE] ?? Number.NaN
  }
  switch (key) {
    case 'attention':
      return column(columns.attention)
    case 'lifecycle':
      return column(columns.lifecycle)
    case 'connections':
      return column(columns.connections)
    case 'egress':
      return column(columns.egressRate)
    case 'rooms':
      return column(columns.rooms)
    // No room can land on the slots of any other row, so that they are not shown as open.
    case 'open':
      return (slot) => (columns.lifecycle[slot] === RUNNING ? (columns.slots[slot] ?? Number.NaN) : Number.NaN)
    case 'age':
      return (slot) => feedTime - (columns.connectionsAt[slot] ?? Number.NaN)
    // "Up for" grows as `startedAt` falls.
    case 'up':
      return (slot) => -(index.rows[slot]?.startedAt ?? Number.NaN)
    case 'started':
      return (slot) => index.rows[slot]?.startedAt ?? Number.NaN
    case 'oldestRoom':
      return (slot) => feedTime - (index.rows[slot]?.oldestRoomSince ?? Number.NaN)
    case 'perConnection':
      return (slot) => perConnection(columns.egressRate[slot], columns.connections[slot])
    case 'billed':
      return (slot) => billedMs(index.rows[slot], feedTime)
    case 'region':
      return text(index.regions)
    case 'deployment':
      return text(index.deployments)
    default:
      return text(index.hosts)
  }
}

function sortBy(slots: Uint32Array, value: (slot: number) => number, descending: boolean): Uint32Array {
  const keys = new Float64Array(slots.length)
  for (let at = 0; at < slots.length; at++) keys[at] = value(slots[at] ?? 0)
  return sortByNumber(slots, keys, descending)
}

const ORDERS = new Set([
  'attention',
  'lifecycle',
  'connections',
  'egress',
  'rooms',
  'open',
  'age',
  'up',
  'started',
  'oldestRoom',
  'perConnection',
  'billed',
  'region',
  'deployment',
  'host',
])

/**
 * Slots in the order asked for: by the first column, where that is equal by the next; ties by connections descending,
 * then by ID, so that the order is total.
 * @param slots in the order of their IDs, as `selectSlots` gives them.
 */
export function orderSlots(snapshot: Sorted, slots: Uint32Array, orders: readonly Order[]): Uint32Array {
  // IDs are opaque, so that their order is that of plain text: it is kept already. No two are equal.
  const idAt = orders.findIndex(({ key }) => !ORDERS.has(key))
  const columns = idAt === -1 ? orders : orders.slice(0, idAt)
  let sorted = idAt === -1 ? sortBy(slots, numberOf(snapshot, 'connections'), true) : slots
  if (idAt !== -1 && orders[idAt]?.descending) sorted = slots.toReversed()
  // Sorting is stable: the first column has the last word.
  for (const [at, { key, descending }] of [...columns.entries()].toReversed()) {
    const isSorted = idAt === -1 && at === columns.length - 1 && key === 'connections' && descending
    if (!isSorted) sorted = sortBy(sorted, numberOf(snapshot, key), descending)
  }
  return sorted
}

/** Remembers the order given last: one that did not change stays the same array, so that nothing below has work. */
export function createOrderKeeper(): (now: Uint32Array) => Uint32Array {
  let before = new Uint32Array(0)
  return (now) => {
    if (!sameOrder(before, now)) before = new Uint32Array(now)
    return before
  }
}

/** Whether two orders are one. */
export function sameOrder(a: Uint32Array, b: Uint32Array): boolean {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false
  return true
}
