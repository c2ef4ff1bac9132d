const ZERO = 48
const [DASH, COLON, DOT, T, Z] = [45, 58, 46, 84, 90]

/** `n` digits from `at` on as a number; NaN when one is none. */
function digits(text: string, at: number, n: number): number {
  let value = 0
  for (let index = at; index < at + n; index++) {
    const digit = text.charCodeAt(index) - ZERO
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** The day asked for last, as the number that its digits make: one answer's dates are of a day or two. */
let knownDay = Number.NaN
let knownDayAt = Number.NaN

/** Midnight of `YYYY-MM-DD`, epoch ms; NaN for what is no day of these years, or not for certain. */
function dayAt(text: string): number {
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return Number.NaN
  const [year, month, date] = [digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)]
  const day = (year * 100 + month) * 100 + date
  if (day === knownDay) return knownDayAt
  const at = Date.UTC(year, month - 1, date)
  // `Date.UTC` turns 30 February into 2 March, and two-digit years into others.
  const back = new Date(at)
  const held = year >= 1000 && back.getUTCMonth() === month - 1 && back.getUTCDate() === date
  if (!held) return Number.NaN
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
  if (length === 24 && text.charCodeAt(19) !== DOT) return Number.NaN
  const [hour, minute, second] = [digits(text, 11, 2), digits(text, 14, 2), digits(text, 17, 2)]
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN
  const ms = length === 24 ? digits(text, 20, 3) : 0
  return dayAt(text) + ((hour * 60 + minute) * 60 + second) * 1000 + ms
}
