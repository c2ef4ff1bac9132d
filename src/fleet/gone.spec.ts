import { expect, test } from 'vitest'
import { goneProcesses, type Ended } from './gone.ts'

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

test.each<[title: string, event: Ended, acknowledged: string[], lost: number, shown: number]>([
  ['ended just now', ended('a', MINUTE, false), [], 0, 1],
  ['ended before that', ended('a', MINUTE + 1, false), [], 0, 0],
  ['lost', ended('a', 24 * 60 * MINUTE, true), [], 1, 0],
  ['lost more than a day ago', ended('a', 24 * 60 * MINUTE + 1, true), [], 0, 0],
  ['lost, and noted', ended('a', MINUTE, true), ['a'], 0, 0],
  ['another one was noted', ended('a', MINUTE, true), ['b'], 1, 0],
])('%s', (_title, event, acknowledged, lost, shown) => {
  const gone = goneProcesses([event], NOW, acknowledged)
  expect([gone.lost.length, gone.ended.length]).toEqual([lost, shown])
})

test('newest first', () => {
  const { lost } = goneProcesses([ended('a', 3, true), ended('b', 2, true)], NOW, [])
  expect(lost.map(({ processId }) => processId)).toEqual(['b', 'a'])
})
