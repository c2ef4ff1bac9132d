import type { Series, SeriesLine, SeriesWindow } from '../types/series.ts'
import { decimate, type Lines } from './decimate.ts'
import { cellsSince, oldest, type Tier } from './tier.ts'

/** A line of the answer: its name, and how its value is made from the cell of a tier. */
export interface LineSpec {
  key: string
  valueAt: (tier: Tier, cell: number) => number
}

/** The finest tier that reaches back to `from`, else the one that reaches furthest. */
function chooseTier(tiers: readonly [Tier, ...Tier[]], from: number): Tier {
  for (const tier of tiers) {
    const since = oldest(tier)
    if (since !== null && since <= from) return tier
  }
  const reach = (tier: Tier): number => oldest(tier) ?? Number.POSITIVE_INFINITY
  // Bucket starts lie before the first raw sample, so equal reach within a bucket means the finer tier.
  return tiers.reduce((best, tier) => (reach(tier) < reach(best) - tier.stepMs ? tier : best))
}

/** Reads lines over the newest `rangeMs`: gaps broken by a time without values, decimated to `points`. */
export function readSeries(
  tiers: readonly [Tier, ...Tier[]],
  specs: readonly LineSpec[],
  window: SeriesWindow,
): Series {
  const finest = tiers[0]
  const to = finest.begun === 0 ? 0 : (finest.times[(finest.begun - 1) % finest.capacity] ?? 0)
  const from = to - window.rangeMs
  const tier = chooseTier(tiers, from)
  const { first, end } = cellsSince(tier, from)
  const raw: Lines = { times: [], lines: specs.map(() => []) }
  for (let number = first; number < end; number++) {
    const cell = number % tier.capacity
    const time = tier.times[cell] ?? 0
    const before = raw.times.at(-1)
    if (tier.gaps[cell] === 1 && before !== undefined) {
      raw.times.push((before + time) / 2)
      for (const line of raw.lines) line.push(Number.NaN)
    }
    raw.times.push(time)
    specs.forEach((spec, index) => raw.lines[index]?.push(spec.valueAt(tier, cell)))
  }
  const { times, lines } = decimate(raw, window.points)
  const named: SeriesLine[] = specs.map((spec, index) => ({ key: spec.key, values: lines[index] ?? [] }))
  return { times, lines: named, from, to, since: oldestOf(tiers) }
}

/** The oldest sample of any tier. A bucket begins before its first sample, so while the finest holds all, it says. */
function oldestOf(tiers: readonly [Tier, ...Tier[]]): number | null {
  const [finest] = tiers
  if (finest.begun <= finest.capacity) return oldest(finest)
  return Math.min(...tiers.map((tier) => oldest(tier) ?? Number.POSITIVE_INFINITY))
}
