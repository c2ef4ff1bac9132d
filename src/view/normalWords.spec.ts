import { expect, test } from 'vitest'
import type { NormalBand } from '../types/series.ts'
import { isUnusual, normalShare, normalWords } from './normalWords.ts'

const DAY = 86_400_000
/** A Monday. */
const NOW = Date.UTC(2026, 2, 9, 23, 30)
const week = (median: number, weeks = 1): NormalBand => ({
  kind: 'week',
  median,
  low: median * 0.9,
  high: median * 1.1,
  weeks: 1,
  samples: 5,
  comparedAt: NOW - weeks * 7 * DAY,
})
const day = (value: number): NormalBand => ({ kind: 'day', value, comparedAt: NOW - DAY, historyMs: 2 * DAY })

test.each<[value: number, band: NormalBand, words: string]>([
  [102, week(100), '+2 % against last Monday 23:30'],
  [92, week(100), '\u22128 % against last Monday 23:30'],
  [100, week(100), 'as much as last Monday 23:30'],
  [110, week(100, 2), '+10 % against a fortnight ago, Monday 23:30'],
  [110, day(100), '+10 % against yesterday'],
  [5, day(0), 'none yesterday'],
  [0, day(0), 'none, as yesterday'],
  [Number.NaN, day(99.6), 'usually 100'],
  [5, { kind: 'none', historyMs: 0, reason: 'too young' }, 'no normal yet'],
  [5, { kind: 'none', historyMs: 9 * DAY, reason: 'not watched' }, 'nobody watched at this time before'],
])('%d against %o', (value, band, words) => expect(normalWords(value, band, NOW, 'UTC')).toBe(words))

test.each<[value: number, band: NormalBand, share: string]>([
  [102, week(100), '+2 %'],
  [92, day(100), '\u22128 %'],
  [100.2, week(100), '±0 %'],
  [5, day(0), '–'],
  [Number.NaN, week(100), '–'],
  [5, { kind: 'none', historyMs: 0, reason: 'too young' }, '–'],
])('%d against %o as a figure', (value, band, share) => expect(normalShare(value, band)).toBe(share))

test('only a band can be left', () => {
  expect(isUnusual(89, week(100), false)).toBe(true)
  expect(isUnusual(95, week(100), false)).toBe(false)
  expect(isUnusual(0, day(100), false)).toBe(false)
  // A lower bound may be more than it says.
  expect(isUnusual(89, week(100), true)).toBe(false)
  expect(isUnusual(200, week(100), true)).toBe(true)
})
