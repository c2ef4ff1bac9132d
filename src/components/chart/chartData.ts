/** A line: its name, and one value per time, NaN where there is none. */
export interface ChartLine {
  key: string
  values: readonly number[]
  /** Where a value is the average of a span of time: the lowest and highest in it. */
  lows?: readonly number[]
  highs?: readonly number[]
}

/** The time axis of a chart, epoch ms: the times that have values, and the window asked for. */
export interface ChartTimes {
  times: readonly number[]
  from: number
  to: number
}

/** A line drawn: its name and colour; a dash tells lines apart without colour, a hatching what is between them. */
export interface LineLook {
  name: string
  colour: string
  dash?: string
  /** Any whole number from 0; neighbours have different ones. */
  hatch?: number
}

/** The largest value of all lines; 0 when there is none. */
export function topOf(lines: readonly Pick<ChartLine, 'values'>[]): number {
  let top = 0
  for (const { values } of lines) for (const value of values) if (value > top) top = value
  return top
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * 60_000)

/** Round times between two ends, about `most` of them, so that labels stand still while the window moves. */
export function timeTicks(from: number, to: number, most: number): number[] {
  const step = STEPS.find((one) => (to - from) / one <= most) ?? 1_440 * 60_000
  const ticks: number[] = []
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at)
  return ticks
}

const MIN_SPAN_MS = 60_000
/** The ends of an axis move by this share of its length at most, so that it stands still between. */
const MOST_SHARE = 1 / 100

/**
 * The ends of a time axis, epoch ms, on steps of a round length: of what there is to show, a minute at least. A window
 * with ends of its own is shown whole, so that what is marked in it has its place, watched or not.
 */
export function axisSpan({ times, from, to }: ChartTimes, whole = false): [from: number, to: number] {
  if (whole) return [from, to]
  const first = Math.min(Math.max(from, times[0] ?? from), to - MIN_SPAN_MS)
  const step = 2 ** Math.floor(Math.log2((to - first) * MOST_SHARE))
  return [Math.floor(first / step) * step, Math.ceil(to / step) * step]
}

/** Index of the time nearest to `at`; −1 when there is none. Times rise. */
export function nearest(times: readonly number[], at: number): number {
  const after = times.findIndex((time) => time >= at)
  if (after < 0) return times.length - 1
  if (after === 0) return 0
  return at - (times[after - 1] ?? 0) < (times[after] ?? 0) - at ? after - 1 : after
}

export interface ChartMark {
  at: number
  label: string
}

/** About what a letter of a label takes, and the space around a label, px at 11 px type. */
const LETTER_PX = 6
const AROUND_PX = 10

export interface PlacedMark extends ChartMark {
  /** Its label stands before its line: after it there is no room. */
  before: boolean
}

/**
 * The marks of a window; a label that would stand on one of an earlier mark in the list is left out, its line stays.
 * @param widthPx of the plot.
 */
export function placeMarks(marks: readonly ChartMark[], from: number, to: number, widthPx: number): PlacedMark[] {
  const labelled: { begins: number; ends: number }[] = []
  return marks
    .filter((mark) => mark.at >= from && mark.at <= to)
    .map((mark) => {
      const width = ((mark.label.length * LETTER_PX + AROUND_PX) / Math.max(widthPx, 1)) * (to - from)
      const before = mark.at + width > to
      const begins = before ? mark.at - width : mark.at
      const ends = begins + width
      if (labelled.some((other) => other.begins < ends && begins < other.ends))
        return { at: mark.at, label: '', before }
      labelled.push({ begins, ends })
      return { ...mark, before }
    })
}

/** A value that is further from a time than so many points usually are from each other says nothing of it. */
const NEAR_POINTS = 2

/** What a line says of a time; NaN where it has no point near it. */
export function valueAt(times: readonly number[], values: readonly number[], at: number | undefined): number {
  const index = at === undefined ? -1 : nearest(times, at)
  const apart = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / Math.max(1, times.length - 1)
  const off = Math.abs((times[index] ?? Number.NaN) - (at ?? 0))
  return off <= NEAR_POINTS * apart ? (values[index] ?? Number.NaN) : Number.NaN
}
