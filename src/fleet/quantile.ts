/** Quantile q (0–1) of values by linear interpolation (Hyndman & Fan type 7). NaN for none. Does not reorder them. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) return Number.NaN
  // As typed numbers they need nobody to compare them.
  const sorted = Float64Array.from(values).sort()
  const at = (sorted.length - 1) * q
  const below = Math.floor(at)
  const low = sorted[below] ?? Number.NaN
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low
  return low + (high - low) * (at - below)
}
