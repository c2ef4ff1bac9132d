import { EARLIER_COLUMNS, HISTORY_FORMAT, storedBlockSchema, type StoredBlock } from '../types/storedHistory.ts'
import type { Block } from './block.ts'
import { newBuckets, type Buckets } from './buckets.ts'
import { nameOf } from './rowMetrics.ts'
import { blockStart, SHAPES, type TierName } from './tier.ts'

/** The block as it is stored: copies, without the room that no line uses. */
export function toRecord(tier: TierName, block: Block): StoredBlock {
  const places = block.rows.size * block.capacity
  const values = places * block.columns
  const { n, min, max, sum } = block.buckets
  const record: StoredBlock = {
    format: HISTORY_FORMAT,
    tier,
    start: block.start,
    cells: block.cells,
    shed: block.shed,
    times: block.times.slice(),
    gaps: block.gaps.slice(),
    keys: [...block.rows.keys()],
    buckets: {
      n: n.slice(0, values),
      min: min.slice(0, values),
      max: max.slice(0, values),
      sum: sum instanceof Float64Array ? sum.slice(0, values) : sum.slice(0, values),
    },
    cover: { resets: block.cover.resets.slice(0, places), coveredMs: block.cover.coveredMs.slice(0, places) },
    check: 0,
  }
  return { ...record, check: checkOf(record) }
}

/**
 * The block that a record holds, or null when it does not hold: another shape, lengths that do not fit, times that do
 * not rise, a bit that is not as it was written.
 */
export function fromRecord(stored: unknown): Block | null {
  const read = storedBlockSchema.safeParse(stored)
  if (!read.success) return null
  const record = read.data
  const { tier, start, cells, shed, times, gaps, keys, cover } = record
  const capacity = SHAPES[tier].blockCells
  const single = SHAPES[tier].stepMs === 0
  const places = keys.length * capacity
  const values = places * columnsOf(record)
  const extremes = single ? 0 : values
  const fits =
    cells > 0 &&
    cells <= capacity &&
    times.length === capacity &&
    gaps.length === capacity &&
    record.buckets.n.length === values &&
    record.buckets.min.length === extremes &&
    record.buckets.max.length === extremes &&
    record.buckets.sum.length === values &&
    record.buckets.sum instanceof Float64Array === !single &&
    cover.resets.length === places &&
    cover.coveredMs.length === places &&
    new Set(keys).size === keys.length &&
    keys.every((key) => nameOf(key) !== null)
  if (!fits || !timesHold(record) || checkOf(record) !== record.check || !valuesHold(record)) return null
  const rows = new Map(keys.map((key, row) => [key, row]))
  const buckets = widened(record, capacity)
  return {
    start,
    single,
    capacity,
    cells,
    columns: SHAPES[tier].columns,
    times,
    gaps,
    rows,
    buckets,
    cover,
    shed,
    changed: false,
  }
}

/** How many columns the lines of a record have. */
const columnsOf = ({ format, tier }: StoredBlock): number =>
  format === HISTORY_FORMAT ? SHAPES[tier].columns : EARLIER_COLUMNS[format]

/** The values with a place for every column there is now: those of an earlier format had fewer, in the same order. */
function widened(record: StoredBlock, capacity: number): Buckets {
  const { keys, buckets: had } = record
  const [before, now] = [columnsOf(record), SHAPES[record.tier].columns]
  if (before === now) return had
  const single = had.sum instanceof Float32Array
  const buckets = newBuckets(keys.length * now * capacity, single)
  const span = before * capacity
  for (let row = 0; row < keys.length; row++) {
    const to = row * now * capacity
    for (const part of ['n', 'min', 'max', 'sum'] as const) {
      if (had[part].length > 0) buckets[part].set(had[part].subarray(row * span, (row + 1) * span), to)
    }
  }
  return buckets
}

function timesHold({ tier, start, cells, times }: StoredBlock): boolean {
  let before = Number.NEGATIVE_INFINITY
  for (const time of times.subarray(0, cells)) {
    if (!Number.isFinite(time) || time <= before) return false
    before = time
  }
  const first = times[0] ?? Number.NaN
  const last = times[cells - 1] ?? Number.NaN
  return blockStart(SHAPES[tier], first) === start && (tier === 'raw' || blockStart(SHAPES[tier], last) === start)
}

function valuesHold({ tier, buckets: { n, min, max, sum } }: StoredBlock): boolean {
  return n.every((count, at) => {
    if (count === 0) return true
    const [low, high, total] = [min[at] ?? 0, max[at] ?? 0, sum[at] ?? Number.NaN]
    return Number.isFinite(total) && (tier === 'raw' || (Number.isFinite(low) && Number.isFinite(high) && low <= high))
  })
}

/** FNV-1a over everything but the check itself: one changed bit changes it. */
export function checkOf(record: StoredBlock): number {
  const { tier, start, cells, shed, times, gaps, keys, buckets, cover } = record
  let hash = 0x811c9dc5
  const add = (byte: number): void => {
    hash = Math.imul(hash ^ byte, 0x01000193)
  }
  for (const char of JSON.stringify([tier, start, cells, shed, keys])) add(char.codePointAt(0) ?? 0)
  for (const values of [times, gaps, ...Object.values(buckets), ...Object.values(cover)]) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    for (let at = 0; at < bytes.length; at++) add(bytes[at] ?? 0)
  }
  return hash >>> 0
}
