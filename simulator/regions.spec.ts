import { describe, expect, test } from 'vitest'
import { activity, REGION_PLANS, splitByDemand } from './regions.ts'
import { HOUR } from './testWorld.ts'

/** Midnight UTC at the start of a Monday. */
const MONDAY = Date.UTC(2026, 9, 19)

describe('demand of a region', () => {
  test.each(REGION_PLANS.map((plan) => [plan.name, plan] as const))('%s has its evening and its weekend', (_, plan) => {
    const at = (day: number, localHour: number): number =>
      activity(plan, MONDAY + (day * 24 + localHour - plan.offset) * HOUR)
    expect(at(1, plan.peak)).toBeGreaterThan(2.5 * at(1, plan.peak - 15))
    expect(at(5, plan.peak)).toBeGreaterThan(1.05 * at(1, plan.peak))
    for (let hour = 0; hour < 7 * 24; hour += 1) {
      expect(at(0, hour)).toBeGreaterThan(0.35)
      expect(at(0, hour)).toBeLessThan(2)
    }
  })

  test('the busiest regions change round the clock', () => {
    const leader = (hour: number): number => {
      const shares = splitByDemand(1_000, MONDAY + hour * HOUR)
      return shares.indexOf(Math.max(...shares))
    }
    expect(new Set([2, 8, 14, 20].map(leader)).size).toBeGreaterThanOrEqual(2)
  })

  test.each([1, 5, 27, 28, 240, 50_000])('a fleet of %i is split without a rest', (total) => {
    for (let hour = 0; hour < 48; hour += 5) {
      const counts = splitByDemand(total, MONDAY + hour * HOUR)
      expect(counts.reduce((a, b) => a + b, 0)).toBe(total)
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(total >= 28 ? 1 : 0)
    }
  })
})
