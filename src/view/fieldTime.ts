import type { Zone } from './time.ts'

const MINUTE = 60_000

/** How far a zone's clocks are ahead of UTC at a time, ms. */
function aheadOf(at: number, zone: Zone): number {
  if (zone === 'local') return -new Date(at).getTimezoneOffset() * MINUTE
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at)
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value)
  const clock = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return clock - Math.floor(at / 1000) * 1000
}

/** A time as a field of date and time holds it, `2026-11-24T03:00:00`, by the clocks of a zone. */
export const fieldTime = (at: number, zone: Zone): string =>
  new Date(Math.floor(at / 1000) * 1000 + aheadOf(at, zone)).toISOString().slice(0, 19)

/**
 * What a field of date and time says, epoch ms; NaN when it is empty or no time. A time that a change of clocks leaves
 * out is the one an hour later, one that comes twice is the first.
 */
export function timeOfField(text: string, zone: Zone): number {
  const clock = Date.parse(`${text}${text.length === 16 ? ':00' : ''}Z`)
  if (Number.isNaN(clock)) return Number.NaN
  // Zones are at most 14 h off, so that one of the offsets of the days around holds.
  const offsets = [aheadOf(clock - 86_400_000, zone), aheadOf(clock + 86_400_000, zone)]
  const fitting = offsets.map((offset) => clock - offset).filter((at) => at + aheadOf(at, zone) === clock)
  return fitting.length > 0 ? Math.min(...fitting) : clock - (offsets[0] ?? 0)
}
