import { describe, expect, test } from 'vitest'
import { AGE_BINS, binPlace, binStart } from './ageBins.ts'
import { newRoomSurvival, noteRoomOver, withAlive, type RoomWatched } from './roomSurvival.ts'
import { curveFor, sharedBeyond, survivalCurves } from './survivalCurves.ts'
import { WORLDS, randomOf } from './roomWorlds.ts'

const T = Date.UTC(2026, 2, 2, 12)
const MIN = 60_000
const HOUR = 60 * MIN
const NOBODY: ReadonlyMap<string, RoomWatched[]> = new Map()

const room = (joined: number, left: number): RoomWatched => ({ joinedAge: joined * MIN, age: left * MIN })
const learn = (rooms: readonly [room: RoomWatched, ended: boolean][], deployment = '417') => {
  const survival = newRoomSurvival()
  for (const [one, ended] of rooms) noteRoomOver(survival, deployment, one, ended, T)
  return survival
}
const many = (n: number, left: number, ended = true, joined = 0): [RoomWatched, boolean][] =>
  Array.from({ length: n }, () => [room(joined, left), ended])

describe('bins of age', () => {
  test('rise without a hole, and each age is in its own', () => {
    for (let bin = 0; bin < AGE_BINS; bin++) {
      expect(binStart(bin + 1)).toBeGreaterThan(binStart(bin))
      expect(Math.floor(binPlace(binStart(bin) * 1.0001 + 1))).toBe(bin)
    }
    expect(binStart(AGE_BINS)).toBeGreaterThan(15 * 24 * HOUR)
    expect(binPlace(-5)).toBe(0)
    expect(binPlace(1e15)).toBe(AGE_BINS - 1)
  })
})

