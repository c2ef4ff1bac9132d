import { expect, test } from 'vitest'
import { endsOf, goneProcesses, type Ended, type NotedLoss } from './gone.ts'

const NOW = 1_000_000_000
const MINUTE = 60_000

const ended = (processId: string, agoMs: number, lost: boolean): Ended => ({
  id: 1,
  at: NOW - agoMs,
  kind: 'process ended',
  processId,
  region: 'Tokyo',
  deploymentId: '418',
  ending: 'told to stop',
  lost,
  connections: lost ? 9 : 0,
  wasDraining: true,
  reason: '',
})

const noted = (processId: string, agoMs = 0) => [{ processId, at: NOW - agoMs }]

test.each<[title: string, event: Ended, noted: NotedLoss[], lost: number, shown: number]>([
  ['ended just now', ended('a', MINUTE, false), [], 0, 1],
  ['ended before that', ended('a', MINUTE + 1, false), [], 0, 0],
  ['lost', ended('a', 24 * 60 * MINUTE, true), [], 1, 0],
  ['lost more than a day ago', ended('a', 24 * 60 * MINUTE + 1, true), [], 0, 0],
  ['lost, and noted', ended('a', MINUTE, true), noted('a'), 0, 0],
  ['another one was noted', ended('a', MINUTE, true), noted('b'), 1, 0],
  ['lost again after it was noted', ended('a', MINUTE, true), noted('a', 2 * MINUTE), 1, 0],
])('%s', (_title, event, losses, lost, shown) => {
  const gone = goneProcesses([event], NOW, losses)
  expect([gone.lost.length, gone.ended.length]).toEqual([lost, shown])
})

test.each<[title: string, over: Partial<Ended>, shown: { lost: number; ended: number; missing: number }]>([
  ['told to stop', {}, { lost: 0, ended: 1, missing: 0 }],
  ['lost', { lost: true }, { lost: 1, ended: 0, missing: 0 }],
  ['not in the stopped list, and unknown', { ending: 'gone' }, { lost: 0, ended: 1, missing: 0 }],
  ['not confirmed', { ending: 'unconfirmed' }, { lost: 0, ended: 0, missing: 1 }],
  ['listed again', { withdrawn: true }, { lost: 0, ended: 0, missing: 0 }],
  ['listed again, never confirmed', { ending: 'unconfirmed', withdrawn: true }, { lost: 0, ended: 0, missing: 0 }],
])('of its kind: %s', (_title, over, shown) => {
  const event = { ...ended('a', 1000, false), ...over }
  for (const { lost, ended: over, missing } of [endsOf([event]), goneProcesses([event], NOW, [])]) {
    expect({ lost: lost.length, ended: over.length, missing: missing.length }).toEqual(shown)
  }
})

test('newest first', () => {
  const { lost } = goneProcesses([ended('a', 3, true), ended('b', 2, true)], NOW, [])
  expect(lost.map(({ processId }) => processId)).toEqual(['b', 'a'])
})
