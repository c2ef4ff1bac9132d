import { describe, expect, it } from 'vitest'
import { chartRows, placeMarks, timeTicks } from './chartData.ts'
import { sparkPath } from './sparkPath.ts'

describe('rows of a chart', () => {
  it('says null where a line has no value, never 0', () => {
    const times = { times: [1, 2], from: 1, to: 2 }
    expect(chartRows(times, [{ key: 'a', values: [5, Number.NaN] }])).toEqual([
      { t: 1, v0: 5 },
      { t: 2, v0: null },
    ])
  })
})

describe('ticks', () => {
  it.each([
    ['a quarter of an hour', 15 * 60_000, 3],
    ['an hour', 3_600_000, 4],
    ['two days', 48 * 3_600_000, 4],
  ])('stand at round times over %s', (_title, span, least) => {
    const from = Date.UTC(2026, 2, 2, 10, 7, 13)
    const ticks = timeTicks(from, from + span, 6)
    expect(ticks.length).toBeGreaterThanOrEqual(least)
    expect(ticks.length).toBeLessThanOrEqual(7)
    for (const tick of ticks) expect(tick % 60_000).toBe(0)
  })
})

describe('marks', () => {
  it('outside the window are left out; a label never stands on another', () => {
    const marks = [
      { at: 50, label: 'near' },
      { at: -1, label: 'before' },
      { at: 45, label: 'first' },
      { at: 90, label: 'far' },
    ]
    expect(placeMarks(marks, 0, 100)).toEqual([
      { at: 45, label: 'first' },
      { at: 50, label: '' },
      { at: 90, label: 'far' },
    ])
  })
})

describe('a sparkline', () => {
  it.each<[string, number[], string]>([
    ['without values draws nothing', [], ''],
    ['breaks at a gap', [0, Number.NaN, 10], 'M0.0 15.0M80.0 1.0'],
    ['joins neighbours', [0, 10], 'M0.0 15.0L80.0 1.0'],
  ])('%s', (_title, values, path) => {
    expect(sparkPath(values, 10, 80, 16)).toBe(path)
  })
})
