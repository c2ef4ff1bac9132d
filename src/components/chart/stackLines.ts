import type { ChartLine } from './chartData.ts'

/**
 * Lines on top of each other, the first at the bottom. A value that is not there counts as none where another line has
 * one, so that the top is what is known of the sum; where no line has any, all have a gap.
 */
export function stackLines<L extends ChartLine>(lines: readonly L[]): L[] {
  const length = Math.max(0, ...lines.map(({ values }) => values.length))
  const known = Array.from({ length }, (_, at) => lines.some(({ values }) => !Number.isNaN(values[at] ?? Number.NaN)))
  const sums = new Float64Array(length)
  return lines.map((line) => ({
    ...line,
    values: known.map((is, at) => (is ? (sums[at] = (sums[at] ?? 0) + (line.values[at] || 0)) : Number.NaN)),
  }))
}
