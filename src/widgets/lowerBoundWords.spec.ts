import { expect, test } from 'vitest'
import type { NormalBand } from '../types/series.ts'
import { normalWordsAtLeast } from './lowerBoundWords.ts'

const NOW = Date.UTC(2026, 2, 9, 23, 30)
const day = (value: number): NormalBand => ({
  kind: 'day',
  value,
  comparedAt: NOW - 86_400_000,
  historyMs: 2 * 86_400_000,
})

test.each<[value: number, band: NormalBand, atLeast: boolean, words: string]>([
  [60, day(100), false, '\u221240 % against yesterday'],
  [60, day(100), true, '≥ \u221240 % against yesterday'],
  [130, day(100), true, '≥ +30 % against yesterday'],
  [100, day(100), false, 'as much as yesterday'],
  [100, day(100), true, 'at least as much as yesterday'],
  [0, day(0), false, 'none, as yesterday'],
  // Whether it is none now nobody can tell.
  [0, day(0), true, 'usually 0'],
  [5, day(0), true, 'none yesterday'],
  [Number.NaN, day(100), true, 'usually 100'],
  [5, { kind: 'none', historyMs: 0, reason: 'too young' }, true, 'no normal yet'],
])('%d against %o, a lower bound: %s', (value, band, atLeast, words) =>
  expect(normalWordsAtLeast(value, band, NOW, 'UTC', atLeast)).toBe(words),
)
