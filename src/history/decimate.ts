export interface Lines {
  times: number[]
  /** One list a line, as long as `times`; NaN where there is no value. */
  lines: number[][]
}

/** Widths that divide the day, so that buckets stand still while the window moves. */
const WIDTHS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200].map(
  (seconds) => seconds * 1000,
)

function bucketWidth(span: number, buckets: number): number {
  const least = span / buckets
  return WIDTHS.find((width) => width >= least) ?? least
}

/** The lowest and the highest value of a bucket in the order they came; NaN for none. */
function extremes(values: readonly number[], from: number, end: number): [first: number, second: number] {
  let low = -1
  let high = -1
  for (let index = from; index < end; index++) {
    const value = values[index] ?? Number.NaN
    if (Number.isNaN(value)) continue
    if (low < 0 || value < (values[low] ?? 0)) low = index
    if (high < 0 || value > (values[high] ?? 0)) high = index
  }
  const at = (index: number): number => (index < 0 ? Number.NaN : (values[index] ?? Number.NaN))
  return low <= high ? [at(low), at(high)] : [at(high), at(low)]
}

/**
 * At most about `points` times: each bucket of time gives its lowest and highest value, so every spike stays
 * (min–max decimation). A time whose values are all NaN is a gap and is kept as one; the newest time is kept as it is.
 */
export function decimate({ times, lines }: Lines, points: number): Lines {
  const last = times.length - 1
  if (times.length <= points) return { times, lines }
  const width = bucketWidth((times[last] ?? 0) - (times[0] ?? 0), Math.max(1, Math.floor(points / 2)))
  const result: Lines = { times: [], lines: lines.map(() => []) }
  const isGap = (index: number): boolean => lines.every((values) => Number.isNaN(values[index]))
  const emit = (from: number, end: number): void => {
    result.times.push(times[from] ?? 0)
    if (end - from > 1) result.times.push(times[end - 1] ?? 0)
    lines.forEach((values, line) => {
      const [first, second] = extremes(values, from, end)
      result.lines[line]?.push(first)
      if (end - from > 1) result.lines[line]?.push(second)
    })
  }
  let from = 0
  while (from < last) {
    const bucket = Math.floor((times[from] ?? 0) / width)
    let end = from + 1
    if (!isGap(from)) {
      while (end < last && Math.floor((times[end] ?? 0) / width) === bucket && !isGap(end)) end += 1
    }
    emit(from, end)
    from = end
  }
  emit(last, last + 1)
  return result
}
