import { expect, test } from 'vitest'
import type { FeedReport } from '../../types/feed.ts'
import { emptyFleet } from './emptyFleet.ts'

const WHOLE: Pick<FeedReport, 'missingRegions' | 'darkRegions'> = { missingRegions: [], darkRegions: [] }
const tokyo = { region: 'Tokyo', since: 7, detail: 'timed out' }
const saoPaulo = { region: 'Sao_Paulo', missing: 3, since: 8 }

test.each<[title: string, feed: Partial<FeedReport>, rejectedRows: number, said: [string, string]]>([
  ['a whole answer', {}, 0, ['No running processes', 'The server answers, and lists none.']],
  [
    'a region is silent',
    { missingRegions: [tokyo] },
    0,
    ['No running processes listed', 'The newest answer lists none, but leaves out Tokyo (no answer).'],
  ],
  [
    'all that can be left out',
    { missingRegions: [tokyo], darkRegions: [saoPaulo] },
    1,
    [
      'No running processes listed',
      'The newest answer lists none, but leaves out Tokyo (no answer), Sao Paulo (3 processes missing, end not confirmed), 1 row that could not be read.',
    ],
  ],
  [
    'more regions than are named',
    { missingRegions: ['a', 'b', 'c', 'd'].map((region) => ({ ...tokyo, region })) },
    2,
    [
      'No running processes listed',
      'The newest answer lists none, but leaves out 4 regions (see Regions above), 2 rows that could not be read.',
    ],
  ],
])('no process listed: %s', (_title, feed, rejectedRows, [title, words]) => {
  expect(emptyFleet({ feed: { ...WHOLE, ...feed }, health: { rejectedRows } })).toEqual({ title, words })
})
