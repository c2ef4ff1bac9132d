import type { SlotMinute } from './slotFlow.ts'

/** How fast open slots are taken, less how fast they are given back. */
export interface NetRate {
  /** Slots per minute. */
  net: number
  /** How far that may be off, as a variance: (slots per minute)². */
  doubt: number
}

/** A stretch of this many minutes has a rate of its own; of one seen for less than half of it nothing is said. */
const STRETCH = 15
const LEAST_SEEN = STRETCH / 2

interface Stretch {
  net: number
  minutes: number
}

/** Stretches of a quarter of an hour, the newest first; null for one that was hardly watched. */
function stretchesOf(minutes: readonly SlotMinute[], newest: number): (Stretch | null)[] {
  const sums: { taken: number; minutes: number }[] = []
  for (const { minute, coveredMs, starts, ends } of minutes) {
    const at = Math.floor((newest - minute) / STRETCH)
    const sum = (sums[at] ??= { taken: 0, minutes: 0 })
    sum.taken += starts - ends
    sum.minutes += coveredMs / 60_000
  }
  return Array.from(sums, (sum) => {
    if (sum === undefined || sum.minutes < LEAST_SEEN) return null
    return { net: sum.taken / sum.minutes, minutes: sum.minutes }
  })
}

/**
 * The net rate from now on, of the last three hours. One quarter of an hour that took many slots is mostly chance, so the
 * newest counts as much more than the others as quarters differ beyond chance (an empirical Bayes estimate), and by so
 * much the rate may change again.
 * @param chance variance of a minute's net by chance alone, slots².
 * @param newest the present minute, since 1970.
 * @returns null until two quarters of an hour were watched, the newest among them.
 */
export function netRate(minutes: readonly SlotMinute[], chance: number, newest: number): NetRate | null {
  const stretches = stretchesOf(minutes, newest)
  const seen = stretches.filter((one) => one !== null)
  const now = stretches[0]
  if (!now || seen.length < 2) return null
  const watched = seen.reduce((sum, one) => sum + one.minutes, 0)
  const mean = seen.reduce((sum, one) => sum + one.net * one.minutes, 0) / watched
  const spread = seen.reduce((sum, one) => sum + (one.net - mean) ** 2, 0) / (seen.length - 1)
  const byChance = seen.reduce((sum, one) => sum + chance / one.minutes, 0) / seen.length
  const change = Math.max(0, spread - byChance)
  const own = chance / now.minutes
  const weight = change + own === 0 ? 0 : change / (change + own)
  return {
    net: mean + weight * (now.net - mean),
    doubt: change + weight * own + (1 - weight ** 2) * (chance / watched),
  }
}
