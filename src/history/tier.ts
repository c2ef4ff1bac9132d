/**
 * Samples over time that share one time axis: a ring of cells, and per key one typed column a metric.
 * With `stepMs` 0 every record is a cell of its own; else a cell is the time bucket, and values in it are averaged.
 */
export interface Tier {
  readonly stepMs: number
  readonly capacity: number
  readonly metrics: number
  readonly wide: boolean
  /** Cells ever begun; the newest is at `(begun - 1) % capacity`. */
  begun: number
  readonly times: Float64Array
  /** 1 where polls were missed just before the cell. */
  readonly gaps: Uint8Array
  /** By key, a column a metric; made when the metric is first put. */
  readonly columns: Map<string, (Column | undefined)[]>
  /** Values averaged so far in the newest cell, by key: one count a metric. */
  readonly counts: Map<string, Uint32Array>
  /** By key, how many cells were begun when something was put last. */
  readonly putAt: Map<string, number>
}

type Column = Float32Array | Float64Array

/** Every so many cells, keys without any value left are dropped. */
const SWEEP_CELLS = 60

export function newTier(options: Pick<Tier, 'stepMs' | 'capacity' | 'metrics' | 'wide'>): Tier {
  return {
    ...options,
    begun: 0,
    times: new Float64Array(options.capacity),
    gaps: new Uint8Array(options.capacity),
    columns: new Map(),
    counts: new Map(),
    putAt: new Map(),
  }
}

const newest = (tier: Tier): number => (tier.begun - 1) % tier.capacity

/** Opens the cell for `at` (epoch ms, rising); every key is unknown there until put. */
export function record(tier: Tier, at: number, gapBefore: boolean): void {
  const time = tier.stepMs === 0 ? at : Math.floor(at / tier.stepMs) * tier.stepMs
  const same = tier.stepMs > 0 && tier.begun > 0 && tier.times[newest(tier)] === time
  if (same) {
    if (gapBefore) tier.gaps[newest(tier)] = 1
    return
  }
  tier.begun += 1
  const cell = newest(tier)
  tier.times[cell] = time
  tier.gaps[cell] = gapBefore ? 1 : 0
  if (tier.begun % SWEEP_CELLS === 0) sweep(tier)
  for (const columns of tier.columns.values()) for (const column of columns) if (column) column[cell] = Number.NaN
  if (tier.stepMs > 0) for (const counts of tier.counts.values()) counts.fill(0)
}

/** A key whose last value has left the ring holds nothing but room. */
function sweep(tier: Tier): void {
  for (const [key, putAt] of tier.putAt) if (tier.begun - putAt >= tier.capacity) forget(tier, key)
}

/** Puts a value into the cell opened last; NaN leaves it as it is. */
export function put(tier: Tier, key: string, metric: number, value: number): void {
  if (Number.isNaN(value)) return
  let columns = tier.columns.get(key)
  if (columns === undefined) {
    columns = Array.from({ length: tier.metrics }, () => undefined)
    tier.columns.set(key, columns)
    if (tier.stepMs > 0) tier.counts.set(key, new Uint32Array(tier.metrics))
  }
  if (metric >= tier.metrics || tier.begun === 0) return
  const blank = (): Column => (tier.wide ? new Float64Array(tier.capacity) : new Float32Array(tier.capacity))
  const column = (columns[metric] ??= blank().fill(Number.NaN))
  tier.putAt.set(key, tier.begun)
  const cell = newest(tier)
  const counts = tier.counts.get(key)
  const n = counts?.[metric] ?? 0
  column[cell] = n === 0 ? value : (column[cell] ?? 0) + (value - (column[cell] ?? 0)) / (n + 1)
  if (counts) counts[metric] = n + 1
}

export function forget(tier: Tier, key: string): void {
  tier.columns.delete(key)
  tier.counts.delete(key)
  tier.putAt.delete(key)
}

/** The oldest time kept, null for none. */
export function oldest(tier: Tier): number | null {
  if (tier.begun === 0) return null
  return tier.times[tier.begun <= tier.capacity ? 0 : tier.begun % tier.capacity] ?? null
}

/** Cell numbers at or after `from`, oldest first; read a column at `number % capacity`. */
export function cellsSince(tier: Tier, from: number): { first: number; end: number } {
  let first = Math.max(0, tier.begun - tier.capacity)
  while (first < tier.begun && (tier.times[first % tier.capacity] ?? 0) < from) first += 1
  return { first, end: tier.begun }
}
