import { KNOWN_REGIONS } from '../src/types/region.ts'

const HOUR = 3_600_000

export interface RegionPlan {
  name: (typeof KNOWN_REGIONS)[number]
  /** Three letters that hosts are named with. */
  code: string
  /** Share of the players, in arbitrary units. */
  weight: number
  /** Hours ahead of UTC. */
  offset: number
  /** Local hour of the daily peak. */
  peak: number
  /** How much busier Friday evening to Sunday is, as a fraction. */
  weekend: number
}

const PLANS: Record<(typeof KNOWN_REGIONS)[number], Omit<RegionPlan, 'name'>> = {
  Seattle: { code: 'sea', weight: 6, offset: -8, peak: 20, weekend: 0.14 },
  Los_Angeles: { code: 'lax', weight: 8, offset: -8, peak: 20.5, weekend: 0.16 },
  Washington_DC: { code: 'iad', weight: 9, offset: -5, peak: 20, weekend: 0.14 },
  Chicago: { code: 'ord', weight: 7, offset: -6, peak: 20, weekend: 0.12 },
  Dallas: { code: 'dfw', weight: 6, offset: -6, peak: 20.5, weekend: 0.13 },
  London: { code: 'lhr', weight: 9, offset: 0, peak: 20, weekend: 0.12 },
  Frankfurt: { code: 'fra', weight: 13, offset: 1, peak: 20.5, weekend: 0.15 },
  Johannesburg: { code: 'jnb', weight: 3.5, offset: 2, peak: 19, weekend: 0.1 },
  Dubai: { code: 'dxb', weight: 4, offset: 4, peak: 22, weekend: 0.2 },
  Mumbai: { code: 'bom', weight: 7, offset: 5.5, peak: 21.5, weekend: 0.18 },
  Singapore: { code: 'sin', weight: 9, offset: 8, peak: 21, weekend: 0.17 },
  Tokyo: { code: 'nrt', weight: 9, offset: 9, peak: 22, weekend: 0.13 },
  Sydney: { code: 'syd', weight: 4.5, offset: 10, peak: 19.5, weekend: 0.14 },
  Sao_Paulo: { code: 'gru', weight: 7, offset: -3, peak: 21, weekend: 0.15 },
}

export const REGION_PLANS: readonly RegionPlan[] = KNOWN_REGIONS.map((name) => ({ name, ...PLANS[name] }))

/** How busy a region is against its own average: about 0.4 before dawn to 1.9 on a weekend evening. `at`: epoch ms. */
export function activity(plan: RegionPlan, at: number): number {
  const local = at + plan.offset * HOUR
  const hour = (local % (24 * HOUR)) / HOUR
  const phase = (2 * Math.PI * (hour - plan.peak)) / 24
  // The second wave puts the low before dawn, nine hours after the peak, and makes the climb slower than the fall.
  const daily = 1 + 0.55 * Math.cos(phase) + 0.15 * Math.sin(2 * phase)
  // Day 0 of the epoch was a Thursday; the weekend swells smoothly around Saturday evening.
  const day = (local / (24 * HOUR) + 4) % 7
  const distance = Math.min(Math.abs(day - 6.8), 7 - Math.abs(day - 6.8))
  return daily * (1 + plan.weekend * Math.max(0, Math.cos((Math.PI * distance) / 3)))
}

/**
 * Splits `total` processes over the regions by how busy each is at `at` (largest remainders, so the sum is exact).
 * Every region gets at least one where there are enough to go round twice.
 */
export function splitByDemand(total: number, at: number): number[] {
  const least = total >= 2 * REGION_PLANS.length ? 1 : 0
  const shares = REGION_PLANS.map((plan) => plan.weight * activity(plan, at))
  const sum = shares.reduce((a, b) => a + b, 0)
  const spread = total - least * shares.length
  const exact = shares.map((share) => (spread * share) / sum)
  const counts = exact.map((value) => least + Math.floor(value))
  const order = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
  let left = total - counts.reduce((a, b) => a + b, 0)
  for (const { index } of order) {
    if (left <= 0) break
    counts[index] = (counts[index] ?? 0) + 1
    left -= 1
  }
  return counts
}

export const KNOWN_REGION_NAMES: ReadonlySet<string> = new Set(KNOWN_REGIONS)
