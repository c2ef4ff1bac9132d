import { duration } from '../../fleet/words.ts'
import type { EndsKnown } from '../../types/builds.ts'
import { clockOrDay, type Zone } from '../../view/time.ts'

/** The list of stopped processes is read once a minute; later than this it has not answered. */
const LATE_MS = 180_000

/** Of when it is known how processes ended, which is what failed starts and deaths are counted from. */
export function endsKnownWords(ends: EndsKnown | null, now: number, zone: Zone): string {
  if (ends === null) return 'this server does not tell how processes ended'
  const { since, until } = ends
  const upTo = now - until < LATE_MS ? '' : ` until ${clockOrDay(until, now, zone)}: nobody has told of ends since then`
  return `starts and ends of ${duration(until - since)}, since ${clockOrDay(since, now, zone)}${upTo}`
}
