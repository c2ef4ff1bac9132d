import { expect, test } from 'vitest'
import type { PerConnection } from '../types/series.ts'
import { perConnectionWords } from './perConnectionWords.ts'

const said = (own: number, median: number, over: Partial<PerConnection> = {}): string =>
  perConnectionWords({
    times: [0],
    lines: [
      { key: 'own', values: [own] },
      { key: 'median', values: [median] },
    ],
    from: 0,
    to: 0,
    since: 0,
    compared: 41,
    looked: 60,
    listed: 60,
    ...over,
  })

const WITH = 'median of 41 processes of its deployment, those with 5 connections or more for 2 min'

test.each<[title: string, words: string, expected: string]>([
  ['more', said(3000, 2000), `1.5 times the ${WITH}.`],
  ['less', said(500, 2000), `0.3 times the ${WITH}.`],
  ['much more', said(3_000_000, 2000), `1,500 times the ${WITH}.`],
  ['the same, give or take', said(2040, 2000), `About the ${WITH}.`],
  ['none of its own is zero times', said(0, 2000), `0.0 times the ${WITH}.`],
  [
    'many, of which some are looked at',
    said(3000, 2000, { looked: 500, listed: 4100 }),
    `1.5 times the ${WITH} (500 of its 4,100 were looked at).`,
  ],
  [
    'unknown of this one',
    said(Number.NaN, 2000),
    'Said only of processes with 5 connections or more for 2 min; the median is that of 41 processes of its deployment.',
  ],
  [
    'too few for a median',
    said(3000, Number.NaN, { compared: 1 }),
    'No median: of its deployment, 1 process had 5 connections or more for 2 min; it takes 5 of them.',
  ],
])('%s', (_title, words, expected) => {
  expect(words).toBe(expected)
})

test('nothing watched yet', () => {
  const words = perConnectionWords({
    times: [],
    lines: [],
    from: 0,
    to: 0,
    since: null,
    compared: 0,
    looked: 3,
    listed: 3,
  })
  expect(words).toMatch(/^No median: of its deployment, 0 processes had/)
})