describe('survival', () => {
  test('without a room nothing is known', () => {
    const { all } = survivalCurves(newRoomSurvival(), NOBODY, T)
    expect(all).toMatchObject({ ended: 0, longest: 0, knownTo: 0 })
    expect(sharedBeyond(all, 10 * MIN)).toBe(1)
  })

  test('of rooms seen whole it is the share that lasted longer', () => {
    const { all } = survivalCurves(learn([...many(50, 10), ...many(30, 20), ...many(20, 30)]), NOBODY, T)
    expect(all.ended).toBe(100)
    expect(sharedBeyond(all, 9 * MIN)).toBe(1)
    expect(sharedBeyond(all, 15 * MIN)).toBeCloseTo(0.5)
    expect(sharedBeyond(all, 25 * MIN)).toBeCloseTo(0.2)
    expect(sharedBeyond(all, 40 * MIN)).toBe(0)
    expect(all.longest).toBeGreaterThanOrEqual(30 * MIN)
    expect(all.longest).toBeLessThan(30.5 * MIN)
  })

  test('a room out of sight counts as long as it was seen', () => {
    // Worked by hand: of 100, 50 go out of sight at 10 min; 25 of the 50 left end at 20.
    const { all } = survivalCurves(learn([...many(50, 10, false), ...many(25, 20), ...many(25, 30)]), NOBODY, T)
    expect(sharedBeyond(all, 15 * MIN)).toBe(1)
    expect(sharedBeyond(all, 25 * MIN)).toBeCloseTo(0.5)
  })

  test('a room seen first at an age says nothing of younger ones', () => {
    // The 20 old ones were never at risk of ending at 10 min.
    const { all } = survivalCurves(learn([...many(20, 10), ...many(20, 30), ...many(20, 30, true, 25)]), NOBODY, T)
    expect(sharedBeyond(all, 20 * MIN)).toBeCloseTo(0.5)
  })

  test('rooms that go on count until now', () => {
    const alive = new Map([['417', Array.from({ length: 60 }, () => room(0, 15))]])
    const { all } = survivalCurves(learn(many(20, 10)), alive, T)
    expect(sharedBeyond(all, 12 * MIN)).toBeCloseTo(0.75)
  })

  test('beyond the age that ten rooms were watched at nothing is known', () => {
    const { all } = survivalCurves(learn([...many(50, 10), ...many(9, 60)]), NOBODY, T)
    expect(all.knownTo).toBeLessThan(11 * MIN)
    expect(sharedBeyond(all, 120 * MIN)).toBeCloseTo(9 / 59)
  })

  test('a deployment speaks for itself from 200 ends on', () => {
    const survival = learn(many(199, 10), '417')
    for (const [one, ended] of many(300, 40)) noteRoomOver(survival, '418', one, ended, T)
    const before = survivalCurves(survival, NOBODY, T)
    expect(sharedBeyond(curveFor(before, '417'), 20 * MIN)).toBeCloseTo(300 / 499)
    noteRoomOver(survival, '417', room(0, 10), true, T)
    const after = survivalCurves(survival, NOBODY, T)
    expect(sharedBeyond(curveFor(after, '417'), 20 * MIN)).toBe(0)
    expect(sharedBeyond(curveFor(after, 'new'), 20 * MIN)).toBeCloseTo(300 / 500)
  })

  test('a deployment whose rooms were never so old goes on as all rooms do', () => {
    const survival = learn(many(250, 10), '417')
    for (const [one, ended] of [...many(100, 20), ...many(100, 60)]) noteRoomOver(survival, '418', one, ended, T)
    for (let n = 0; n < 20; n++) noteRoomOver(survival, '417', room(0, 12), false, T)
    const curve = curveFor(survivalCurves(survival, NOBODY, T), '417')
    expect(sharedBeyond(curve, 11 * MIN)).toBeCloseTo(20 / 270)
    // Of all that reached 12 min, half ended at 20.
    expect(sharedBeyond(curve, 30 * MIN)).toBeCloseTo(20 / 270 / 2)
    expect(curve.knownTo).toBeGreaterThan(59 * MIN)
  })

  test('what is older than a day is forgotten', () => {
    const survival = learn(many(300, 10))
    expect(survivalCurves(survival, NOBODY, T + 23 * HOUR).all.ended).toBe(300)
    expect(survivalCurves(survival, NOBODY, T + 25 * HOUR).all.ended).toBe(0)
    noteRoomOver(survival, '417', room(0, 5), true, T + 30 * HOUR)
    expect(survival.tallies.get('417')).toHaveLength(1)
  })

  test('rooms that are there count when it is handed on, and it stays as it was', () => {
    const alive = new Map([['417', Array.from({ length: 60 }, () => room(0, 15))]])
    const survival = learn(many(20, 10))
    const later = survivalCurves(withAlive(survival, alive, T), NOBODY, T)
    expect(sharedBeyond(later.all, 12 * MIN)).toBeCloseTo(0.75)
    expect(sharedBeyond(survivalCurves(survival, NOBODY, T).all, 12 * MIN)).toBe(0)
  })

  test('a room of unknown age is left out', () => {
    const survival = learn([[{ joinedAge: Number.NaN, age: MIN }, true]])
    expect(survivalCurves(survival, NOBODY, T).all.ended).toBe(0)
  })

  test.each(Object.entries(WORLDS))('of a world of %s it is that world’s, seen from its middle on', (_name, world) => {
    const random = randomOf(7)
    const survival = newRoomSurvival()
    const alive: RoomWatched[] = []
    // Rooms begin through six hours; watching begins after three, so that some are found in the middle of their life.
    for (let n = 0; n < 6000; n++) {
      const began = random() * 6 * HOUR
      const length = world.length(random)
      const [joinedAge, watchedTo] = [Math.max(0, 3 * HOUR - began), 6 * HOUR - began]
      if (length <= joinedAge) continue
      const one = { joinedAge, age: Math.min(length, watchedTo) }
      if (length < watchedTo) noteRoomOver(survival, '417', one, true, T)
      else alive.push(one)
    }
    const { all } = survivalCurves(survival, new Map([['417', alive]]), T)
    for (const share of [0.9, 0.7, 0.5, 0.3, 0.1]) {
      const age = world.quantile(1 - share)
      // On the step of a fixed length both sides are right.
      const [low, high] = [sharedBeyond(all, age * 1.03), sharedBeyond(all, age * 0.97)]
      expect(low).toBeLessThan(share + 0.05)
      expect(high).toBeGreaterThan(share - 0.05)
    }
  })
})
