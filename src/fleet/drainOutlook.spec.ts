import { describe, expect, test } from 'vitest'
import { silenceChance, type AgingRoom } from './agingRooms.ts'
import { chanceGone, emptiesIn, emptiesInWords, roundedOut, steadyEnds, inWords } from './drainOutlook.ts'
import { newRoomSurvival, noteRoomOver } from './roomSurvival.ts'
import { survivalCurves, type SurvivalCurve } from './survivalCurves.ts'
import { WORLDS, randomOf, type World } from './roomWorlds.ts'

const T = Date.UTC(2026, 2, 2, 12)
const MIN = 60_000

function curveOf(lengths: readonly number[]): SurvivalCurve {
  const survival = newRoomSurvival()
  for (const age of lengths) noteRoomOver(survival, '417', { joinedAge: 0, age }, true, T)
  return survivalCurves(survival, new Map(), T).all
}
/** Of rooms that were seen to end, and of others that are still there. */
function joined(ended: readonly number[], there: readonly number[]): SurvivalCurve {
  const survival = newRoomSurvival()
  for (const age of ended) noteRoomOver(survival, '417', { joinedAge: 0, age }, true, T)
  for (const age of there) noteRoomOver(survival, '417', { joinedAge: 0, age }, false, T)
  return survivalCurves(survival, new Map(), T).all
}
const learned = (world: World, n: number, seed: number): SurvivalCurve => {
  const random = randomOf(seed)
  return curveOf(Array.from({ length: n }, () => world.length(random)))
}
const steps = Array.from({ length: 100 }, (_, n) => (n + 1) * MIN)
const even = curveOf(steps)
const aged = (curve: SurvivalCurve, ...minutes: number[]): AgingRoom[] =>
  minutes.map((minute) => ({ age: minute * MIN, curve }))

describe('when a drain is empty', () => {
  test('one room among lengths of 1 to 100 min: 8 in 10 of what is left of it', () => {
    const range = emptiesIn(aged(even, 0))
    if ('none' in range) expect.unreachable(range.none)
    // As exactly as ages are kept.
    expect(Math.abs(range.earliest / MIN - 10)).toBeLessThan(0.5)
    expect(Math.abs((range.latest ?? 0) / MIN - 90)).toBeLessThan(1.5)
  })

  test('the last of several rooms is what counts', () => {
    expect(chanceGone(aged(even, 0, 0), 50 * MIN)).toBeCloseTo(0.25, 1)
    expect(chanceGone(aged(even, 50), 25 * MIN)).toBeCloseTo(0.5, 1)
  })

  test('without rooms it is now', () => expect(emptiesIn([])).toEqual({ earliest: 0, latest: 0 }))

  test.each<[title: string, rooms: AgingRoom[], words: string]>([
    ['too few ends', aged(curveOf(steps.slice(0, 29)), 5), 'only 29 rooms were seen to end, 30 are needed'],
    ['too old', aged(even, 5, 130), 'older than 91 % of rooms seen (longest 1 h 40)'],
    [
      'older than any, all of them known',
      aged(curveOf(Array.from({ length: 50 }, () => 30 * MIN)), 45),
      'older than 99 % of rooms seen (longest 30 min)',
    ],
    [
      'not old, but older than any that was watched for long enough',
      aged(
        joined(
          Array.from({ length: 40 }, () => 10 * MIN),
          Array.from({ length: 60 }, () => 12 * MIN),
        ),
        40,
      ),
      'a room here is 40 min old, and fewer than 10 were watched for so long',
    ],
  ])('no estimate: %s', (_title, rooms, words) => {
    expect(emptiesInWords(emptiesIn(rooms))).toBe(`no estimate: ${words}`)
  })

  test('no latest end where too few rooms lasted so long', () => {
    const rest = Array.from({ length: 15 }, () => 5 * MIN)
    const survival = newRoomSurvival()
    for (const age of [...rest, ...rest, ...rest]) noteRoomOver(survival, '417', { joinedAge: 0, age }, true, T)
    for (let n = 0; n < 20; n++) noteRoomOver(survival, '417', { joinedAge: 0, age: 20 * MIN }, false, T)
    const range = emptiesIn(aged(survivalCurves(survival, new Map(), T).all, 1))
    expect(range).toMatchObject({ latest: null })
    expect(emptiesInWords(range)).toMatch(/^\d+ min.* at the earliest$/)
  })

  describe.each(Object.entries(WORLDS))('in a world of %s', (name, world) => {
    test.each([
      ['at its begin', 0],
      ['half-way', 0.5],
    ])('the range asked for %s holds the end in about 8 of 10', (_title, share) => {
      const curve = learned(world, 3000, 11)
      const random = randomOf(23)
      let [held, asked] = [0, 0]
      while (asked < 1500) {
        // Rooms found at a random moment: longer ones are found more often.
        const rooms: { age: number; left: number }[] = []
        while (rooms.length < 4) {
          const length = world.length(random)
          if (random() * 240 * MIN > length) continue
          const age = random() * length
          rooms.push({ age, left: length - age })
        }
        const end = Math.max(...rooms.map(({ left }) => left))
        const at = end * share
        const there = rooms.filter(({ left }) => left > at)
        const range = emptiesIn(there.map(({ age }) => ({ age: age + at, curve })))
        if ('none' in range) continue
        asked += 1
        const left = end - at
        const { earliest, latest } = roundedOut(range)
        if (earliest <= left && left <= (latest ?? Number.POSITIVE_INFINITY)) held += 1
      }
      expect(held / asked).toBeGreaterThan(0.74)
      // Where all rooms last alike the range is as narrow as what is said, and holds always.
      expect(held / asked).toBeLessThan(name === 'fixed matches' ? 1.01 : 0.9)
    })
  })
})

