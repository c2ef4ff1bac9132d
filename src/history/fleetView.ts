import { cellOf, type Block } from './block.ts'
import { meanOf } from './buckets.ts'
import type { TierView } from './read.ts'
import { ANSWERED } from './rowMetrics.ts'
import { oldestTime, type Tier } from './tier.ts'

/** A tier as it is read; `groups`: by lines made of the rows of single groups. */
export const viewOf = (tier: Tier, groups: boolean): TierView<Block> => ({
  stepMs: tier.stepMs,
  oldest: oldestTime(tier, groups),
  visit(from, to, each) {
    for (const block of tier.blocks) {
      if (groups && block.shed) continue
      for (let cell = 0; cell < block.cells; cell++) {
        const time = block.times[cell] ?? 0
        if (time >= from && time <= to) each(time, block.gaps[cell] === 1, block, cell)
      }
    }
  },
})

/** The average of one column of a row, NaN where it has none. */
export function meanAt(block: Block, key: string, metric: number, cell: number): number {
  const row = block.rows.get(key)
  return row === undefined ? Number.NaN : meanOf(block.buckets, cellOf(block, row, metric, cell))
}

/** How many samples one column of a row has in a cell, and their sum. */
export function samplesAt(block: Block, key: string, metric: number, cell: number): { n: number; sum: number } {
  const row = block.rows.get(key)
  if (row === undefined) return { n: 0, sum: 0 }
  const at = cellOf(block, row, metric, cell)
  const n = block.buckets.n[at] ?? 0
  return { n, sum: n === 0 ? 0 : (block.buckets.sum[at] ?? 0) }
}

/** In how many samples of a cell a region, or the whole, answered. */
export const answeredAt = (block: Block, key: string, cell: number): number => samplesAt(block, key, ANSWERED, cell).n
