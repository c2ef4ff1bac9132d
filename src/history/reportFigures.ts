import type { Extreme, ReportFigures } from '../types/report.ts'
import { cellOf, coverOf, type Block } from './block.ts'
import { columnIndex, type Column } from './rowMetrics.ts'
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
    processHours: 0,
    connectionHours: 0,
    egress: 0,
  }
  const rooms: [value: number, weight: number][] = []
  for (const block of tier.blocks) {
    const row = block.rows.get(key)
    if (row === undefined) continue
    const place = (column: Column, cell: number): number => cellOf(block, row, columnIndex(column), cell)
    const mean = (column: Column, cell: number): number => {
      const at = place(column, cell)
      const n = block.buckets.n[at] ?? 0
      return n === 0 ? Number.NaN : (block.buckets.sum[at] ?? 0) / n
    }
    for (let cell = 0; cell < block.cells; cell++) {
      const time = block.times[cell] ?? 0
      if (time < from || time > to) continue
      const coveredMs = block.cover.coveredMs[coverOf(block, row, cell)] ?? 0
      figures.coveredMs += coveredMs
      figures.peakConnections = further(
        figures.peakConnections,
        extremeIn(block, place('connections', cell), 1),
        time,
        1,
      )
      figures.peakRooms = further(figures.peakRooms, extremeIn(block, place('rooms', cell), 1), time, 1)
      figures.leastSlots = further(figures.leastSlots, extremeIn(block, place('openSlots', cell), -1), time, -1)
      const hours = coveredMs / HOUR
      figures.processHours += (mean('processes', cell) || 0) * hours
      figures.connectionHours += (mean('connections', cell) || 0) * hours
      figures.egress += (mean('egress', cell) || 0) * (coveredMs / SECOND)
      const value = mean('rooms', cell)
      if (!Number.isNaN(value)) rooms.push([value, coveredMs])
    }
  }
  return { ...figures, p95Rooms: weightedQuantile(rooms, P95) }
}
