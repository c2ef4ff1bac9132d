import { expect, test } from 'vitest'
import { createChangeKeeper, UNCHANGED, type Watched } from './changes.ts'

const FIGURES: Watched = { connections: 100, rooms: 3, slots: 1, lifecycle: 'running' }

test.each<[title: string, over: Partial<Watched>, changed: string]>([
  ['nothing', {}, ''],
  ['a gauge as it always moves', { connections: 119 }, ''],
  ['a gauge that fell far', { connections: 80 }, 'connections'],
  ['unknown is no change', { rooms: Number.NaN, connections: Number.NaN, slots: Number.NaN }, ''],
  ['a room and its slot', { rooms: 2, slots: 2 }, 'rooms slots'],
  ['draining', { lifecycle: 'draining' }, 'lifecycle'],
])('%s', (_title, over, changed) => {
  const changesOf = createChangeKeeper()
  expect(changesOf(1, 'a', FIGURES)).toBe(UNCHANGED)
  const found = changesOf(2, 'a', { ...FIGURES, ...over })
  const said = Object.entries(found).flatMap(([name, is]) => (is ? [name] : []))
  expect(said.join(' ')).toBe(changed)
  // Asked again within the poll it says the same, and once the next poll is here it is over.
  expect(changesOf(2, 'a', { ...FIGURES, ...over })).toEqual(found)
  expect(Object.values(changesOf(3, 'a', { ...FIGURES, ...over }))).not.toContain(true)
})

test('few connections: a handful more is no news, and ten are', () => {
  const changesOf = createChangeKeeper()
  changesOf(1, 'a', { ...FIGURES, connections: 2 })
  expect(changesOf(2, 'a', { ...FIGURES, connections: 11 }).connections).toBe(false)
  expect(changesOf(3, 'a', { ...FIGURES, connections: 21 }).connections).toBe(true)
})

test('one that comes into view has no change', () => {
  const changesOf = createChangeKeeper()
  changesOf(1, 'a', FIGURES)
  expect(changesOf(2, 'b', FIGURES)).toBe(UNCHANGED)
  expect(changesOf(3, 'a', { ...FIGURES, rooms: 9 })).toBe(UNCHANGED)
})
