import { expect, test } from 'vitest'
import type { Lifecycle } from '../types/fleet.ts'
import { roomCount, slotShare } from './capacity.ts'

test.each<[lifecycle: Lifecycle, open: number, coming: number, closed: number]>([
  ['starting', 0, 4, 0],
  ['running', 3, 0, 0],
  ['draining', 0, 0, 3],
  ['stopping', 0, 0, 0],
  ['stopped', 0, 0, 0],
])('slots of a %s row', (lifecycle, open, coming, closed) => {
  expect(slotShare(lifecycle, 3, 4)).toEqual({ open, coming, closed })
})

test.each<[title: string, total: number, sent: number, dropped: number, rooms: number]>([
  ['as it says', 3, 3, 0, 3],
  ['more than it sends', 5, 3, 0, 5],
  ['fewer than it sends', 0, 2, 0, 2],
  ['a dropped room counts', 0, 0, 1, 1],
  ['dropped and sent', 2, 2, 1, 3],
])('rooms: %s', (_title, total, sent, dropped, rooms) => {
  expect(roomCount(total, sent, dropped)).toBe(rooms)
})