describe('silence', () => {
  test('is as likely as rooms of these ages are to outlast it', () => {
    expect(silenceChance(aged(even, 50), 25 * MIN)).toBeCloseTo(50 / 75, 1)
    expect(silenceChance(aged(even, 50, 50), 25 * MIN)).toBeCloseTo((50 / 75) ** 2, 1)
  })

  test('says nothing while too few rooms were seen to end, nor at ages that nobody watched', () => {
    expect(silenceChance(aged(curveOf(steps.slice(0, 29)), 20), 15 * MIN)).toBe(1)
    expect(silenceChance(aged(even, 600), 60 * MIN)).toBe(1)
    expect(silenceChance([], 60 * MIN)).toBe(1)
  })

  test.each(Object.entries(WORLDS))('in a world of %s hardly a healthy drain is called stalled', (_name, world) => {
    const curve = learned(world, 3000, 5)
    const random = randomOf(41)
    let [drains, stalled] = [0, 0]
    while (drains < 1000) {
      const rooms = Array.from({ length: 4 }, () => {
        const length = world.length(random)
        const age = random() * length
        return { age, left: length - age }
      })
      drains += 1
      const ends = rooms.map(({ left }) => left).toSorted((a, b) => a - b)
      let last = 0
      const isSilent = ends.some((end) => {
        // Asked the moment before each end, when the silence is longest.
        const there = rooms.filter(({ left }) => left >= end)
        const silentMs = end - last
        last = end
        const aging = there.map(({ age }) => ({ age: age + end, curve }))
        return silentMs >= 10 * MIN && silenceChance(aging, silentMs) < 0.02
      })
      if (isSilent) stalled += 1
    }
    expect(stalled / drains).toBeLessThanOrEqual(0.08)
  })
})

describe('what is shown', () => {
  test.each<[given: [number, number | null], earliest: number, latest: number | null]>([
    [[61_000, 119_000], 60_000, 120_000],
    [[130_000, 1_100_000], 120_000, 1_140_000],
    [[21 * MIN, 101 * MIN], 20 * MIN, 105 * MIN],
    [[125 * MIN, null], 120 * MIN, null],
  ])('%j is rounded outwards', ([earliest, latest], low, high) => {
    expect(roundedOut({ earliest, latest })).toEqual({ earliest: low, latest: high })
  })

  test('an end moves only by more than 15 % of what is left', () => {
    const first = steadyEnds(null, { earliest: 10 * MIN, latest: 40 * MIN }, T)
    expect(first).toEqual({ earliest: T + 10 * MIN, latest: T + 40 * MIN })
    const later = T + MIN
    expect(steadyEnds(first, { earliest: 10 * MIN, latest: 42 * MIN }, later)).toEqual(first)
    expect(steadyEnds(first, { earliest: 14 * MIN, latest: 60 * MIN }, later)).toEqual({
      earliest: later + 14 * MIN,
      latest: later + 60 * MIN,
    })
    expect(steadyEnds(first, { earliest: 10 * MIN, latest: null }, later).latest).toBeNull()
  })

  test('and by more than 15 % of a narrow range, however far away', () => {
    const first = steadyEnds(null, { earliest: 60 * MIN, latest: 62 * MIN }, T)
    const next = (ms: number) => steadyEnds(first, { earliest: 60 * MIN + ms, latest: 62 * MIN + ms }, T)
    expect(next(18_000)).toEqual(first)
    expect(next(19_000)).toEqual({ earliest: T + 60 * MIN + 19_000, latest: T + 62 * MIN + 19_000 })
  })

  test.each<[range: Parameters<typeof emptiesInWords>[0], words: string]>([
    [{ earliest: 4 * MIN, latest: 11 * MIN }, '4 min to 11 min'],
    [{ earliest: 3000, latest: 11 * MIN }, 'within 11 min'],
    [{ earliest: 12 * MIN, latest: null }, '12 min at the earliest'],
    [{ none: 'why' }, 'no estimate: why'],
  ])('%j is "%s"', (range, words) => expect(emptiesInWords(range)).toBe(words))

  test.each<[range: Parameters<typeof inWords>[0], words: string]>([
    [{ earliest: 4 * MIN, latest: 11 * MIN }, 'in 4 min to 11 min'],
    [{ earliest: 5000, latest: 170_000 }, 'within 3 min'],
    [{ earliest: 12 * MIN, latest: null }, 'in 12 min at the earliest'],
  ])('%j in a sentence is "%s"', (range, words) => expect(inWords(range)).toBe(words))
})
