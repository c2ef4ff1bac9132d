import { describe, expect, test } from 'vitest'
import type { AgingRoom } from './agingRooms.ts'
import { newRoomSurvival, noteRoomOver } from './roomSurvival.ts'
import { survivalCurves } from './survivalCurves.ts'
import { roomsToCome, waveOutlook } from './waveOutlook.ts'

const T = Date.UTC(2026, 2, 2, 12)
const MIN = 60_000

// Rooms end at any age up to 100 minutes alike.
const survival = newRoomSurvival()
for (let n = 1; n <= 1000; n++) noteRoomOver(survival, '417', { joinedAge: 0, age: (n * MIN) / 10 }, true, T)
const curve = survivalCurves(survival, new Map(), T).all
const aged = (...minutes: number[]): AgingRoom[] => minutes.map((minute) => ({ age: minute * MIN, curve }))

describe('what is to come of a wave', () => {
  test('is when half and nine in ten of its first rooms are gone, and a range for the last', () => {
    const outlook = waveOutlook(aged(0, 0, 0, 0), 4)
    expect((outlook.half ?? 0) / MIN).toBeCloseTo(50, 0)
    expect((outlook.nineInTen ?? 0) / MIN).toBeCloseTo(90, 0)
    if ('none' in outlook.last) expect.unreachable(outlook.last.none)
    // F(t) = (t / 100)⁴: 0.1 at 56.2 min, 0.9 at 97.4; bins are 1 % wide.
    expect(Math.abs(outlook.last.earliest / MIN - 56.2)).toBeLessThan(2)
    expect(Math.abs((outlook.last.latest ?? 0) / MIN - 97.4)).toBeLessThan(2)
  })

  test('what has gone already counts', () => {
    expect(waveOutlook(aged(0), 4).half).toBe(0)
  })

  test('nothing is said while a drain is not read whole', () => {
    expect(waveOutlook(null, 4)).toEqual({ half: null, nineInTen: null, last: { none: 'not all rooms were read' } })
  })
})

describe('rooms to come', () => {
  const rooms = aged(...Array.from({ length: 100 }, () => 0))

  test('begin at what is there and end at none, between numbers that hold 8 times in 10', () => {
    const { times, lows, highs } = roomsToCome(rooms, 100 * MIN)
    expect([lows[0], highs[0]]).toEqual([100, 100])
    // The last of them end in the last bin of age.
    expect(lows.at(-1)).toBe(0)
    expect(highs.at(-1)).toBeLessThanOrEqual(1)
    const half = times.findIndex((ms) => ms >= 50 * MIN)
    // By hand: 50 ± 1.28 × √(100 × 0.5 × 0.5) = 43.6 to 56.4, rounded outwards.
    expect(lows[half]).toBeGreaterThanOrEqual(42)
    expect(lows[half]).toBeLessThanOrEqual(44)
    expect(highs[half]).toBeGreaterThanOrEqual(56)
    expect(highs[half]).toBeLessThanOrEqual(58)
  })

  test('hold a seeded world’s own burn-down 8 times in 10', () => {
    let [held, asked] = [0, 0]
    let seed = 11
    const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
    const { times, lows, highs } = roomsToCome(rooms, 100 * MIN)
    for (let round = 0; round < 200; round++) {
      const ends = rooms.map(() => random() * 100 * MIN)
      for (let at = 10; at < 50; at += 10) {
        const left = ends.filter((end) => end > (times[at] ?? 0)).length
        asked += 1
        if (left >= (lows[at] ?? 0) && left <= (highs[at] ?? 0)) held += 1
      }
    }
    expect(held / asked).toBeGreaterThan(0.75)
    expect(held / asked).toBeLessThan(0.95)
  })
})
