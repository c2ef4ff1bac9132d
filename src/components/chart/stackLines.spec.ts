import { expect, test } from 'vitest'
import { stackLines } from './stackLines.ts'
import { areaPath } from './linePath.ts'

test('lines stand on each other; one that is unknown adds nothing; where all are, all have a gap', () => {
  const { NaN: unknown } = Number
  const stacked = stackLines([
    { key: 'a', values: [1, unknown, unknown, 4] },
    { key: 'b', values: [10, 20, unknown, 40] },
    { key: 'c', values: [100, 200, unknown, unknown] },
  ])
  expect(stacked.map(({ values }) => values)).toEqual([
    [1, 0, unknown, 4],
    [11, 20, unknown, 44],
    [111, 220, unknown, 44],
  ])
  expect(stackLines([])).toEqual([])
})

test('an area closes along the line below, and breaks where there is nothing', () => {
  const same = (value: number): number => value
  expect(areaPath([0, 1, 2, 3], [5, 6, Number.NaN, 7], [1, 2, Number.NaN, 3], same, same)).toBe(
    'M0.0,5.0L1.0,6.0L1.0,2.0L0.0,1.0ZM3.0,7.0L3.0,3.0Z',
  )
})
