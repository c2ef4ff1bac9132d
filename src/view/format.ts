import { duration } from '../fleet/words.ts'
import { preferences } from './preferences.ts'
import { exactly, numberFormat } from '../fleet/numbers.ts'

// Always three digits with a unit, so that a figure does not change its width from poll to poll.
const three = numberFormat({ minimumSignificantDigits: 3, maximumSignificantDigits: 3 })
const few = numberFormat({ maximumSignificantDigits: 3 })

/** Shown where a value is unknown. Never 0. */
export const UNKNOWN = '–'

/** To three significant digits, before a unit is chosen: 999.9996 is 1,000 and so belongs to the next unit. */
const rounded = (value: number): number => Number(value.toPrecision(3))

const scaled = (value: number, units: readonly string[]): string => {
  let unit = 0
  let rest = rounded(value)
  while (Math.abs(rest) >= 1000 && unit < units.length - 1) {
    rest /= 1000
    unit += 1
  }
  return `${(unit === 0 ? few : three)(rest)} ${units[unit] ?? ''}`
}

/** A count: exact under 10,000, three significant digits with k, M, G … above. */
export function count(value: number): string {
  if (Number.isNaN(value)) return UNKNOWN
  if (Math.abs(value) < 10_000) return exactly(value)
  return scaled(value, ['', 'k', 'M', 'G', 'T', 'P'])
}

/** A count in full, for titles and copying. */
export const exactCount = (value: number): string => (Number.isNaN(value) ? 'unknown' : exactly(value))

const RATE_UNITS = {
  bytes: ['B/s', 'kB/s', 'MB/s', 'GB/s'],
  bits: ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s'],
} as const

/** Bytes per second in MB/s of 10⁶ B (kB/s and GB/s where that reads better), or in Mbit/s as the viewer prefers. */
export function byteRate(value: number): string {
  if (Number.isNaN(value)) return UNKNOWN
  const { egressUnit } = preferences()
  return scaled(egressUnit === 'bits' ? value * 8 : value, RATE_UNITS[egressUnit])
}

/** Bytes in powers of 1000. */
export const bytes = (value: number): string =>
  Number.isNaN(value) ? UNKNOWN : scaled(value, ['B', 'kB', 'MB', 'GB', 'TB'])

/** A rate: one decimal under 10. */
export function oneDecimal(value: number): string {
  if (Number.isNaN(value)) return UNKNOWN
  return value < 10 ? (Math.round(value * 10) / 10).toString() : count(Math.round(value))
}

/** A rate per minute. */
export const perMinute = oneDecimal

export const percent = (share: number): string => (Number.isNaN(share) ? UNKNOWN : `${Math.round(share * 100)} %`)

/** A length of time, NaN unknown. @param ms */
export const lengthOf = (ms: number): string => (Number.isNaN(ms) ? UNKNOWN : duration(ms))

/** Milliseconds as people say a delay, NaN unknown. */
export function milliseconds(ms: number): string {
  if (Number.isNaN(ms)) return UNKNOWN
  return Math.round(ms) < 1000 ? `${Math.round(ms)} ms` : `${few(ms / 1000)} s`
}
