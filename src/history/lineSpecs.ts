import { LEAST_EGRESS_COVERAGE } from '../types/fleet.ts'
import { cellOf, type Block } from './block.ts'
import type { Group } from './fleetHistory.ts'
import { answeredAt, meanAt, samplesAt } from './fleetView.ts'
import { grouped } from './grouped.ts'
import type { LineSpec, Reading } from './read.ts'
import { columnIndex, groupKey, regionKey, type SummedColumn } from './rowMetrics.ts'

const PROCESSES = columnIndex('processes')
const EGRESS_KNOWN = columnIndex('egressKnown')
const EGRESS_ASKED = columnIndex('egressAsked')
/** Of these a group that is not listed has none; of the others nobody knows. */
const STANDING: readonly SummedColumn[] = ['connections', 'rooms', 'openSlots', 'processes']

function set(into: Reading, mean: number, low = mean, high = mean): void {
  into.mean = mean
  into.low = low
  into.high = high
}

/**
 * A line that is kept as such, extremes and all. `countsNone`: where its region answered and listed nothing, it is
 * zero, not unknown.
 */
export const ownRow = (key: string, metric: SummedColumn, countsNone: boolean): LineSpec<Block>['read'] => {
  const index = columnIndex(metric)
  return (block, cell, into) => {
    const row = block.rows.get(key)
    if (row === undefined) return set(into, Number.NaN)
    const at = cellOf(block, row, index, cell)
    const n = block.buckets.n[at] ?? 0
    const none = countsNone ? answeredAt(block, key, cell) - samplesAt(block, key, PROCESSES, cell).n : 0
    if (n + none === 0) return set(into, Number.NaN)
    const sum = n === 0 ? 0 : (block.buckets.sum[at] ?? 0)
    const mean = sum / (n + none)
    if (block.single) return set(into, mean)
    const low = n === 0 ? 0 : (block.buckets.min[at] ?? 0)
    const high = n === 0 ? 0 : (block.buckets.max[at] ?? 0)
    set(into, mean, none > 0 ? Math.min(0, low) : low, none > 0 ? Math.max(0, high) : high)
  }
}

/** Reads by single groups where any of them is kept, else otherwise. */
export function whereKept(
  groups: readonly Group[],
  byGroup: LineSpec<Block>['read'],
  otherwise: LineSpec<Block>['read'],
): LineSpec<Block>['read'] {
  const keys = groups.map(({ region, deploymentId }) => groupKey(region, deploymentId))
  return (block, cell, into) => (keys.some((key) => block.rows.has(key)) ? byGroup : otherwise)(block, cell, into)
}

/**
 * The sum of the averages of some lines that are kept as such; its extremes are not known. What is not there adds nothing,
 * none at all is unknown, and so is the rate of the whole where that of one that is there is not known.
 */
export const sumOfRows = (keys: readonly string[], metric: SummedColumn): LineSpec<Block>['read'] => {
  const index = columnIndex(metric)
  return (block, cell, into) => {
    let all = Number.NaN
    for (const key of keys) {
      const mean = meanAt(block, key, index, cell)
      if (!Number.isNaN(mean)) all = Number.isNaN(all) ? mean : all + mean
      else if (metric === 'egress' && samplesAt(block, key, PROCESSES, cell).n > 0) return set(into, Number.NaN)
    }
    set(into, all)
  }
}

/**
 * The sum of the averages of some groups; its extremes are not known. Groups that are not there add nothing; none at
 * all is unknown, and so is a cell in which one of the `wholes` never answered.
 */
export const sumOfGroups = (
  groups: readonly Group[],
  metric: SummedColumn,
  wholes: readonly string[],
  countsNone: boolean,
): LineSpec<Block>['read'] => {
  const index = columnIndex(metric)
  const regions = grouped(groups, ({ region }) => region)
  const parts = [...regions].map(([region, some]) => ({
    region: regionKey(region),
    keys: some.map((group) => groupKey(group.region, group.deploymentId)),
  }))
  const keys = parts.flatMap((part) => part.keys)
  const total = (block: Block, cell: number, column: number): number =>
    keys.reduce((sum, key) => sum + (meanAt(block, key, column, cell) || 0), 0)
  const sumOver = (block: Block, cell: number, column: number, spread: boolean): number => {
    let sum = Number.NaN
    for (const part of parts) {
      let [most, within] = [0, 0]
      for (const key of part.keys) {
        const one = samplesAt(block, key, column, cell)
        most = Math.max(most, one.n)
        within += one.sum
      }
      if (most === 0) continue
      // A group that came or went inside the cell was nothing for the rest of it.
      const n = spread ? Math.max(most, answeredAt(block, part.region, cell)) : most
      sum = Number.isNaN(sum) ? within / n : sum + within / n
    }
    return sum
  }
  return (block, cell, into) => {
    if (wholes.some((key) => answeredAt(block, key, cell) === 0)) return set(into, Number.NaN)
    const known = total(block, cell, EGRESS_KNOWN)
    if (metric === 'egress' && known < total(block, cell, EGRESS_ASKED) * LEAST_EGRESS_COVERAGE) {
      return set(into, Number.NaN)
    }
    const listed = keys.some((key) => samplesAt(block, key, PROCESSES, cell).n > 0)
    // A whole answer that lists none of them says zero; without `wholes` nothing vouches for that.
    if (!listed && countsNone && wholes.length > 0) return set(into, 0)
    set(into, sumOver(block, cell, index, countsNone && STANDING.includes(metric)))
  }
}

/** One line over another, such as the length of rooms over their number: NaN where there is nothing below. */
export const ratioOf = (above: LineSpec<Block>['read'], below: LineSpec<Block>['read']): LineSpec<Block>['read'] => {
  const part: Reading = { mean: Number.NaN, low: Number.NaN, high: Number.NaN }
  return (block, cell, into) => {
    above(block, cell, part)
    const top = part.mean
    below(block, cell, part)
    set(into, part.mean > 0 ? top / part.mean : Number.NaN)
  }
}
