import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareNatural } from './natural.ts'
import { quantile } from './quantile.ts'
import { counted, duration, regionName } from './words.ts'

const S = 1000
const MIN = 60 * S
const H = 60 * MIN
const D = 24 * H

test.each<[ms: number, words: string]>([
  [-5, '0 s'],
  [0, '0 s'],
  [999, '0 s'],
  [12 * S, '12 s'],
  [90 * S, '90 s'],
  [91 * S, '1 min 31'],
  [2 * MIN, '2 min'],
  [4 * MIN + 10 * S, '4 min 10'],
  [4 * MIN + 5 * S, '4 min 05'],
  [10 * MIN + 59 * S, '10 min'],
  [59 * MIN + 59 * S, '59 min'],
  [H, '1 h'],
  [3 * H + 12 * MIN, '3 h 12'],
  [3 * H + 2 * MIN, '3 h 02'],
  [D, '1 d'],
  [2 * D + 4 * H + 59 * MIN, '2 d 4 h'],
])('%d ms are %s', (ms, words) => {
  expect(duration(ms)).toBe(words)
})

test.each<[n: number, words: string]>([
  [0, '0 rooms'],
  [1, '1 room'],
  [12_000, '12,000 rooms'],
])('counts %d', (n, words) => {
  expect(counted(n, 'room')).toBe(words)
})

test('irregular plurals and regions', () => {
  expect(counted(2, 'process', 'processes')).toBe('2 processes')
  expect(regionName('Washington_DC_2')).toBe('Washington DC 2')
})

describe('natural order', () => {
  test.each<[title: string, sorted: string[]]>([
    ['numbers by value', ['9', '10', '417']],
    ['numbers inside text', ['dep-9', 'dep-10']],
    ['same numbers by their text', ['007', '07', '7']],
    ['strange text', ['', '__proto__', '<script>']],
  ])('%s', (_title, sorted) => {
    expect(sorted.toReversed().toSorted(compareNatural)).toEqual(sorted)
  })

  test('is total: only equal texts tie, and sides may be swapped', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(compareNatural(a, b) === 0).toBe(a === b)
        expect(Math.sign(compareNatural(a, b))).toBe(Math.sign(-compareNatural(b, a)) + 0)
      }),
    )
  })
})

test.each<[title: string, values: number[], q: number, expected: number]>([
  ['nothing', [], 0.5, Number.NaN],
  ['one value', [7], 0.95, 7],
  ['the median between two', [1, 2], 0.5, 1.5],
  ['unsorted', [3, 1, 2], 0.5, 2],
  ['the top', [1, 2, 3], 1, 3],
  ['the bottom', [3, 2, 1], 0, 1],
  ['type 7', [0, 10, 20, 30], 0.75, 22.5],
])('quantile: %s', (_title, values, q, expected) => {
  const before = [...values]
  expect(quantile(values, q)).toBe(expected)
  expect(values).toEqual(before)
})
