const finite = (values: readonly number[]): number[] => values.filter((value) => Number.isFinite(value))

/** The value that a share of the samples does not exceed, between neighbours in a straight line. NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = finite(values).toSorted((a, b) => a - b)
  if (sorted.length === 0) return Number.NaN
  const place = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
  return low + (high - low) * (place - Math.floor(place))
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)
export const p95 = (values: readonly number[]): number => quantile(values, 0.95)
export const mean = (values: readonly number[]): number =>
  finite(values).reduce((sum, value) => sum + value, 0) / finite(values).length

/** The largest; 0 of none, for tasks that did not happen. */
export const worst = (values: readonly number[]): number => Math.max(0, ...finite(values))
export const last = (values: readonly number[]): number => values.at(-1) ?? Number.NaN

export const STATISTICS = { median, p95, mean, worst, last } as const
export type Statistic = keyof typeof STATISTICS
