import { describe, expect, test } from 'vitest'
import type { Lifecycle, Totals } from '../types/fleet.ts'
import type { Metric, SeriesRequest } from '../types/series.ts'
import { newFleetHistory } from './fleetHistory.ts'
import { fleetSeries } from './fleetSeries.ts'
import { add, DAY, group, HOUR, MINUTE, T, totals } from './testSamples.ts'

const MINUTES = 60_000
const last = (values: readonly number[] | undefined): number => values?.at(-1) ?? Number.NaN

describe('room length', () => {
  const history = newFleetHistory()
  // Tokyo: 3 a minute of 10 min; London: 1 of 30; Paris: none has ended.
  const ended = (n: number, minutes: number): Partial<Totals> => ({
    roomsMeasured: n,
    roomsMeasuredMs: n * minutes * MINUTES,
  })
  for (let at = T; at < T + 30 * HOUR; at += 20_000) {
    add(history, at, [
      group('Tokyo', 30, '417', ended(2, 8)),
      group('Tokyo', 20, '418', ended(1, 14)),
      group('London', 10, '418', ended(1, 30)),
      group('Paris', 5, '417', ended(0, 0)),
    ])
  }
  const of = (over: Partial<SeriesRequest>): Record<string, number> => {
    const request = { metric: 'roomLength', regions: [], deployments: [], rangeMs: HOUR, points: 200 } as const
    const { lines } = fleetSeries(history, { ...request, by: 'total', ...over })
    return Object.fromEntries(lines.map(({ key, values }) => [key, last(values) / MINUTES]))
  }

  test.each([HOUR, 5 * HOUR, 24 * HOUR])('is the mean over rooms, not over regions', (rangeMs) => {
    expect(of({ rangeMs })).toEqual({ total: 15 })
    expect(of({ rangeMs, by: 'region' })).toEqual({ Tokyo: 10, London: 30, Paris: Number.NaN })
    expect(of({ rangeMs, by: 'deployment' })).toEqual({ '417': 8, '418': 22 })
  })

  test('of some regions and deployments, and of what is folded together', () => {
    expect(of({ regions: ['Tokyo', 'London'] })).toEqual({ total: 15 })
    expect(of({ regions: ['Tokyo'], deployments: ['418'] })).toEqual({ total: 14 })
    expect(of({ by: 'region', most: 2 })).toEqual({ Tokyo: 10, other: 30 })
  })
})

describe('lifecycles', () => {
  const history = newFleetHistory()
  const lifecycles = (draining: number): Map<Lifecycle, Totals> =>
    new Map([
      ['starting', totals({ connections: 0, processes: 0 })],
      ['running', totals({ connections: 90, processes: 9 })],
      ['draining', totals({ connections: draining, processes: 2 })],
      ['stopping', totals({ connections: 0, processes: 0 })],
    ])
  for (let at = T; at < T + 2 * HOUR; at += 20_000) {
    add(history, at, [group('Tokyo', 100)], { lifecycles: lifecycles(at < T + HOUR ? 10 : 40) })
  }
  // One region does not answer: the whole is unknown.
  add(history, T + 2 * HOUR, [group('Tokyo', 100)], { lifecycles: lifecycles(5), whole: false })
  const of = (metric: Metric, rangeMs: number) =>
    fleetSeries(history, { metric, by: 'lifecycle', regions: ['Tokyo'], deployments: [], rangeMs, points: 5000 })

  test.each([30 * MINUTE, 3 * HOUR, 30 * HOUR])('are lines of the whole in their own order', (rangeMs) => {
    const { lines, times } = of('connections', rangeMs)
    expect(lines.map(({ key }) => key)).toEqual(['starting', 'running', 'draining', 'stopping'])
    const at = times.findLastIndex((time) => time < T + 2 * HOUR - MINUTE)
    expect(lines.map(({ values }) => values[at])).toEqual([0, 90, 40, 0])
  })

  test('are unknown where a region did not answer', () => {
    expect(of('processes', HOUR).lines.map(({ values }) => last(values))).toEqual(
      Array.from({ length: 4 }, () => Number.NaN),
    )
  })

  test('reach two days back', () => {
    expect(of('connections', DAY).since).toBe(T)
  })
})
