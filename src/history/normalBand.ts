import type { NormalBand, NormalLine, SummedMetric } from '../types/series.ts'
import type { FleetHistory } from './fleetHistory.ts'
import { meanAt } from './fleetView.ts'
import { medianOf } from './median.ts'
import { columnIndex, regionKey, WHOLE_KEY } from './rowMetrics.ts'
import { oldestTime } from './tier.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const WEEK = 7 * DAY
const HALF_WINDOW = HOUR / 2
const WEEKS = 4
/** Makes the median deviation of normal noise its standard deviation. */
const MAD_SCALE = 1.4826

export interface BandRequest {
  /** One region, or null for the whole. */
  region: string | null
  metric: SummedMetric
  /** Epoch ms of feed time. */
  at: number
}

/**
 * The normal band: median of the same time of the week ± 30 min over up to 4 weeks, ± max(3 × 1.4826 MAD, 10 %, 2√n)
 * (docs/decisions.md, "Normal is the same time of the week"). From quarters of an hour, which reach back 15 days, so that two weeks go into it.
 */
export function normalBand(history: FleetHistory, { region, metric, at }: BandRequest): NormalBand {
  const since = oldestTime(history.quarters)
  const historyMs = since === null ? 0 : Math.max(0, at - since)
  if (historyMs < DAY) return { kind: 'none', historyMs, reason: 'too young' }
  const key = region === null ? WHOLE_KEY : regionKey(region)
  if (historyMs >= WEEK) {
    const weeks = Array.from({ length: WEEKS }, (_, week) => around(history, key, metric, at - (week + 1) * WEEK))
    const values = weeks.flat()
    if (values.length > 0) {
      const middle = medianOf(values)
      const mad = medianOf(values.map((value) => Math.abs(value - middle)))
      const half = Math.max(3 * MAD_SCALE * mad, Math.abs(middle) * 0.1, 2 * Math.sqrt(Math.abs(middle)))
      const count = weeks.filter((some) => some.length > 0).length
      const first = weeks.findIndex((some) => some.length > 0)
      const comparedAt = at - (first + 1) * WEEK
      const [low, high] = [Math.max(0, middle - half), middle + half]
      return { kind: 'week', median: middle, low, high, weeks: count, samples: values.length, comparedAt }
    }
  }
  const value = around(history, key, metric, at - DAY, 0)[0] ?? Number.NaN
  if (Number.isNaN(value)) return { kind: 'none', historyMs, reason: 'not watched' }
  return { kind: 'day', value, comparedAt: at - DAY, historyMs }
}

const QUARTER = HOUR / 4
/** A chart shows no more of a band. */
const MOST_POINTS = 96

/**
 * The normal band over a window, from one step before it to one after, so that it is drawn to its ends. `region`: null
 * for the whole. Yesterday makes no band.
 */
export function normalLine(
  history: FleetHistory,
  of: Pick<BandRequest, 'region' | 'metric'>,
  { rangeMs, endAt = history.newest ?? 0 }: { rangeMs: number; endAt?: number | undefined },
): NormalLine {
  const step = Math.max(QUARTER, Math.ceil(rangeMs / MOST_POINTS / QUARTER) * QUARTER)
  const first = Math.floor((endAt - rangeMs) / step) * step
  const times: number[] = []
  for (let at = first; at < endAt + step; at += step) times.push(at)
  const bands = times.map((at) => normalBand(history, { ...of, at }))
  const end = (name: 'low' | 'high'): number[] => bands.map((band) => (band.kind === 'week' ? band[name] : Number.NaN))
  return { times, lows: end('low'), highs: end('high') }
}

/** Averages of the quarters of an hour that reach into `at` ± `half`, unknown ones left out. */
function around(
  { quarters }: FleetHistory,
  key: string,
  metric: SummedMetric,
  at: number,
  half = HALF_WINDOW,
): number[] {
  const index = columnIndex(metric)
  const found: number[] = []
  for (const block of quarters.blocks) {
    for (let cell = 0; cell < block.cells; cell++) {
      const time = block.times[cell] ?? 0
      if (time > at + half || time + quarters.stepMs <= at - half) continue
      const mean = meanAt(block, key, index, cell)
      if (!Number.isNaN(mean)) found.push(mean)
    }
  }
  return found
}
