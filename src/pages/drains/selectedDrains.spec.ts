import { expect, test } from 'vitest'
import { selectedDrains, type SelectableDrain } from './selectedDrains.ts'

const row = (processId: string, region: string, connections: number): SelectableDrain => ({
  drain: { processId, region, deploymentId: '417', connections, rooms: 1, connectionsFresh: true },
  verdict: 'moving',
  reason: 'seen just now',
})

const all = [row('a', 'Tokyo', 30), row('b', 'Tokyo', 8), row('c', 'London', 2)]
const line = (processId: string, region = 'Tokyo') =>
  `${processId} · ${region} · deployment 417 · moving: seen just now`

test.each<[title: string, keys: string[], inSight: SelectableDrain[], words: string, outside: number, text: string[]]>([
  [
    'what is selected counts when the choice leaves it out',
    ['a', 'b'],
    all.slice(2),
    'A stop now would cut 38 connections in 2 rooms',
    2,
    [line('a'), line('b')],
  ],
  ['in sight', ['c'], all, 'A stop now would cut 2 connections in 1 room', 0, [line('c', 'London')]],
  [
    'some are no longer listed',
    ['gone', 'b'],
    all,
    'A stop now would cut at least 8 connections in 1 room; 1 not known: no longer listed',
    0,
    [line('b'), 'gone · no longer listed'],
  ],
  ['none is listed', ['gone'], all, '1 not known: no longer listed', 0, ['gone · no longer listed']],
])('%s', (_title, keys, inSight, words, outside, text) => {
  const selected = selectedDrains(all, inSight, new Set(keys))
  expect(selected).toEqual({ words, outside, text: text.join('\n'), ids: expect.any(String) })
  expect(selected.ids.split('\n').toSorted()).toEqual(keys.toSorted())
})
