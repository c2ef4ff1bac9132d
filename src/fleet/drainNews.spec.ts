import { expect, test } from 'vitest'
import type { DrainVerdict, FleetEvent } from '../types/fleet.ts'
import { drainNews } from './drainNews.ts'

const of = (verdicts: Record<string, DrainVerdict>) => new Map(Object.entries(verdicts))
const ended = (lost: boolean, wasDraining = true): FleetEvent => ({
  id: 1,
  at: 1,
  kind: 'process ended',
  processId: 'x',
  region: 'Tokyo',
  deploymentId: '417',
  ending: 'died',
  lost,
  connections: 3,
  wasDraining,
  reason: '',
})

test.each<[title: string, before: Record<string, DrainVerdict>, now: Record<string, DrainVerdict>, words: string]>([
  ['nothing changed', { a: 'moving', b: 'empty' }, { a: 'moving', b: 'empty' }, ''],
  ['one is empty', { a: 'moving' }, { a: 'empty' }, '1 drain empty'],
  [
    'two are empty, one stalled',
    { a: 'moving', b: 'moving', c: 'moving' },
    { a: 'empty', b: 'empty', c: 'stalled' },
    '2 drains empty, 1 drain stalled',
  ],
  ['seen first', {}, { a: 'empty' }, ''],
  ['no news', { a: 'moving' }, { a: 'overdue' }, ''],
  ['the feed is back', { a: 'unknown' }, { a: 'empty' }, ''],
  ['gone', { a: 'empty' }, {}, ''],
])('%s', (_title, before, now, words) => expect(drainNews(of(before), of(now), [])).toBe(words))

test('a lost drain is news, another end is not', () => {
  expect(drainNews(of({}), of({}), [ended(true), ended(false), ended(true, false)])).toBe(
    '1 drain lost with connections',
  )
})
