import { daysIn, quickDate } from './quickDate.ts'
import { z } from './z.ts'

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/

/**
 * Reads an RFC 3339 date-time with an offset (RFC 3339 §5.6), strictly: `Date.parse` turns 30 February into 2 March.
 * A row holds about ten dates, so this makes no objects on the way.
 * @returns epoch milliseconds, or NaN when the text is not such a date. Fractions beyond the millisecond are cut.
 */
export function parseRfc3339(text: string): number {
  const match = RFC3339.exec(text)
  if (!match) return Number.NaN
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6])]
  const fraction = match[7]
  const ms = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3))
  const sign = match[8]
  const [offsetHour, offsetMinute] = sign === undefined ? [0, 0] : [Number(match[9]), Number(match[10])]
  const held =
    day >= 1 &&
    day <= daysIn(year, month) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 60 && // a leap second counts as the next second's start
    offsetHour <= 23 &&
    offsetMinute <= 59
  if (!held) return Number.NaN
  // Date.UTC reads the years 0 to 99 as 1900 to 1999; the calendar repeats every 400 years.
  const at =
    year < 100
      ? Date.UTC(year + 400, month - 1, day, hour, minute, second, ms) - ERA_MS
      : Date.UTC(year, month - 1, day, hour, minute, second, ms)
  return at - (offsetHour * 60 + offsetMinute) * (sign === '-' ? -60_000 : 60_000)
}

/** 400 years of the Gregorian calendar. */
const ERA_MS = 146_097 * 86_400_000
const GO_ZERO = Date.UTC(401, 0, 1) - ERA_MS
const YEAR_MS = 365 * 86_400_000

/** The years 1970 (epoch) and 1 (Go's zero time) stand for "absent" on the wire. */
const isAbsent = (at: number): boolean => (at >= 0 && at < YEAR_MS) || (at >= GO_ZERO && at < GO_ZERO + YEAR_MS)

/**
 * A date as the wire says it: epoch ms, null for one of the two "absent" years, undefined for no such date.
 */
export function readDate(text: string): number | null | undefined {
  const quick = quickDate(text)
  const at = Number.isNaN(quick) ? parseRfc3339(text) : quick
  if (Number.isNaN(at)) return undefined
  return isAbsent(at) ? null : at
}

/** An RFC 3339 date that must be sent. Gives epoch ms, or null when it holds one of the two "absent" years. */
export const dateSchema = z.string('expected an RFC 3339 date with an offset').transform((text, context) => {
  const at = readDate(text)
  if (at === undefined) {
    context.addIssue({ code: 'custom', message: 'expected an RFC 3339 date with an offset' })
    return z.NEVER
  }
  return at
})

/** The same, or null. */
export const nullableDateSchema = dateSchema.nullable()
