export interface Lines {
  times: number[]
  /** One list a line, as long as `times`; NaN where there is no value. */
  lines: number[][]
  /** The extremes that each value stands for; absent where it is one sample. */
  lows?: number[][]
  highs?: number[][]
  /** What time a value stands for, ms; 0 for a sample. */
  stepMs?: number
}

/** Widths that divide the day, so that buckets stand still while the window moves. */
const WIDTHS = [
  1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 24, 30, 36, 40, 45, 48, 60, 80, 90, 120, 150, 180, 240, 300, 360, 400, 450, 480,
  600, 720, 900, 1200, 1440, 1800, 2400, 2700, 3600, 4800, 5400, 7200, 10_800, 14_400, 21_600, 28_800, 43_200, 86_400,
].map((seconds) => seconds * 1000)

/** Fewer points cannot hold a low, a high, a gap and the newest value. */
const LEAST_POINTS = 4

/**
 * Widths to try, narrowest first, from the one at which buckets of two points fit. A window does not begin where a
 * bucket does, so there is one bucket more than fits into the span, and one for the jitter of the polls.
 */
function* widthsFrom(span: number, points: number): Generator<number> {
  const least = span / Math.max(1, Math.floor((points - 1) / 2) - 2)
  for (const width of WIDTHS) if (width >= least) yield width
  for (let width = Math.max(least, 172_800_000); width < Number.MAX_SAFE_INTEGER; width *= 2) yield width
}

/** Whether the lines that have a value at `a` are not those that have one at `b`: some line begins or breaks off. */
const breaks = (lines: Lines['lines'], a: number, b: number): boolean =>
  lines.some((values) => Number.isNaN(values[a]) !== Number.isNaN(values[b]))

/** Wider buckets than this many tries are no help where lines break off all the time. */
const TRIES = 4

/**
 * At most `points` times (never under four): each bucket of time gives its lowest and highest value, so every spike
 * stays (min–max decimation). No bucket reaches over a place where a line breaks off, so that every gap stays one;
 * where there are more such places than points, each bucket keeps one gap of every line that has one. The newest
 * sample stays as it is.
 */
export function decimate(raw: Lines, points: number): Lines {
  const { times } = raw
  const most = Math.max(LEAST_POINTS, points)
  if (times.length <= points) return raw
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0)
  let tries = 0
  for (const width of widthsFrom(span, most)) {
    if (tries === TRIES) break
    tries += 1
    const fine = reduce(raw, width, true)
    if (fine.times.length <= most) return fine
  }
  for (const width of widthsFrom(span, most)) {
    const coarse = reduce(raw, width, false)
    if (coarse.times.length <= most) return coarse
  }
  return reduce(raw, Number.MAX_SAFE_INTEGER, false)
}

/** What a bucket says of one line: its extremes in the order they came, and whether it has a gap. */
interface Extremes {
  first: number
  second: number
  gap: boolean
}

function extremes(raw: Lines, line: number, from: number, end: number): Extremes {
  const values = raw.lines[line] ?? []
  const [lows, highs] = [raw.lows?.[line] ?? values, raw.highs?.[line] ?? values]
  let low = -1
  let high = -1
  let gap = false
  for (let index = from; index < end; index++) {
    if (Number.isNaN(values[index] ?? Number.NaN)) {
      gap = true
      continue
    }
    if (low < 0 || (lows[index] ?? 0) < (lows[low] ?? 0)) low = index
    if (high < 0 || (highs[index] ?? 0) > (highs[high] ?? 0)) high = index
  }
  const [least, most] = [lows[low] ?? Number.NaN, highs[high] ?? Number.NaN]
  return low <= high ? { first: least, second: most, gap } : { first: most, second: least, gap }
}

/** `split`: no bucket reaches over a place where a line begins or breaks off. */
function reduce(raw: Lines, width: number, split: boolean): Lines {
  const { times, lines, stepMs = 0 } = raw
  const result: Lines = { times: [], lines: lines.map(() => []) }
  const last = times.length - 1
  const put = (at: number, value: (line: number) => number): void => {
    result.times.push(at)
    for (const [line, values] of result.lines.entries()) values.push(value(line))
  }
  const emit = (from: number, end: number): void => {
    const found = lines.map((_, line) => extremes(raw, line, from, end))
    const begin = times[from] ?? 0
    const one = end - from === 1
    const flat = found.every(({ first, second }) => first === second || Number.isNaN(first))
    put(begin, (line) => found[line]?.first ?? Number.NaN)
    if (one && flat) return
    // A single cell of some width has its extremes at its beginning and in its middle.
    const finish = one ? begin + stepMs / 2 : (times[end - 1] ?? 0)
    const some = found.some(({ gap, first }) => gap && !Number.isNaN(first))
    if (some) put((begin + finish) / 2, (line) => (found[line]?.gap ? Number.NaN : (found[line]?.second ?? Number.NaN)))
    put(finish, (line) => found[line]?.second ?? Number.NaN)
  }
  // Samples end with the newest as it is; a cell that is still being filled is a bucket like others.
  const until = stepMs === 0 ? last : last + 1
  let from = 0
  while (from < until) {
    const bucket = Math.floor((times[from] ?? 0) / width)
    let end = from + 1
    for (; end < until && Math.floor((times[end] ?? 0) / width) === bucket; end++) {
      if (split && breaks(lines, from, end)) break
    }
    emit(from, end)
    from = end
  }
  if (stepMs === 0) put(times[last] ?? 0, (line) => lines[line]?.[last] ?? Number.NaN)
  return result
}
