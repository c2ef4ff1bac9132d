import type { Extreme, ReportFigures } from '../types/report.ts'
import { cellOf, coverOf, type Block } from './block.ts'
import { plus } from './fleetHistory.ts'
import { ANSWERED, columnIndex, type Column } from './rowMetrics.ts'
import type { Tier } from './tier.ts'

const HOUR = 3_600_000
const SECOND = 1000
/** Of the stretches, so many in 20 had no more rooms. */
const P95 = 0.95

/** The largest, or with −1 the least, of one column of a row in a cell; NaN where it has none. */
function extremeIn(block: Block, at: number, sign: 1 | -1): number {
  const n = block.buckets.n[at] ?? 0
  if (n === 0) return Number.NaN
  if (block.single) return block.buckets.sum[at] ?? Number.NaN
  return (sign === 1 ? block.buckets.max[at] : block.buckets.min[at]) ?? Number.NaN
}

const further = (best: Extreme | null, value: number, at: number, sign: 1 | -1): Extreme | null =>
  Number.isNaN(value) || (best !== null && value * sign <= best.value * sign) ? best : { value, at }

function weightedQuantile(values: readonly (readonly [value: number, weight: number])[], share: number): number {
  const sorted = values.toSorted(([a], [b]) => a - b)
  const whole = sorted.reduce((sum, [, weight]) => sum + weight, 0)
  let passed = 0
  for (const [value, weight] of sorted) {
    passed += weight
    if (passed >= whole * share) return value
  }
  return Number.NaN
}

/**
 * What a line comes to from one time to another: what was not watched adds nothing, so that hours and bytes are lower
 * bounds with the coverage beside them.
 * @param key of the row (`rowMetrics.ts`). Times are epoch ms; cells that begin within them count.
 */
export function reportFigures(tier: Tier, key: string, from: number, to: number): ReportFigures {
  const figures: ReportFigures = {
    coveredMs: 0,
    peakConnections: null,
    peakRooms: null,
    p95Rooms: Number.NaN,
    leastSlots: null,
    shortMs: Number.NaN,
    processHours: 0,
    idleHours: Number.NaN,
    drainHours: Number.NaN,
    connectionHours: 0,
    egress: 0,
  }
  const rooms: [value: number, weight: number][] = []
  for (const block of tier.blocks) {
    const row = block.rows.get(key)
    if (row === undefined) continue
    const place = (column: Column, cell: number): number => cellOf(block, row, columnIndex(column), cell)
    const samples = (column: Column, cell: number): number => block.buckets.n[place(column, cell)] ?? 0
    for (let cell = 0; cell < block.cells; cell++) {
      const time = block.times[cell] ?? 0
      if (time < from || time > to) continue
      const coveredMs = block.cover.coveredMs[coverOf(block, row, cell)] ?? 0
      const polls = Math.max(block.buckets.n[cellOf(block, row, ANSWERED, cell)] ?? 0, samples('processes', cell))
      /** The area under a column, in its unit × ms; where it is not known it adds nothing. NaN: nowhere known. */
      const area = (column: Column): number =>
        samples(column, cell) === 0 ? Number.NaN : ((block.buckets.sum[place(column, cell)] ?? 0) / polls) * coveredMs
      const extreme = (best: Extreme | null, column: Column, sign: 1 | -1): Extreme | null =>
        further(best, extremeIn(block, place(column, cell), sign), time, sign)
      figures.coveredMs += coveredMs
      figures.peakConnections = extreme(figures.peakConnections, 'connections', 1)
      figures.peakRooms = extreme(figures.peakRooms, 'openRooms', 1)
      figures.leastSlots = extreme(figures.leastSlots, 'openSlots', -1)
      figures.shortMs = plus(figures.shortMs, area('short'))
      figures.processHours += (area('processes') || 0) / HOUR
      figures.idleHours = plus(figures.idleHours, area('idle') / HOUR)
      figures.drainHours = plus(figures.drainHours, area('drains') / HOUR)
      figures.connectionHours += (area('connections') || 0) / HOUR
      figures.egress += (area('egress') || 0) / SECOND
      const value = area('openRooms') / coveredMs
      if (!Number.isNaN(value)) rooms.push([value, coveredMs])
    }
  }
  return { ...figures, p95Rooms: weightedQuantile(rooms, P95) }
}
