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

/** The day asked for last, as the number that its digits make: one answer's dates are of a day or two. */
let knownDay = Number.NaN
let knownDayAt = Number.NaN

/** Midnight of `YYYY-MM-DD`, epoch ms; NaN for what is no day of these years, or not for certain. */
function dayAt(text: string): number {
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return Number.NaN
  const year = pair(text, 0) * 100 + pair(text, 2)
  const month = pair(text, 5)
  const date = pair(text, 8)
  const day = (year * 100 + month) * 100 + date
  if (day === knownDay) return knownDayAt
  if (year < 1000 || month < 1 || date < 1) return Number.NaN
  const at = Date.UTC(year, month - 1, date)
  // `Date.UTC` turns 30 February into 2 March, and two-digit years into others.
  const back = new Date(at)
  if (back.getUTCMonth() !== month - 1 || back.getUTCDate() !== date) return Number.NaN
  knownDay = day
  knownDayAt = at
  return at
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
