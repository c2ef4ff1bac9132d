import { describe, expect, test } from 'vitest'
import { newFleetHistory, type FleetHistory } from './fleetHistory.ts'
import { normalBand, normalLine } from './normalBand.ts'
import { add, DAY, group, HOUR, MINUTE, T } from './testSamples.ts'

/** Every five minutes for some days until T, `value` by ms before T; null: not watched. */
function watched(days: number, value: (before: number) => number | null): FleetHistory {
  const history = newFleetHistory()
  for (let before = days * DAY; before >= 0; before -= 5 * MINUTE) {
    const connections = value(before)
    if (connections !== null) add(history, T - before, [group('Tokyo', connections), group('London', 1)])
  }
  return history
}
const band = (history: FleetHistory, region: string | null = 'Tokyo') =>
  normalBand(history, { region, metric: 'connections', at: T })
/** `n` at the same time of the week ± 30 min, else far from it. */
const weekly =
  (...values: number[]) =>
  (before: number): number => {
    const week = Math.round(before / (7 * DAY))
    return Math.abs(before - week * 7 * DAY) <= HOUR ? (values[week] ?? 0) : 9999
  }

describe('the normal band', { timeout: 60_000 }, () => {
  test.each<[title: string, days: number, value: (before: number) => number | null, expected: object]>([
    ['nothing kept', 0, () => null, { kind: 'none', historyMs: 0, reason: 'too young' }],
    ['under a day there is no normal', 0.9, () => 10, { kind: 'none', reason: 'too young' }],
    ['under a week, yesterday', 6.9, (before) => (before === DAY ? 50 : 50), { kind: 'day', value: 50 }],
    ['a week: its median', 8, weekly(0, 400), { kind: 'week', median: 400, low: 360, high: 440, weeks: 1, samples: 5 }],
    ['of few, 2√n', 8, weekly(0, 100), { kind: 'week', median: 100, low: 80, high: 120 }],
    ['two weeks that differ are wide', 15, weekly(0, 400, 600), { kind: 'week', weeks: 2, median: 500 }],
    [
      'nobody watched a week ago: yesterday',
      8,
      (before) => (Math.abs(before - 7 * DAY) < 2 * HOUR ? null : 30),
      { kind: 'day', value: 30 },
    ],
    [
      'nor yesterday',
      3,
      (before) => (Math.abs(before - DAY) < 2 * HOUR ? null : 30),
      { kind: 'none', reason: 'not watched' },
    ],
  ])('%s', (_title, days, value, expected) => {
    expect(band(watched(days, value))).toMatchObject(expected)
  })

  test('two weeks that differ: three deviations', () => {
    expect(band(watched(15, weekly(0, 400, 600)))).toMatchObject({ high: 500 + 3 * 1.4826 * 100 })
  })

  test('of the whole', () => {
    expect(band(watched(8, weekly(0, 400)), null)).toMatchObject({ median: 401 })
  })

  test('of a region that nobody knows there is none', () => {
    expect(band(watched(8, weekly(0, 400)), 'Mars')).toMatchObject({ kind: 'none', reason: 'not watched' })
  })
})

describe('the band as a line', { timeout: 60_000 }, () => {
  const history = watched(15, (before) => (Math.floor(before / (15 * MINUTE)) % 4 === 0 ? 400 : 600))
  const line = (rangeMs: number, of = history) =>
    normalLine(of, { region: 'Tokyo', metric: 'connections' }, { rangeMs, endAt: T })

  test('reaches over both ends of the window, and says at each time what the band is there', () => {
    const { times, lows, highs } = line(HOUR)
    expect(times).toEqual([-4, -3, -2, -1, 0].map((quarter) => T + quarter * 15 * MINUTE))
    times.forEach((at, index) => {
      const { low, high } = normalBand(history, { region: 'Tokyo', metric: 'connections', at }) as never
      expect([lows[index], highs[index]]).toEqual([low, high])
    })
    const uneven = normalLine(history, { region: 'Tokyo', metric: 'connections' }, { rangeMs: HOUR, endAt: T - MINUTE })
    expect(uneven.times[0]).toBeLessThanOrEqual(T - MINUTE - HOUR)
    expect(uneven.times.at(-1)).toBeGreaterThanOrEqual(T - MINUTE)
  })

  test('has no more points than a chart shows', () => {
    expect(line(7 * DAY).times.length).toBeLessThanOrEqual(98)
  })

  test('is none under a week, however much is known of yesterday', () => {
    const { lows, highs } = line(
      HOUR,
      watched(6.9, () => 50),
    )
    expect([...lows, ...highs].every((value) => Number.isNaN(value))).toBe(true)
  })
})
