import { expect, test } from 'vitest'
import type { GroupTotals } from '../types/fleet.ts'
import { roomForDrains } from './roomForDrains.ts'
import { emptyTotals } from './totals.ts'

const region = (key: string, drainRooms: number, openSlots: number, coming = 0): GroupTotals => ({
  ...emptyTotals(),
  key,
  drainRooms,
  openSlots,
  coming,
})

test.each<[title: string, regions: GroupTotals[], enough: boolean, words: string, notKnown?: string[]]>([
  ['no drains', [region('Tokyo', 0, 0)], true, 'no room is on a drain'],
  ['one region', [region('Sao_Paulo', 4, 4)], true, 'Sao Paulo has open slots for the rooms on its drains'],
  [
    'several, one by what comes',
    [region('Tokyo', 4, 2, 4), region('Sydney', 1, 9), region('Dubai', 0, 0)],
    true,
    'each of the 2 regions has open slots for the rooms on its drains',
  ],
  [
    'too few, the worst first',
    [region('Tokyo', 5, 2), region('Sao_Paulo', 12, 1, 4), region('Dubai', 1, 9)],
    false,
    'not enough open slots for the rooms on drains: Sao Paulo 12 rooms on drains, 1 open + 4 coming; Tokyo 5 rooms on drains, 2 open + 0 coming',
  ],
  ['a region that did not answer', [region('Tokyo', 0, 9)], false, 'not known for Sao Paulo', ['Sao_Paulo']],
  [
    'one of which some rows were read',
    [region('Tokyo', 4, 9), region('Dubai', 0, 9)],
    false,
    'not known for Dubai, Tokyo',
    ['Tokyo', 'Dubai'],
  ],
  [
    'another one has slots',
    [region('Tokyo', 4, 9)],
    false,
    'Tokyo has open slots for the rooms on its drains; not known for Dubai',
    ['Dubai'],
  ],
  [
    'another one has too few',
    [region('Tokyo', 5, 2)],
    false,
    'not enough open slots for the rooms on drains: Tokyo 5 rooms on drains, 2 open + 0 coming; not known for Dubai',
    ['Dubai'],
  ],
])('%s', (_title, regions, enough, words, notKnown = []) =>
  expect(roomForDrains(regions, notKnown)).toEqual({ enough, words }),
)
