import { expect, test } from 'vitest'
import { noteRoomLength, olderWords, roomAges, type RoomLengths } from './roomLengths.ts'

const MINUTE = 60_000

/** Rooms that lasted 1, 2, … n minutes. */
const ended = (n: number): RoomLengths => {
  const lengths: RoomLengths = new Map()
  for (let minute = 1; minute <= n; minute++) noteRoomLength(lengths, '418', minute * MINUTE)
  return lengths
}

test.each<[title: string, n: number, age: number | null, share: number]>([
  ['younger than any that ended', 40, MINUTE, 0],
  ['as old as half of them', 40, 20.5 * MINUTE, 0.5],
  ['equal is not older', 40, 20 * MINUTE, 19 / 40],
  ['older than all', 40, 41 * MINUTE, 1],
  ['thirty are enough', 30, 31 * MINUTE, 1],
  ['29 are not', 29, 31 * MINUTE, Number.NaN],
  ['without an age', 40, null, Number.NaN],
  ['older than the newest thousand, whatever was before', 1500, 500.5 * MINUTE, 0],
])('%s', (_title, n, age, share) => {
  const ages = roomAges(ended(n), '418', [age])
  expect(ages).toEqual({ ended: Math.min(n, 1000), older: [share] })
})

test('of another deployment nothing is known', () => {
  expect(roomAges(ended(40), '__proto__', [MINUTE])).toEqual({ ended: 0, older: [Number.NaN] })
})

test('a clock that stepped makes no length below zero', () => {
  const lengths: RoomLengths = new Map()
  for (let n = 0; n < 30; n++) noteRoomLength(lengths, '418', -5)
  expect(roomAges(lengths, '418', [1]).older).toEqual([1])
})

test('memory is bounded, by room and by deployment', () => {
  const lengths: RoomLengths = new Map()
  for (let n = 0; n < 10_000; n++) noteRoomLength(lengths, 'busy', n)
  expect(lengths.get('busy')?.length).toBeLessThan(2000)
  for (let n = 0; n < 60; n++) noteRoomLength(lengths, `d-${n}`, n)
  expect(lengths.size).toBe(50)
  expect(lengths.has('busy')).toBe(false)
  expect(lengths.has('d-59')).toBe(true)
})

test.each<[share: number, words: string]>([
  [0, 'younger than all'],
  [0.001, 'older than 1 %'],
  [0.5, 'older than 50 %'],
  [0.999, 'older than 99 %'],
  [1, 'older than all'],
])('a share of %s', (share, words) => {
  expect(olderWords(share)).toBe(words)
})
