import { expect, test } from 'vitest'
import type { FeedReport } from '../../types/feed.ts'
import { missingFacts } from './missingFacts.ts'

const tokyo = { region: 'Tokyo', since: 7, detail: 'timed out' }
const saoPaulo = { region: 'Sao_Paulo', missing: 4, since: 8 }

test.each<[title: string, feed: Partial<FeedReport>, said: [string, string, number | null][]]>([
  ['none', {}, []],
  ['one that does not answer, and why', { missingRegions: [tokyo] }, [['Tokyo', 'timed out', null]]],
  [
    'one whose processes nobody says have ended, and since when',
    { darkRegions: [saoPaulo] },
    [['Sao Paulo', '4 processes missing, end not confirmed', 8]],
  ],
  [
    'both, as many as the top bar counts',
    { missingRegions: [tokyo], darkRegions: [saoPaulo, { ...saoPaulo, region: 'Tokyo', missing: 1 }] },
    [
      ['Tokyo', 'timed out', null],
      ['Sao Paulo', '4 processes missing, end not confirmed', 8],
      ['Tokyo', '1 process missing, end not confirmed', 8],
    ],
  ],
])('missing regions: %s', (_title, feed, said) => {
  const facts = missingFacts({ missingRegions: [], darkRegions: [], ...feed })
  expect(facts.map(({ name, words, since }) => [name, words, since])).toEqual(said)
})
