import type { ShownEnds } from '../fleet/drainOutlook.ts'
import { minuteTime, zoneName, type Zone } from './time.ts'

const MINUTE = 60_000

/** `03:20–04:05 CET, 8 in 10`: the range on the clock, rounded outwards to minutes. */
export function endsWhen({ earliest, latest }: ShownEnds, zone: Zone): string {
  const from = minuteTime(Math.floor(earliest / MINUTE) * MINUTE, zone)
  const name = zoneName(earliest, zone)
  if (latest === null) return `${from} ${name} at the earliest`
  return `${from}–${minuteTime(Math.ceil(latest / MINUTE) * MINUTE, zone)} ${name}, 8 in 10`
}
