/** The chance of at most `most` events where `mean` are expected; summed in logarithms, so that no mean is too large. */
export function chanceAtMost(most: number, mean: number): number {
  if (mean === 0) return 1
  const log = Math.log(mean)
  let chance = 0
  let logFactorial = 0
  for (let n = 0; n <= most; n++) {
    if (n > 0) logFactorial += Math.log(n)
    chance += Math.exp(n * log - mean - logFactorial)
  }
  return Math.min(1, chance)
}

const TAIL = 0.025
/** A mean is found to a ten thousandth of itself and better. */
const STEPS = 50

/** The mean at which a chance that falls as the mean rises comes down to `chance`. */
function meanWhere(most: number, chance: number): number {
  let [low, high] = [0, most + 10 + 5 * Math.sqrt(most + 1)]
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2
    if (chanceAtMost(most, middle) > chance) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * What the mean may be of which so many events were seen: the exact 95 % interval of a Poisson count (Garwood 1936).
 * @param events a whole number, not negative.
 */
export const poissonInterval = (events: number): { low: number; high: number } => ({
  low: events === 0 ? 0 : meanWhere(events - 1, 1 - TAIL),
  high: meanWhere(events, TAIL),
})
