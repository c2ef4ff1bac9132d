import { describe, expect, test } from 'vitest'
import { buildTotals, compareBuilds, rateVerdict, stintsOf, type ProcessLife } from './builds.ts'

const HOUR = 3_600_000
const DAY = Date.UTC(2026, 4, 4)

const life = (over: Partial<ProcessLife>): ProcessLife => ({
  region: 'Tokyo',
  deploymentId: '417',
  startedAt: DAY,
  endedAt: null,
  ending: null,
  ...over,
})

const lives = (n: number, over: Partial<ProcessLife>): ProcessLife[] => Array.from({ length: n }, () => life(over))

describe('process-hours', () => {
  test('are split at the hour, and end with the process or now', () => {
    const stints = stintsOf([life({ startedAt: DAY + HOUR / 2, endedAt: DAY + 2.25 * HOUR })], DAY, DAY + 5 * HOUR)
    expect([...(stints.get('417')?.values() ?? [])].map(({ hours }) => hours)).toEqual([0.5, 1, 0.25])
    const listed = stintsOf([life({ startedAt: DAY - 50 * HOUR })], DAY, DAY + 1.5 * HOUR)
    expect(buildTotals(listed, '417').hours).toBeCloseTo(1.5)
  })

  test('a process that never started has none, and is counted', () => {
    const stints = stintsOf(
      [life({ startedAt: null, endedAt: DAY + 1000, ending: 'never started' })],
      DAY,
      DAY + 2 * HOUR,
    )
    expect(buildTotals(stints, '417')).toEqual({ hours: 0, died: 0, neverStarted: 1 })
  })

  test('an end before the window is not of it', () => {
    const stints = stintsOf([life({ endedAt: DAY - 1, startedAt: DAY - HOUR, ending: 'died' })], DAY, DAY + HOUR)
    expect(buildTotals(stints, '417')).toEqual({ hours: 0, died: 0, neverStarted: 0 })
  })
})

describe('builds compared', () => {
  const old = lives(60, {})
  const fresh = lives(60, { deploymentId: '418', startedAt: DAY + HOUR })

  test('only where both ran', () => {
    const elsewhere = [
      // The old build in a region where the new one is not, and dying there.
      ...lives(500, { region: 'London', endedAt: DAY + 1.5 * HOUR, ending: 'died' }),
      // And before the new one came.
      ...lives(40, { endedAt: DAY + 0.5 * HOUR, ending: 'died' }),
    ]
    const compared = compareBuilds(stintsOf([...old, ...fresh, ...elsewhere], DAY, DAY + 2 * HOUR), '418')
    expect(compared).toMatchObject({ regions: 1, hours: 1 })
    expect(compared?.rest).toMatchObject({ hours: 60, died: { events: 0 } })
    expect(compared?.newest.hours).toBeCloseTo(60)
  })

  test('nothing is said under 50 process-hours of either', () => {
    const few = stintsOf([...old, ...fresh.slice(0, 49)], DAY, DAY + 2 * HOUR)
    expect(compareBuilds(few, '418')).toBeNull()
    expect(compareBuilds(stintsOf(old, DAY, DAY + 2 * HOUR), '418')).toBeNull()
  })

  test('a rate is per 1,000 process-hours, with its interval', () => {
    const died = lives(10, { deploymentId: '418', startedAt: DAY + HOUR, endedAt: DAY + 1.5 * HOUR, ending: 'died' })
    const compared = compareBuilds(stintsOf([...old, ...fresh, ...died], DAY, DAY + 2 * HOUR), '418')
    // 10 in 60 + 5 process-hours; 4.7954 to 18.3904 are what 10 may come of.
    expect(compared?.newest.died.rate).toBeCloseTo(10_000 / 65, 6)
    expect(compared?.newest.died.low).toBeCloseTo(4795.4 / 65, 1)
    expect(compared?.newest.died.high).toBeCloseTo(18_390.4 / 65, 1)
    expect(compared && rateVerdict(compared.newest.died, compared.rest.died)).toBe('worse')
    expect(compared && rateVerdict(compared.rest.died, compared.newest.died)).toBe('better')
    expect(compared && rateVerdict(compared.newest.neverStarted, compared.rest.neverStarted)).toBe('too few')
  })

  test('rates whose intervals overlap are alike', () => {
    const rate = (events: number, low: number, high: number) => ({ events, rate: events, low, high })
    expect(rateVerdict(rate(5, 1.6, 11.7), rate(2, 0.2, 7.2))).toBe('alike')
    expect(rateVerdict(rate(2, 0.2, 7.2), rate(2, 0.2, 7.2))).toBe('too few')
  })
})
