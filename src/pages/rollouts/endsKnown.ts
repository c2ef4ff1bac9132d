import { duration } from '../../fleet/words.ts'
import { clockOrDay, type Zone } from '../../view/time.ts'

/** Since when it is known how processes ended, which is what failed starts and deaths are counted from. */
export const watchedSinceWords = (since: number | null, now: number, zone: Zone): string =>
  since === null
    ? 'this server does not tell how processes ended'
    : `starts and ends of ${duration(now - since)}, since ${clockOrDay(since, now, zone)}`
