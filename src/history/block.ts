import { newBuckets, newCover, type Buckets, type Cover } from './buckets.ts'

/**
 * A stretch of one tier: cells on one time axis, and a row of them for every line that has a value in it. Blocks are
 * what is dropped when it is too old, and what is stored.
 */
export interface Block {
  /** Epoch ms: where the stretch begins; no two blocks of a tier begin alike. */
  readonly start: number
  /** Every cell is one sample. */
  readonly single: boolean
  /** How many cells it can have, and how many it has. */
  readonly capacity: number
  cells: number
  /** How many of `COLUMNS` its lines have. */
  readonly columns: number
  /** When each cell begins, epoch ms, rising. */
  readonly times: Float64Array
  /** 1 where polls were missed just before the cell. */
  readonly gaps: Uint8Array
  /** Row numbers by the key of the line. */
  readonly rows: Map<string, number>
  /** By `cellOf`. */
  buckets: Buckets
  /** By `coverOf`. */
  cover: Cover
  /** The rows of single deployments in single regions were given up to stay within the budget. */
  shed: boolean
  /** Differs from what is stored. */
  changed: boolean
}

/** The arrays of a block. */
export type BlockRoom = Pick<Block, 'columns' | 'times' | 'gaps' | 'buckets' | 'cover'>

export const newRoom = (capacity: number, rows: number, columns: number, single: boolean): BlockRoom => ({
  columns,
  times: new Float64Array(capacity),
  gaps: new Uint8Array(capacity),
  buckets: newBuckets(rows * columns * capacity, single),
  cover: newCover(rows * capacity),
})

/** An empty block in a room, whatever was there before. */
export function newBlock(start: number, room: BlockRoom, single: boolean): Block {
  const { columns, times, gaps, buckets, cover } = room
  for (const values of [times, gaps, ...Object.values(buckets), ...Object.values(cover)]) values.fill(0)
  const rows = new Map<string, number>()
  const capacity = times.length
  return { start, single, capacity, cells: 0, columns, times, gaps, rows, buckets, cover, shed: false, changed: true }
}

export const cellOf = (block: Block, row: number, column: number, cell: number): number =>
  (row * block.columns + column) * block.capacity + cell
export const coverOf = (block: Block, row: number, cell: number): number => row * block.capacity + cell

/** The row of a line, made when it is first asked for. */
export function rowOf(block: Block, key: string): number {
  const known = block.rows.get(key)
  if (known !== undefined) return known
  const row = block.rows.size
  block.rows.set(key, row)
  const room = block.cover.resets.length / block.capacity
  if (row >= room) resize(block, Math.ceil(room * 1.25) + 1)
  return row
}

function resize(block: Block, rows: number): void {
  const { buckets, cover } = block
  block.buckets = newBuckets(rows * block.columns * block.capacity, block.single)
  block.cover = newCover(rows * block.capacity)
  const had = buckets.n.length
  const kept = Math.min(had, block.buckets.n.length)
  block.buckets.n.set(buckets.n.subarray(0, kept))
  block.buckets.min.set(buckets.min.subarray(0, kept))
  block.buckets.max.set(buckets.max.subarray(0, kept))
  block.buckets.sum.set(buckets.sum.subarray(0, kept))
  const cells = Math.min(cover.resets.length, block.cover.resets.length)
  block.cover.resets.set(cover.resets.subarray(0, cells))
  block.cover.coveredMs.set(cover.coveredMs.subarray(0, cells))
}

/** Keeps only some rows, and gives back the room of the others. */
export function keepRows(block: Block, keep: (key: string) => boolean): void {
  const kept = [...block.rows].filter(([key]) => keep(key))
  const span = block.columns * block.capacity
  kept.forEach(([, from], to) => {
    // Rows only move down, so nothing is overwritten before it was moved.
    for (const values of Object.values(block.buckets)) values.copyWithin(to * span, from * span, (from + 1) * span)
    for (const values of Object.values(block.cover)) {
      values.copyWithin(to * block.capacity, from * block.capacity, (from + 1) * block.capacity)
    }
  })
  block.rows.clear()
  kept.forEach(([key], row) => block.rows.set(key, row))
  resize(block, kept.length)
  block.changed = true
}

/** Takes back the cells from `cells` on: they are as if never begun. */
export function cutBlock(block: Block, cells: number): void {
  for (const row of block.rows.values()) {
    for (let column = 0; column < block.columns; column++) {
      block.buckets.n.fill(0, cellOf(block, row, column, cells), cellOf(block, row, column, block.cells))
    }
    block.cover.resets.fill(0, coverOf(block, row, cells), coverOf(block, row, block.cells))
    block.cover.coveredMs.fill(0, coverOf(block, row, cells), coverOf(block, row, block.cells))
  }
  block.cells = cells
  block.changed = true
}

/** Bytes its arrays take. */
export const roomBytes = ({ times, gaps, buckets, cover }: BlockRoom): number =>
  [times, gaps, ...Object.values(buckets), ...Object.values(cover)].reduce(
    (sum: number, values: ArrayBufferView) => sum + values.byteLength,
    0,
  )
