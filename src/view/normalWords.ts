import type { NormalBand } from '../types/series.ts'
import { UNKNOWN } from './format.ts'
import { weekTime, type Zone } from './time.ts'

const DAY = 86_400_000

const signed = (percent: number): string => `${percent > 0 ? '+' : '\u2212'}${Math.abs(percent)} %`

const against = (share: number): string => {
  const percent = Math.round(share * 100)
  return percent === 0 ? 'as much as' : `${signed(percent)} against`
}

/**
 * A figure against what was usual at this time (docs/meaning.md, "Connections"): the same time a week ago, yesterday while less
 * than a week is kept, and words for why there is nothing to hold it against.
 */
export function normalWords(value: number, band: NormalBand, now: number, zone: Zone): string {
  if (band.kind === 'none') return band.reason === 'too young' ? 'no normal yet' : 'nobody watched at this time before'
  const before = band.kind === 'week' ? band.median : band.value
  const when =
    band.kind === 'day'
      ? 'yesterday'
      : `${now - band.comparedAt < 8 * DAY ? 'last' : 'a fortnight ago,'} ${weekTime(band.comparedAt, zone)}`
  if (Number.isNaN(value)) return `usually ${Math.round(before)}`
  if (before === 0) return value === 0 ? `none, as ${when}` : `none ${when}`
  return `${against(value / before - 1)} ${when}`
}

/** The same as a figure for a table: `+2 %`, `±0 %`; unknown where there is nothing to hold it against. */
export function normalShare(value: number, band: NormalBand): string {
  if (band.kind === 'none') return UNKNOWN
  const before = band.kind === 'week' ? band.median : band.value
  if (Number.isNaN(value) || before === 0) return UNKNOWN
  const percent = Math.round((value / before - 1) * 100)
  return percent === 0 ? '±0 %' : signed(percent)
}

/** Whether a figure is out of its band; false where there is none. Of one that is a lower bound, only whether above it. */
export const isUnusual = (value: number, band: NormalBand, atLeast: boolean): boolean =>
  band.kind === 'week' && ((value < band.low && !atLeast) || value > band.high)
