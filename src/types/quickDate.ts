const ZERO = 48
const [DASH, COLON, DOT, T, Z] = [45, 58, 46, 84, 90]

/** Less than any sum of what may stand beside it. */
const NONE = -1e9

/** Two digits as a number; `NONE` when one is none. Whole numbers all along, which is quick: a poll has a million. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO
  const ones = text.charCodeAt(at + 1) - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NONE
}

const DAY = 86_400_000
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** Of the Gregorian calendar; 0 for what is no month. */
export const daysIn = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (DAYS[month - 1] ?? 0)

/** Days from 1 March of the year 0 to the epoch, in the Gregorian calendar. */
const TO_EPOCH = 719_468

/**
 * Midnight of `YYYY-MM-DD`, epoch ms; NaN for what is no day of these years, or not for certain. Reckoned in years that
 * begin with March, so that a leap day is their last: a fleet's dates are of many days, and a `Date` for each is slow.
 */
function dayAt(text: string): number {
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return Number.NaN
  const year = pair(text, 0) * 100 + pair(text, 2)
  const month = pair(text, 5)
  const date = pair(text, 8)
  if (year < 1000 || month < 1 || date < 1 || date > daysIn(year, month)) return Number.NaN
  const isEarly = month < 3
  const marchYear = isEarly ? year - 1 : year
  const sinceMarch = isEarly ? month + 9 : month - 3
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400)
  // Of five months from March, and again from August, three have 31 days: 153 in all.
  const days = marchYear * 365 + leapDays + Math.floor((sinceMarch * 153 + 2) / 5) + date - 1
  return (days - TO_EPOCH) * DAY
}

/**
 * Reads the commonest forms of an RFC 3339 date, `YYYY-MM-DDTHH:MM:SSZ` with no or three digits of a second's fraction.
 * @returns epoch ms, or NaN for anything else, good or not: then `parseRfc3339` knows.
 */
export function quickDate(text: string): number {
  const { length } = text
  if (length !== 24 && length !== 20) return Number.NaN
  if (text.charCodeAt(length - 1) !== Z || text.charCodeAt(10) !== T) return Number.NaN
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return Number.NaN
  const hour = pair(text, 11)
  const minute = pair(text, 14)
  const second = pair(text, 17)
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return Number.NaN
  let ms = 0
  if (length === 24) {
    const last = text.charCodeAt(22) - ZERO
    ms = pair(text, 20) * 10 + last
    if (ms < 0 || last < 0 || last > 9 || text.charCodeAt(19) !== DOT) return Number.NaN
  }
  return dayAt(text) + ((hour * 60 + minute) * 60 + second) * 1000 + ms
}
