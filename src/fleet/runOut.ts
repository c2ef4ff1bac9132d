import { rangeWords } from './drainOutlook.ts'
import type { RunOut, SlotRates } from '../types/capacity.ts'

/**
 * Normal quantiles: of a range with two ends that holds the truth 8 times in 10, of one with a single end that does as
 * often, and of a stock that lasts 19 times in 20. With one end it is more than the 0.84 of the normal law: demand rises
 * over a morning, of which the doubt about a rate knows nothing, and 0.84 held 74 times in 100 of whole days.
 */
const EIGHT_IN_TEN = 1.28
const EIGHT_IN_TEN_ONE_END = 1
const NINETEEN_IN_TWENTY = 1.64
/** Beyond six hours nothing is said (docs/meaning.md, "Run out in"). */
const HORIZON_MIN = 360
const STEP_MIN = 0.1
const MINUTE = 60_000

/**
 * For how many of `t` minutes something goes on that ends as rooms do: all of them at first, no longer than rooms last in
 * the end.
 */
const whileRoomsLast = ({ turnover }: SlotRates, t: number): number =>
  turnover === 0 ? t : -Math.expm1(-turnover * t) / turnover

/** The first moment, minutes from now, at which so many slots are taken at that quantile; null within the horizon. */
function whenTaken(slots: number, rates: SlotRates, quantile: number): number | null {
  const { net, doubt: ofRate, chance } = rates
  for (let t = 0; t <= HORIZON_MIN; t += STEP_MIN) {
    const lasting = whileRoomsLast(rates, t)
    // Only rooms that are there can give slots back.
    const expected = net < 0 ? net * lasting : net * t
    // Doubt about the rate, and what chance does from now on: rooms that it brings end, too.
    const doubt = Math.sqrt(ofRate * t * t + chance * lasting)
    if (expected + quantile * doubt >= slots) return t
  }
  return null
}

/** When open slots run out if nothing starts (docs/meaning.md, "Run out in"). @param slots open now. */
export function runOut(slots: number, rates: SlotRates): RunOut {
  if (slots <= 0) return { earliest: 0, latest: 0 }
  const latest = whenTaken(slots, rates, -EIGHT_IN_TEN)
  const earliest = whenTaken(slots, rates, latest === null ? EIGHT_IN_TEN_ONE_END : EIGHT_IN_TEN)
  if (earliest === null) return 'not filling'
  return { earliest: earliest * MINUTE, latest: latest === null ? null : latest * MINUTE }
}

/**
 * The open slots below which an allocation will likely fail before a process that starts now is there (docs/meaning.md,
 * "Run out in"). @param startP95Ms how long 95 in 100 starts take at most.
 */
export function reorderPoint(rates: SlotRates, startP95Ms: number): number {
  const { starts, ends, dispersion } = rates
  const lead = startP95Ms / MINUTE
  return Math.ceil(starts * lead + NINETEEN_IN_TWENTY * Math.sqrt((starts + ends) * dispersion * lead))
}

/** `6 min to 14 min`, `within 3 min`, `12 min at the earliest`, `not filling`, `none left`. */
export function runOutWords(range: RunOut): string {
  if (range === 'not filling') return 'not filling'
  return range.latest === 0 ? 'none left' : rangeWords(range)
}
