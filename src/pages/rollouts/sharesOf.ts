import type { SeriesLine } from '../../types/series.ts'

/** Each line's part of the sum of all, 0–1, at every time; NaN where nothing is known or there is nothing. */
export function sharesOf(lines: readonly SeriesLine[]): SeriesLine[] {
  const [first] = lines
  if (first === undefined) return []
  const sums = first.values.map((_, at) => lines.reduce((sum, { values }) => sum + (values[at] || 0), 0))
  return lines.map(({ key, values }) => ({
    key,
    values: values.map((value, at) => {
      const sum = sums[at] ?? 0
      return sum > 0 ? value / sum : Number.NaN
    }),
  }))
}
