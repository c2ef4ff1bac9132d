import { expect, test } from 'vitest'
import { sharesOf } from './sharesOf.ts'

test('each line has its part of the sum, and what is not there counts for nothing', () => {
  const lines = [
    { key: '418', values: [Number.NaN, 30, 60, 0, Number.NaN] },
    { key: '417', values: [100, 70, 60, 0, Number.NaN] },
  ]
  expect(sharesOf(lines)).toEqual([
    { key: '418', values: [Number.NaN, 0.3, 0.5, Number.NaN, Number.NaN] },
    { key: '417', values: [1, 0.7, 0.5, Number.NaN, Number.NaN] },
  ])
  expect(sharesOf([])).toEqual([])
})
