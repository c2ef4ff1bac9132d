import { LEAST_EGRESS_COVERAGE, LIFECYCLES, type Lifecycle, type Totals } from '../types/fleet.ts'
import { slotShare } from './capacity.ts'

/** One listed process, as the sums need it. */
export interface TotalsRow {
  lifecycle: Lifecycle
  connections: number
  /** Bytes per second, NaN unknown. */
  egressRate: number
  rooms: number
  slotsAvailable: number
  roomsPerProcess: number
  drains: boolean
}

export const emptyTotals = (): Totals => ({
  processes: 0,
  lifecycle: Object.fromEntries(LIFECYCLES.map((name) => [name, 0])) as Record<Lifecycle, number>,
  connections: 0,
  egress: 0,
  egressKnown: 0,
  egressAsked: 0,
  rooms: 0,
  openRooms: 0,
  idle: 0,
  openSlots: 0,
  coming: 0,
  closed: 0,
  drains: 0,
  drainConnections: 0,
  drainRooms: 0,
  roomStarts: Number.NaN,
  roomEnds: Number.NaN,
  roomsMeasured: Number.NaN,
  roomsMeasuredMs: Number.NaN,
  lost: 0,
  held: 0,
})

/** Adds one listed row to sums; in place. The fleet's egress is the sum of rates, never the rate of the sum. */
export function addRow(totals: Totals, row: TotalsRow): void {
  const slots = slotShare(row.lifecycle, row.slotsAvailable, row.roomsPerProcess)
  totals.processes += 1
  totals.lifecycle[row.lifecycle] += 1
  totals.connections += row.connections
  totals.rooms += row.rooms
  totals.openSlots += slots.open
  totals.coming += slots.coming
  totals.closed += slots.closed
  if (row.lifecycle === 'running') {
    totals.openRooms += row.rooms
    if (row.rooms + row.connections === 0) totals.idle += 1
  }
  if (row.lifecycle !== 'starting') {
    // Weighed by connections: the rate of a process that nobody is on is missed by nobody.
    const weight = 1 + row.connections
    totals.egressAsked += weight
    if (!Number.isNaN(row.egressRate)) {
      totals.egressKnown += weight
      totals.egress += row.egressRate
    }
  }
  if (row.drains) {
    totals.drains += 1
    totals.drainConnections += row.connections
  }
  if (row.lifecycle === 'draining' || row.lifecycle === 'stopping') totals.drainRooms += row.rooms
}

/** The sums with the egress withheld where too few rates are known. */
export function closeTotals(totals: Totals): Totals {
  const known = totals.egressKnown >= totals.egressAsked * LEAST_EGRESS_COVERAGE
  return known ? totals : { ...totals, egress: Number.NaN }
}

/** The sum of what is known of two values; NaN when neither is. */
export const plus = (a: number, b: number): number => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : a + b)

const SUMMED = [
  'processes',
  'connections',
  'egress',
  'egressKnown',
  'egressAsked',
  'rooms',
  'openRooms',
  'idle',
  'openSlots',
  'coming',
  'closed',
  'drains',
  'drainConnections',
  'drainRooms',
  'lost',
  'held',
] as const satisfies readonly (keyof Totals)[]

/** Of what is measured over time, NaN before it was: the sum of what is known. */
const MEASURED = [
  'roomStarts',
  'roomEnds',
  'roomsMeasured',
  'roomsMeasuredMs',
] as const satisfies readonly (keyof Totals)[]

/** Adds sums to sums; in place. */
export function addTotals(into: Totals, from: Totals): void {
  for (const name of LIFECYCLES) into.lifecycle[name] += from.lifecycle[name]
  for (const key of SUMMED) into[key] += from[key]
  for (const key of MEASURED) into[key] = plus(into[key], from[key])
}
