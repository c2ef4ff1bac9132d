import { compareNatural } from '../fleet/natural.ts'
import { LIFECYCLES, type ProcessFacts } from '../types/fleet.ts'
import type { FleetSnapshot } from '../types/snapshot.ts'

export interface Order {
  key: string
  descending: boolean
}

type Compare = (a: number, b: number) => number

/** Unknown (NaN) stands last, whichever way the column is sorted. */
const byNumber =
  (value: (slot: number) => number, sign: number): Compare =>
  (a, b) => {
    const [x, y] = [value(a), value(b)]
    const [noX, noY] = [Number.isNaN(x), Number.isNaN(y)]
    if (noX || noY) return Number(noX) - Number(noY)
    return (x - y) * sign
  }

/** In natural order; a row without the text stands last, whichever way. Few texts are compared, many rows share one. */
function byText(rows: FleetSnapshot['rows'], value: (row: ProcessFacts) => string | undefined, sign: number): Compare {
  const ranks = new Map<string, number>()
  const textOf = (slot: number): string | undefined => {
    const row = rows[slot]
    return row ? value(row) : undefined
  }
  for (const row of rows) {
    const text = row ? value(row) : undefined
    if (text !== undefined) ranks.set(text, 0)
  }
  for (const [rank, text] of [...ranks.keys()].toSorted(compareNatural).entries()) ranks.set(text, rank)
  const rankOf = (slot: number): number => {
    const text = textOf(slot)
    return text === undefined ? Number.NaN : (ranks.get(text) ?? Number.NaN)
  }
  return byNumber(rankOf, sign)
}

/** By ID as plain text: the last word on a tie, asked often. */
const byId =
  (rows: FleetSnapshot['rows']): Compare =>
  (a, b) => {
    const [x, y] = [rows[a]?.processId ?? '', rows[b]?.processId ?? '']
    return x < y ? -1 : x > y ? 1 : 0
  }

function comparator(snapshot: FleetSnapshot, { key, descending }: Order): Compare {
  const sign = descending ? -1 : 1
  const { columns, rows } = snapshot
  const number = (value: (slot: number) => number): Compare => byNumber(value, sign)
  const text = (value: (row: ProcessFacts) => string | undefined): Compare => byText(rows, value, sign)
  const date = (value: (row: ProcessFacts) => number | null): Compare =>
    number((slot) => {
      const row = rows[slot]
      return (row && value(row)) ?? Number.NaN
    })
  switch (key) {
    case 'attention':
      return number((slot) => columns.attention[slot] ?? 0)
    case 'lifecycle':
      return number((slot) => columns.lifecycle[slot] ?? 0)
    case 'connections':
      return number((slot) => columns.connections[slot] ?? Number.NaN)
    case 'egress':
      return number((slot) => columns.egressRate[slot] ?? Number.NaN)
    case 'rooms':
      return number((slot) => columns.rooms[slot] ?? Number.NaN)
    // No room can land on the slots of any other row, so that they are not shown as open.
    case 'open':
      return number((slot) =>
        LIFECYCLES[columns.lifecycle[slot] ?? 0] === 'running' ? (columns.slots[slot] ?? Number.NaN) : Number.NaN,
      )
    case 'age':
      return number((slot) => snapshot.feedTime - (columns.connectionsAt[slot] ?? Number.NaN))
    // "Up for" grows as `startedAt` falls.
    case 'up':
      return number((slot) => -(rows[slot]?.startedAt ?? Number.NaN))
    case 'started':
      return date((row) => row.startedAt)
    case 'region':
      return text((row) => row.region)
    case 'deployment':
      return text((row) => row.deploymentId)
    case 'host':
      return text((row) => row.exposedPort?.host)
    default:
      return text((row) => row.processId)
  }
}

/** Slots in the order asked for; ties by connections descending, then by ID, so that the order is total. */
export function orderSlots(snapshot: FleetSnapshot, slots: readonly number[], order: Order): number[] {
  const compares = [
    comparator(snapshot, order),
    comparator(snapshot, { key: 'connections', descending: true }),
    byId(snapshot.rows),
  ]
  return slots.toSorted((a, b) => {
    for (const compare of compares) {
      const result = compare(a, b)
      if (result !== 0) return result
    }
    return 0
  })
}
