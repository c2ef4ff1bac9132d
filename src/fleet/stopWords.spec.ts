import { expect, test } from 'vitest'
import { stopWords, type Stoppable } from './stopWords.ts'

const moving: Stoppable = { verdict: 'moving', connections: 14, rooms: 2, connectionsFresh: true }
const abandoned: Stoppable = { verdict: 'abandoned', connections: 0, rooms: 1, connectionsFresh: true }
const empty: Stoppable = { verdict: 'empty', connections: 0, rooms: 0, connectionsFresh: true }

test.each<[title: string, drains: Stoppable[], words: string, unlisted?: number]>([
  ['one', [moving], 'A stop now would cut 14 connections in 2 rooms'],
  ['several', [moving, { ...moving, connections: 3, rooms: 1 }], 'A stop now would cut 17 connections in 3 rooms'],
  ['the leaked room', [moving, abandoned], 'A stop now would cut 14 connections in 3 rooms; none in the 1 abandoned'],
  ['abandoned ones only', [abandoned, abandoned], 'A stop now would cut 0 connections in 2 rooms'],
  ['empty ones', [moving, empty, empty], 'A stop now would cut 14 connections in 2 rooms; none in the 2 empty'],
  [
    'an old gauge',
    [moving, { ...moving, connectionsFresh: false }],
    'A stop now would cut at least 28 connections in 4 rooms; 1 not known for sure',
  ],
  ['a stale feed', [{ ...moving, verdict: 'unknown' }], 'A stop now would cut at least 14 connections in 2 rooms'],
  [
    'some are no longer listed',
    [moving, { ...moving, connectionsFresh: false }, empty],
    'A stop now would cut at least 28 connections in 4 rooms; none in the 1 empty; 1 not known for sure; 2 not known: no longer listed',
    2,
  ],
  ['none is listed: nothing is said of a cut', [], '3 not known: no longer listed', 3],
])('%s', (_title, drains, words, unlisted = 0) => expect(stopWords(drains, unlisted)).toBe(words))
