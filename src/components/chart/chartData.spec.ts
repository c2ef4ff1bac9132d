import { describe, expect, it } from 'vitest'
import { axisSpan, placeMarks, timeTicks, topOf, valueAt } from './chartData.ts'
import { linePath } from './linePath.ts'
import { sparkPath } from './sparkPath.ts'

describe('a line', () => {
  const path = (values: number[]): string =>
    linePath(
      [0, 10, 20, 30],
      values,
      (time) => time,
      (value) => 100 - value,
    )

  it.each<[string, number[], string]>([
    ['joins neighbours', [1, 2, 3, 4], 'M0.0,99.0L10.0,98.0L20.0,97.0L30.0,96.0'],
    ['breaks at a gap', [1, 2, Number.NaN, 4], 'M0.0,99.0L10.0,98.0M30.0,96.0h0'],
    ['shows a value alone', [Number.NaN, 2, Number.NaN, Number.NaN], 'M10.0,98.0h0'],
    ['of nothing is nothing', [Number.NaN, Number.NaN, Number.NaN, Number.NaN], ''],
  ])('%s', (_title, values, expected) => expect(path(values)).toBe(expected))

  it('has its top among the values that are there', () => {
    expect(topOf([{ values: [Number.NaN, 3] }, { values: [7, Number.NaN] }])).toBe(7)
    expect(topOf([{ values: [Number.NaN] }])).toBe(0)
  })
})

describe('a time axis', () => {
  const minute = 60_000
  const end = Date.UTC(2026, 2, 2, 10, 7, 13)
  const spanOf = (first: number, to: number, rangeMs: number) => axisSpan({ times: [first], from: to - rangeMs, to })

  it.each([
    ['is a minute long at least', end - 1000, minute],
    ['begins with the first sample', end - 20 * minute, 20 * minute],
    ['is no longer than the range', end - 90 * minute, 60 * minute],
  ])('%s', (_title, first, length) => {
    const [from, to] = spanOf(first, end, 60 * minute)
    expect(to).toBeGreaterThanOrEqual(end)
    expect(from).toBeLessThanOrEqual(end - length)
    expect(to - from).toBeLessThanOrEqual(length * 1.02)
  })

  it('of a window with ends of its own is the window, also where nothing was watched', () => {
    const window = { times: [end - minute], from: end - 30 * minute, to: end + 15 * minute }
    expect(axisSpan(window, true)).toEqual([end - 30 * minute, end + 15 * minute])
  })

  it('stands still for a while', () => {
    const spans = Array.from({ length: 60 }, (_, second) =>
      spanOf(end - 90 * minute, end + second * 1000, 60 * minute).join(),
    )
    // A minute is not two steps: each end moves twice at most.
    expect(new Set(spans).size).toBeLessThanOrEqual(5)
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
  it('outside the window are left out; a label never stands on that of one named before it', () => {
    const marks = [
      { at: 50, label: 'first' },
      { at: -1, label: 'before' },
      { at: 45, label: 'left of it' },
      { at: 55, label: 'right of it' },
      { at: 95, label: 'far' },
    ]
    expect(placeMarks(marks, 0, 100, 500)).toEqual([
      { at: 50, label: 'first', before: false },
      { at: 45, label: '', before: false },
      { at: 55, label: '', before: false },
      { at: 95, label: 'far', before: true },
    ])
  })

  it('at the right edge a label stands before its line, where there is room', () => {
    const placed = (...at: number[]) =>
      placeMarks(
        at.map((one) => ({ at: one, label: 'x' })),
        0,
        100,
        // A label of one letter is 16 px.
        160,
      ).map(({ label, before }) => `${label}${before ? '<' : '>'}`)
    expect(placed(90, 91)).toEqual(['x>', '<'])
    expect(placed(99, 85, 75)).toEqual(['x<', '>', 'x>'])
  })

  it('longer labels and narrower charts need more room', () => {
    const placed = (label: string, widthPx: number) => placeMarks([{ at: 85, label }], 0, 100, widthPx)[0]?.before
    expect(placed('5326 first seen', 1000)).toBe(false)
    expect(placed('5326 first seen', 500)).toBe(true)
    expect(placed('✕ 5', 500)).toBe(false)
  })
})

describe('a sparkline', () => {
  const SIZE = { width: 80, height: 16 }
  const drawn = (times: number[], values: number[], to = 100): string =>
    sparkPath({ times, values, from: 0, to, top: 10 }, SIZE)

  it.each<[string, number[], number[], string]>([
    ['without values draws nothing', [], [], ''],
    ['joins neighbours', [0, 100], [0, 10], 'M0.0,15.0L80.0,1.0'],
    ['breaks at a gap, and a value alone is a dot', [0, 50, 100], [0, Number.NaN, 10], 'M0.0,15.0h0M80.0,1.0h0'],
    ['of a window that was watched in part fills that part', [75, 100], [0, 10], 'M60.0,15.0L80.0,1.0'],
    // Ten points of a quarter of the time do not take ten parts of eleven.
    [
      'puts values where their times are',
      [0, 10, 20, 90, 100],
      [0, 0, 0, 10, 10],
      'M0.0,15.0L8.0,15.0L16.0,15.0L72.0,1.0L80.0,1.0',
    ],
    ['keeps what is newer than its window inside', [50, 104], [0, 10], 'M40.0,15.0L80.0,1.0'],
  ])('%s', (_title, times, values, path) => {
    expect(drawn(times, values)).toBe(path)
  })

  it('of no window is nothing to see', () => {
    expect(sparkPath({ times: [], values: [], from: 0, to: 0, top: 0 }, SIZE)).toBe('')
  })
})

describe('what a line says of a time', () => {
  const times = [0, 10, 20, 30, 200, 210]
  const values = [1, 2, 3, Number.NaN, 5, 6]

  it.each<[string, number | undefined, number]>([
    ['is its value there', 20, 3],
    ['is that of the nearest point', 12, 2],
    ['is nothing in a gap', 31, Number.NaN],
    ['is nothing far from any point', 110, Number.NaN],
    ['is nothing after its end', 400, Number.NaN],
    ['is nothing of no time', undefined, Number.NaN],
  ])('%s', (_title, at, value) => expect(valueAt(times, values, at)).toBe(value))

  it('is nothing of no line', () => expect(valueAt([], [], 5)).toBeNaN())
})
