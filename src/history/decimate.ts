export interface Lines {
  times: number[]
  /** One list a line, as long as `times`; NaN where there is no value. */
  lines: number[][]
}

/** Widths that divide the day, so that buckets stand still while the window moves. */
const WIDTHS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200].map(
  (seconds) => seconds * 1000,
)
/** The span of a full window differs a little from poll to poll; that must not change the width. */
const SPAN_SLACK = 0.95

function bucketWidth(span: number, buckets: number): number {
  const least = (span * SPAN_SLACK) / buckets
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

/** Whether the lines that have a value at `a` are not those that have one at `b`: some line begins or breaks off. */
const breaks = (lines: Lines['lines'], a: number, b: number): boolean =>
  lines.some((values) => Number.isNaN(values[a]) !== Number.isNaN(values[b]))

const isGap = (lines: Lines['lines'], index: number): boolean => lines.every((values) => Number.isNaN(values[index]))

/**
 * At most about `points` times: each bucket of time gives its lowest and highest value, so every spike stays
 * (min–max decimation). No bucket reaches over a place where a line breaks off, so that every gap stays one; where
 * lines break off so often that this would spare nothing, each bucket keeps one gap. The newest time stays as it is.
 */
export function decimate(raw: Lines, points: number): Lines {
  const { times, lines } = raw
  const last = times.length - 1
  if (times.length <= points) return raw
  const width = bucketWidth((times[last] ?? 0) - (times[0] ?? 0), Math.max(1, Math.floor(points / 2)))
  const fine = reduce(raw, width, (from, index) => breaks(lines, from, index))
  if (fine.times.length <= 2 * points) return fine
  return reduce(raw, width, () => false)
}

function reduce({ times, lines }: Lines, width: number, split: (from: number, index: number) => boolean): Lines {
  const last = times.length - 1
  const result: Lines = { times: [], lines: lines.map(() => []) }
  const emit = (from: number, end: number): void => {
    const two = end - from > 1
    result.times.push(times[from] ?? 0)
    if (two) result.times.push(times[end - 1] ?? 0)
    lines.forEach((values, line) => {
      const [first, second] = extremes(values, from, end)
      result.lines[line]?.push(first)
      if (two) result.lines[line]?.push(second)
    })
  }
  const emitGap = (at: number): void => {
    result.times.push(at)
    for (const line of result.lines) line.push(Number.NaN)
  }
  let from = 0
  while (from < last) {
    const bucket = Math.floor((times[from] ?? 0) / width)
    let end = from + 1
    let gaps = isGap(lines, from) ? 1 : 0
    while (end < last && Math.floor((times[end] ?? 0) / width) === bucket && !split(from, end)) {
      if (isGap(lines, end)) gaps += 1
      end += 1
    }
    emit(from, end)
    if (gaps > 0 && gaps < end - from) emitGap(((times[end - 1] ?? 0) + (times[end] ?? 0)) / 2)
    from = end
  }
  emit(last, last + 1)
  return result
}
