import { expect, test } from 'vitest'
import { buildRooms } from './buildRooms.ts'
import { newRoomSurvival, noteRoomOver } from './roomSurvival.ts'
import { survivalCurves } from './survivalCurves.ts'

const T = Date.UTC(2026, 2, 2, 12)
const MIN = 60_000

/** Rooms of two deployments that ended at these ages, minutes. */
function curves(old: readonly number[], fresh: readonly number[]) {
  const survival = newRoomSurvival()
  for (const age of old) noteRoomOver(survival, '417', { joinedAge: 0, age: age * MIN }, true, T)
  for (const age of fresh) noteRoomOver(survival, '418', { joinedAge: 0, age: age * MIN }, true, T)
  return survivalCurves(survival, new Map(), T)
}

const spread = (n: number, from: number, to: number): number[] =>
  Array.from({ length: n }, (_, at) => from + ((at + 0.5) / n) * (to - from))

test('how long rooms last is told by deployment, from its own rooms', () => {
  const of = curves(spread(400, 10, 30), spread(100, 20, 40))
  const [old, fresh] = [buildRooms(of, '417'), buildRooms(of, '418')]
  expect(old?.p50).toBeCloseTo(20 * MIN, -4.6)
  expect(old?.p90).toBeCloseTo(28 * MIN, -4.6)
  expect(fresh?.p50).toBeCloseTo(30 * MIN, -4.6)
  expect(fresh).toMatchObject({ ended: 100, short: { ends: 0, share: 0, low: 0 } })
})

test('a broken build has short rooms, measured by what is usual elsewhere', () => {
  // Half of its rooms end at three minutes; a fifth of the usual 20 is four.
  const rooms = buildRooms(curves(spread(400, 10, 30), [...spread(50, 2.9, 3.1), ...spread(50, 10, 30)]), '418')
  expect(rooms?.shortMs).toBeGreaterThan(3.5 * MIN)
  expect(rooms?.short.ends).toBe(50)
  expect(rooms?.short.share).toBeCloseTo(0.5, 2)
  // The exact interval of 50 events: 37.1 to 65.9 of 100.
  expect(rooms?.short.low).toBeCloseTo(0.371, 2)
  expect(rooms?.short.high).toBeCloseTo(0.659, 2)
})

test('of a build that has just begun only short rooms can have ended: those still there count too', () => {
  const survival = newRoomSurvival()
  for (const age of spread(400, 10, 30)) noteRoomOver(survival, '417', { joinedAge: 0, age: age * MIN }, true, T)
  for (const age of spread(30, 1, 2)) noteRoomOver(survival, '418', { joinedAge: 0, age: age * MIN }, true, T)
  const alive = new Map([['418', spread(270, 5, 6).map((age) => ({ joinedAge: 0, age: age * MIN }))]])
  const rooms = buildRooms(survivalCurves(survival, alive, T), '418')
  expect(rooms?.short.share).toBeCloseTo(0.1, 2)
  expect(rooms?.p50).toBeNull()
})

test('a room that ends just above what is short is not one, nor makes the rest unknown', () => {
  // A fifth of the usual length lies in the middle of a bin, and so does the youngest room.
  const old = curves(spread(400, 10, 32.2), [4.24, ...spread(99, 10, 32)])
  const rooms = buildRooms(old, '418')
  expect(rooms?.shortMs).toBe(250_000)
  expect(rooms?.short).toEqual({ ends: 0, share: 0, low: 0, high: expect.closeTo(0.03689, 4) })
})

test('under 30 ends nothing is said', () => {
  expect(buildRooms(curves(spread(400, 10, 30), spread(29, 10, 30)), '418')).toBeNull()
  expect(buildRooms(curves([], []), '999')).toBeNull()
})
