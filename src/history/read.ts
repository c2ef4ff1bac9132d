import type { Series, SeriesLine, SeriesWindow } from '../types/series.ts'
import { decimate, type Lines } from './decimate.ts'

/** One cell of one line: its average and its extremes, all NaN where it is unknown. */
export interface Reading {
  mean: number
  low: number
  high: number
}

/** One resolution as a reader sees it. `Where` says where a cell stands. */
export interface TierView<Where> {
  /** Width of a cell, ms; 0 where every sample is one. */
  stepMs: number
  /** The oldest time there is, epoch ms, null for none. */
  oldest: number | null
  /** Every cell with from ≤ time ≤ to, oldest first. */
  visit(from: number, to: number, each: (time: number, gap: boolean, where: Where, cell: number) => void): void
}

/** A line of the answer: its name, and how its value is read from a cell. */
export interface LineSpec<Where> {
  key: string
  read(where: Where, cell: number, into: Reading): void
}

export type Views<Where> = readonly [TierView<Where>, ...TierView<Where>[]]

/** Reading one line costs no more cells than this; no tier has more. */
export const MOST_CELLS = 4000

/**
 * The finest tier that shows as much of what is after `from` as any. Cells begin before the first sample in them, so that
 * a coarser one shows more only when it begins more than a cell earlier.
 */
export function chooseTier<Where>(tiers: Views<Where>, from: number): TierView<Where> {
  const begins = ({ oldest }: TierView<Where>): number => Math.max(from, oldest ?? Number.POSITIVE_INFINITY)
  return tiers.reduce((best, tier) => (begins(tier) < begins(best) - tier.stepMs ? tier : best))
}

/**
 * Reads lines over `rangeMs` up to the window's end, else `newest`, less the offset: gaps broken by a time without values,
 * decimated to `points`. A window that reaches to `newest` ends with that sample as it is.
 */
export function readSeries<Where>(
  tiers: Views<Where>,
  specs: readonly LineSpec<Where>[],
  window: SeriesWindow & { offsetMs?: number | undefined },
  newest: number | null,
): Series {
  const to = (window.endAt ?? newest ?? 0) - (window.offsetMs ?? 0)
  const from = to - window.rangeMs
  const tier = chooseTier(tiers, from)
  const lists = (): number[][] => specs.map(() => [])
  const raw: Required<Lines> = { times: [], lines: lists(), lows: lists(), highs: lists(), stepMs: tier.stepMs }
  const reading: Reading = { mean: Number.NaN, low: Number.NaN, high: Number.NaN }
  const put = (line: number, mean: number, low: number, high: number): void => {
    raw.lines[line]?.push(mean)
    raw.lows[line]?.push(low)
    raw.highs[line]?.push(high)
  }
  tier.visit(from, to, (time, gap, where, cell) => {
    const before = raw.times.at(-1)
    if (gap && before !== undefined) {
      raw.times.push((before + time) / 2)
      specs.forEach((_, line) => put(line, Number.NaN, Number.NaN, Number.NaN))
    }
    raw.times.push(time)
    specs.forEach((spec, line) => {
      spec.read(where, cell, reading)
      put(line, reading.mean, reading.low, reading.high)
    })
  })
  const now = tier.stepMs > 0 && newest !== null ? newestOf(tiers[0], specs, newest) : null
  const { times, lines } = decimate(raw, window.points - (now === null ? 0 : 1))
  // Where every cell has its point, the extremes stand beside the averages; else they are the points.
  const whole = tier.stepMs > 0 && times === raw.times
  const isThere = (newer: Sample): boolean =>
    times.at(-1) === newer.time && newer.values.every((value, line) => Object.is(value, lines[line]?.at(-1)))
  const shown = now !== null && now.time >= from && now.time <= to && !isThere(now) ? now : null
  const withNow = (values: readonly number[] = [], line: number): readonly number[] =>
    shown === null ? values : [...values, shown.values[line] ?? Number.NaN]
  const named = specs.map(({ key }, line): SeriesLine => {
    const values = withNow(lines[line], line)
    return { key, values, ...(whole && { lows: withNow(raw.lows[line], line), highs: withNow(raw.highs[line], line) }) }
  })
  return {
    times: shown === null ? times : endingAt(times, shown.time),
    lines: named,
    from,
    to,
    since: oldestOf(tiers),
    stepMs: tier.stepMs,
  }
}

/** With one time more: the point before it, which may stand there or later for the rest of its cell, makes room. */
function endingAt(times: readonly number[], newest: number): number[] {
  const last = times.length - 1
  const room = ((times[last - 1] ?? newest - 2) + newest) / 2
  return [...times.map((time, index) => (index === last && time >= newest ? room : time)), newest]
}

interface Sample {
  time: number
  values: readonly number[]
}

/** The newest sample, one value a line: a cell that is still being filled says what was, not what is. */
function newestOf<Where>(samples: TierView<Where>, specs: readonly LineSpec<Where>[], newest: number): Sample | null {
  const reading: Reading = { mean: Number.NaN, low: Number.NaN, high: Number.NaN }
  let found: Sample | null = null
  samples.visit(newest, newest, (time, _gap, where, cell) => {
    const values = specs.map((spec) => {
      spec.read(where, cell, reading)
      return reading.mean
    })
    found = { time, values }
  })
  return found
}

/** The oldest sample of any tier. A cell begins before its first sample, so the finer tier says where both do. */
function oldestOf<Where>(tiers: Views<Where>): number | null {
  let oldest: number | null = null
  for (const tier of tiers) {
    if (tier.oldest === null) continue
    if (oldest === null || tier.oldest <= oldest - tier.stepMs) oldest = tier.oldest
  }
  return oldest
}
