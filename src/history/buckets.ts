/**
 * What the samples of spans of time come to, as parallel arrays with one entry a bucket. A bucket without samples has
 * n 0, and its other entries mean nothing. Merging is associative and commutative, so that quarters of an hour made
 * from minutes are those made from samples.
 */
export interface Buckets {
  readonly n: Uint16Array
  readonly min: Float32Array
  readonly max: Float32Array
  readonly sum: Float64Array | Float32Array
}

/** What belongs to a span of time as such: resets of the egress counters, and how much of it was watched, ms. */
export interface Cover {
  readonly resets: Uint16Array
  readonly coveredMs: Float32Array
}

/** `single`: each holds one sample at most, which is its sum, so that there is no room for extremes. */
export const newBuckets = (length: number, single = false): Buckets => ({
  n: new Uint16Array(length),
  min: new Float32Array(single ? 0 : length),
  max: new Float32Array(single ? 0 : length),
  sum: single ? new Float32Array(length) : new Float64Array(length),
})

export const newCover = (length: number): Cover => ({
  resets: new Uint16Array(length),
  coveredMs: new Float32Array(length),
})

/**
 * Adds one sample; NaN leaves the bucket as it is. Values are kept in single precision, rounded on the way in, so that
 * the extremes are the same to the last bit in every tier.
 */
export function addValue(into: Buckets, at: number, value: number): void {
  if (Number.isNaN(value)) return
  const kept = Math.fround(value)
  const n = into.n[at] ?? 0
  if (n === 0 || kept < (into.min[at] ?? 0)) into.min[at] = kept
  if (n === 0 || kept > (into.max[at] ?? 0)) into.max[at] = kept
  into.sum[at] = n === 0 ? kept : (into.sum[at] ?? 0) + kept
  into.n[at] = n + 1
}

/** Adds all the samples of another bucket. */
export function mergeBucket(into: Buckets, at: number, from: Buckets, index: number): void {
  const more = from.n[index] ?? 0
  if (more === 0) return
  const n = into.n[at] ?? 0
  const [min, max, sum] = [from.min[index] ?? 0, from.max[index] ?? 0, from.sum[index] ?? 0]
  if (n === 0 || min < (into.min[at] ?? 0)) into.min[at] = min
  if (n === 0 || max > (into.max[at] ?? 0)) into.max[at] = max
  into.sum[at] = n === 0 ? sum : (into.sum[at] ?? 0) + sum
  into.n[at] = n + more
}

export function addCover(into: Cover, at: number, resets: number, coveredMs: number): void {
  into.resets[at] = Math.min(0xffff, (into.resets[at] ?? 0) + resets)
  into.coveredMs[at] = (into.coveredMs[at] ?? 0) + coveredMs
}

export const mergeCover = (into: Cover, at: number, from: Cover, index: number): void =>
  addCover(into, at, from.resets[index] ?? 0, from.coveredMs[index] ?? 0)

/** The average of a bucket, NaN where it has no samples. */
export function meanOf(buckets: Buckets, at: number): number {
  const n = buckets.n[at] ?? 0
  return n === 0 ? Number.NaN : (buckets.sum[at] ?? 0) / n
}
