import { describe, expect, it } from 'vitest'
import { chartRows, foldLines, placeMarks, timeTicks } from './chartData.ts'
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

describe('folding', () => {
  const line = (key: string, value: number) => ({ key, values: [value] })

  it('keeps seven lines as they are, largest first', () => {
    const lines = Array.from({ length: 7 }, (_, index) => line(`l${index}`, index))
    expect(foldLines(lines).map((one) => one.key)).toEqual(['l6', 'l5', 'l4', 'l3', 'l2', 'l1', 'l0'])
  })

  it('sums the rest as "other"', () => {
    const lines = Array.from({ length: 9 }, (_, index) => line(`l${index}`, index))
    const folded = foldLines(lines)
    expect(folded).toHaveLength(7)
    expect(folded.at(-1)).toEqual({ key: 'other', values: [0 + 1 + 2] })
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
