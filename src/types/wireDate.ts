import { z } from './z.ts'

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/

const daysIn = (year: number, month: number): number => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()

/**
 * Reads an RFC 3339 date-time with an offset (RFC 3339 §5.6), strictly: `Date.parse` turns 30 February into 2 March.
 * @returns epoch milliseconds, or NaN when the text is not such a date. Fractions beyond the millisecond are cut.
 */
export function parseRfc3339(text: string): number {
  const match = RFC3339.exec(text)
  if (!match) return Number.NaN
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const [offsetHour, offsetMinute] = [Number(match[9] ?? 0), Number(match[10] ?? 0)]
  const held =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysIn(year, month) &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 60 && // a leap second counts as the next second's start
    offsetHour <= 23 &&
    offsetMinute <= 59
  if (!held) return Number.NaN
  const at = new Date(0)
  at.setUTCFullYear(year, month - 1, day)
  at.setUTCHours(hour, minute, second, Number((match[7] ?? '').padEnd(3, '0').slice(0, 3)))
  const offset = (offsetHour * 60 + offsetMinute) * (match[8] === '-' ? -1 : 1)
  return at.getTime() - offset * 60_000
}

/** The years 1970 (epoch) and 1 (Go's zero time) stand for "absent" on the wire. */
const isAbsent = (at: number): boolean => {
  const year = new Date(at).getUTCFullYear()
  return year === 1970 || year === 1 || at === 0
}

/** An RFC 3339 date that must be sent. Gives epoch ms, or null when it holds one of the two "absent" years. */
export const dateSchema = z.string('expected an RFC 3339 date with an offset').transform((text, context) => {
  const at = parseRfc3339(text)
  if (Number.isNaN(at)) {
    context.addIssue({ code: 'custom', message: 'expected an RFC 3339 date with an offset' })
    return z.NEVER
  }
  return isAbsent(at) ? null : at
})

/** The same, or null. */
export const nullableDateSchema = dateSchema.nullable()
