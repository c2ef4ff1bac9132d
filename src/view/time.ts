import { UNKNOWN } from './format.ts'

/** Zone names the product offers beside any IANA name. */
export type Zone = 'local' | (string & {})

const zoneOption = (zone: Zone): { timeZone?: string } => (zone === 'local' ? {} : { timeZone: zone })

interface Formatter {
  format: (at: number) => string
  zone: (at: number) => string | undefined
}

/** The furthest a date reaches; Intl throws beyond it and for NaN. */
const FURTHEST = 8.64e15

const cache = new Map<string, Formatter>()
function formatter(kind: string, zone: Zone, options: Intl.DateTimeFormatOptions): Formatter {
  const key = `${kind} ${zone}`
  const known = cache.get(key)
  if (known) return known
  const intl = new Intl.DateTimeFormat('en-GB', { hourCycle: 'h23', ...options, ...zoneOption(zone) })
  const isTime = (at: number): boolean => Math.abs(at) <= FURTHEST
  const made: Formatter = {
    format: (at) => (isTime(at) ? intl.format(at) : UNKNOWN),
    zone: (at) => intl.formatToParts(isTime(at) ? at : 0).find((part) => part.type === 'timeZoneName')?.value,
  }
  cache.set(key, made)
  return made
}

/** `12:03:04` */
export const clockTime = (at: number, zone: Zone): string =>
  formatter('clock', zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at)

/** `12:03` */
export const minuteTime = (at: number, zone: Zone): string =>
  formatter('minute', zone, { hour: '2-digit', minute: '2-digit' }).format(at)

/** `Mon 2 Mar 12:03` */
export const dayTime = (at: number, zone: Zone): string =>
  formatter('day', zone, { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
    .format(at)
    .replaceAll(',', '')

/** An axis ends on round steps, so that a day of it is a little longer. */
const MORE_THAN_A_DAY_MS = 25 * 3_600_000

/** A time on an axis that spans `spanMs`: `12:03`, with its day where the hour alone could be of two. */
export const axisTime = (at: number, spanMs: number, zone: Zone): string =>
  spanMs > MORE_THAN_A_DAY_MS ? dayTime(at, zone) : minuteTime(at, zone)

/** `Monday 12:03` */
export const weekTime = (at: number, zone: Zone): string =>
  formatter('week', zone, { weekday: 'long', hour: '2-digit', minute: '2-digit' }).format(at).replaceAll(',', '')

/** Whether two times are of one day in a zone. */
export const isSameDay = (a: number, b: number, zone: Zone): boolean => {
  const day = (time: number): string => formatter('date', zone, { dateStyle: 'short' }).format(time)
  return day(a) === day(b)
}

/** `12:03:04`, with the day before it when that is not the day of `today`: `Mon 2 Mar 12:03`. */
export const clockOrDay = (at: number, today: number, zone: Zone): string =>
  isSameDay(at, today, zone) ? clockTime(at, zone) : dayTime(at, zone)

/** `2 Mar 2026, 12:03:04 GMT+1`: absolute, with its zone. */
export const fullTime = (at: number, zone: Zone): string =>
  formatter('full', zone, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(at)

/** Absolute in the chosen zone and in UTC, for titles; once where they are the same. */
export function bothTimes(at: number, zone: Zone): string {
  const [here, utc] = [fullTime(at, zone), fullTime(at, 'UTC')]
  return here === utc ? here : `${here} · ${utc}`
}

/** `GMT+1`, `UTC`: the zone a time is shown in. */
export const zoneName = (at: number, zone: Zone): string =>
  formatter('zone', zone, { timeZoneName: 'short' }).zone(at) ?? zone

/** A time out of so long a span: `12:03:04 UTC`, `Mon 2 Mar 12:03 UTC` where the hour alone could be of two days. */
export const zonedTime = (at: number, spanMs: number, zone: Zone): string =>
  spanMs > MORE_THAN_A_DAY_MS ? `${dayTime(at, zone)} ${zoneName(at, zone)}` : zonedClock(at, zone)

/** `12:03:04 UTC`: the clock with the zone it is read in. */
export const zonedClock = (at: number, zone: Zone): string => `${clockTime(at, zone)} ${zoneName(at, zone)}`
