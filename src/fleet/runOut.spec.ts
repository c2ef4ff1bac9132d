import { describe, expect, test } from 'vitest'
import { reorderPoint, runOut, runOutWords } from './runOut.ts'
import type { SlotRates } from '../types/capacity.ts'
import { newSlotFlow, noteSlots, slotRates, type SlotFlow } from './slotFlow.ts'
import { randomOf } from './roomWorlds.ts'

const MINUTE = 60_000
const NOW = Date.UTC(2026, 4, 4, 20, 30)

/** As they stand after a quarter of an hour. */
function rates(over: Partial<SlotRates>): SlotRates {
  const { starts, ends, dispersion } = { starts: 6, ends: 2, dispersion: 1, ...over }
  const chance = (starts + ends) * dispersion
  return { starts, ends, minutes: 15, net: starts - ends, doubt: chance / 15, dispersion, chance, turnover: 0, ...over }
}

/** Counts of strangers, by their mean. */
function poissonOf(seed: number): (mean: number) => number {
  const random = randomOf(seed)
  return (mean) => {
    let [n, product] = [0, random()]
    for (const limit = Math.exp(-mean); product > limit; product *= random()) n += 1
    return n
  }
}

describe('when open slots run out', () => {
  test('is a range about slots over the net rate', () => {
    const range = runOut(60, rates({}))
    if (range === 'not filling') throw new Error('it fills')
    expect(range.earliest).toBeLessThan(15 * MINUTE)
    expect(range.latest).toBeGreaterThan(15 * MINUTE)
    // By hand: 44 + 1.28 √(8 × 121 / 15 + 88) = 59.8 at 11 min.
    expect(range.earliest / MINUTE).toBeCloseTo(11.1, 1)
  })

  test('without a net rate there is no latest, only an earliest', () => {
    const range = runOut(10, rates({ starts: 3, ends: 3 }))
    expect(range).toMatchObject({ latest: null })
    expect(runOutWords(range)).toMatch(/^\d+ min( \d+)? at the earliest$/)
  })

  test('slots that come back faster than they go do not run out', () => {
    expect(runOut(500, rates({ starts: 1, ends: 8 }))).toBe('not filling')
    expect(runOut(5, rates({ starts: 0, ends: 0 }))).toBe('not filling')
    expect(runOutWords('not filling')).toBe('not filling')
  })

  test('chance adds up no further than rooms last', () => {
    const even = { starts: 6, ends: 6, doubt: 0, turnover: 1 / 20 }
    // By hand: of 12 × 20 (1 − e^(−t/20)) ≤ 240 slots² the root is 15.49.
    expect(runOut(16, rates(even))).toBe('not filling')
    expect(runOut(15, rates(even))).toMatchObject({ latest: null })
    // At first it adds up as if they lasted for ever.
    const [soon, sooner] = [runOut(5, rates(even)), runOut(5, rates({ ...even, turnover: 0 }))]
    if (soon === 'not filling' || sooner === 'not filling') throw new Error('it fills')
    expect(soon.earliest / sooner.earliest).toBeGreaterThan(1)
    expect(soon.earliest / sooner.earliest).toBeLessThan(1.1)
  })

  test('slots come back for as long as there are rooms to end', () => {
    const falls = { starts: 1, ends: 3, doubt: 0.04 }
    // By hand: −2 t + √(0.04 t² + 4 t) stays below 0.6; beyond −2 × 20 it does not go, while the doubt does.
    expect(runOut(20, rates(falls))).toBe('not filling')
    expect(runOut(20, rates({ ...falls, turnover: 1 / 20 }))).toMatchObject({ latest: null })
  })

  test('one end holds as often as two do', () => {
    const poisson = poissonOf(19)
    let [held, asked] = [0, 0]
    for (let round = 0; round < 600; round++) {
      const flow = newSlotFlow()
      for (let minute = -89; minute <= 0; minute++) {
        noteSlots(flow, NOW + minute * MINUTE, { coveredMs: MINUTE, starts: poisson(5), ends: poisson(5) })
      }
      const learned = slotRates(flow, NOW)
      if (learned === null) throw new Error('nothing learned')
      const range = runOut(30, learned)
      if (range === 'not filling' || range.latest !== null) continue
      asked += 1
      let [slots, at] = [30, 0]
      for (; slots > 0 && at * MINUTE < range.earliest; at += 0.1) slots += poisson(0.5) - poisson(0.5)
      if (at * MINUTE >= range.earliest) held += 1
    }
    expect(asked).toBeGreaterThan(400)
    expect(held / asked).toBeGreaterThan(0.75)
    expect(held / asked).toBeLessThan(0.9)
  })

  test('no slot left is so now', () => {
    expect(runOutWords(runOut(0, rates({})))).toBe('none left')
  })

  test('the range holds the truth about 8 times in 10', () => {
    const poisson = poissonOf(7)
    let held = 0
    const rounds = 600
    for (let round = 0; round < rounds; round++) {
      const flow = newSlotFlow()
      for (let minute = 0; minute < 15; minute++) {
        const seen = { coveredMs: MINUTE, starts: poisson(6), ends: poisson(2) }
        noteSlots(flow, NOW - (14 - minute) * MINUTE, seen)
      }
      const learned = slotRates(flow, NOW)
      if (learned === null) throw new Error('nothing learned')
      const range = runOut(60, learned)
      let [slots, at] = [60, 0]
      for (; slots > 0 && at < 500; at += 0.1) slots += poisson(0.2) - poisson(0.6)
      if (range === 'not filling') continue
      if (at * MINUTE >= range.earliest && (range.latest === null || at * MINUTE <= range.latest)) held += 1
    }
    expect(held / rounds).toBeGreaterThan(0.75)
    expect(held / rounds).toBeLessThan(0.9)
  })
})

describe('the reorder point', () => {
  test('is what starts take while help comes, and a margin for chance', () => {
    // By hand: 6 × 1.5 + 1.64 √(8 × 1.5) = 14.7.
    expect(reorderPoint(rates({}), 90_000)).toBe(15)
    expect(reorderPoint(rates({ dispersion: 4 }), 90_000)).toBe(21)
    expect(reorderPoint(rates({ starts: 0, ends: 0 }), 90_000)).toBe(0)
  })
})

describe('what slots are taken and given back', () => {
  test('the window widens until 20 were seen', () => {
    const flow = newSlotFlow()
    for (let minute = 0; minute < 60; minute++) {
      noteSlots(flow, NOW - (59 - minute) * MINUTE, { coveredMs: MINUTE, starts: minute < 40 ? 1 : 0, ends: 0 })
    }
    expect(slotRates(flow, NOW)).toMatchObject({ minutes: 60, starts: 40 / 60 })
    expect(slotRates(newSlotFlow(), NOW)).toBeNull()
  })

  test('time that nobody watched is no time without starts', () => {
    const flow = newSlotFlow()
    for (let minute = 0; minute < 15; minute += 3) {
      noteSlots(flow, NOW - (14 - minute) * MINUTE, { coveredMs: MINUTE, starts: 6, ends: 0 })
    }
    expect(slotRates(flow, NOW)).toMatchObject({ starts: 6, minutes: 5 })
  })

  test('how many rooms end in a minute is a share of those that were counted', () => {
    const flow = newSlotFlow()
    for (let minute = 0; minute < 15; minute++) {
      const seen = { coveredMs: MINUTE, starts: 2, ends: 2 }
      noteSlots(flow, NOW - (14 - minute) * MINUTE, minute < 10 ? seen : { ...seen, roomMs: 40 * MINUTE })
    }
    expect(slotRates(flow, NOW)?.turnover).toBeCloseTo(2 / 40, 5)
    for (const minute of flow.minutes) minute.roomMs = 0
    expect(slotRates(flow, NOW)?.turnover).toBe(0)
  })

  test('rooms that start by the dozen vary more than strangers', () => {
    const flow = newSlotFlow()
    for (let minute = 0; minute < 15; minute++) {
      noteSlots(flow, NOW - (14 - minute) * MINUTE, { coveredMs: MINUTE, starts: minute % 5 === 0 ? 30 : 0, ends: 0 })
    }
    expect(slotRates(flow, NOW)?.dispersion).toBeGreaterThan(10)
  })

  test('polls of one minute add up, and older than three hours is forgotten', () => {
    const flow = newSlotFlow()
    for (let poll = 0; poll < 12; poll++) {
      noteSlots(flow, NOW + poll * 5000, { coveredMs: 5000, starts: 1, ends: 0 })
    }
    expect(flow.minutes).toHaveLength(1)
    noteSlots(flow, NOW + 180 * MINUTE, { coveredMs: 5000, starts: 1, ends: 0 })
    expect(flow.minutes).toHaveLength(1)
  })
})

describe('what is to be expected of slots', () => {
  /** So many taken and given back a minute, in quarters of an hour, the newest last. */
  const flowOf = (quarters: readonly [starts: number, ends: number][]): SlotFlow => {
    const flow = newSlotFlow()
    const all = quarters.flatMap((quarter) => Array.from({ length: 15 }, () => quarter))
    for (const [at, [starts, ends]] of all.entries()) {
      noteSlots(flow, NOW - (all.length - 1 - at) * MINUTE, { coveredMs: MINUTE, starts, ends })
    }
    return flow
  }

  test('is what the last quarter of an hour did, where that is all there is', () => {
    expect(slotRates(flowOf([[6, 2]]), NOW)).toMatchObject({ net: 4, doubt: 8 / 15 })
  })

  test('is that of three hours where one quarter differs by no more than chance', () => {
    const rate = slotRates(flowOf([...Array.from({ length: 11 }, (): [number, number] => [6, 6]), [7, 6]]), NOW)
    expect(rate?.net).toBeCloseTo(1 / 12, 5)
    expect(rate?.doubt).toBeLessThan(12.1 / 180 + 0.01)
  })

  test('follows a change beyond chance, and says that it may change again', () => {
    const rate = slotRates(flowOf([...Array.from({ length: 3 }, (): [number, number] => [6, 6]), [30, 6]]), NOW)
    expect(rate?.net).toBeGreaterThan(20)
    expect(rate?.doubt).toBeGreaterThan(36 / 15)
  })

  test('says nothing of quarters that hardly anybody watched', () => {
    const flow = flowOf([
      [6, 6],
      [6, 6],
    ])
    for (const minute of flow.minutes.slice(0, 15)) minute.coveredMs = 20_000
    expect(slotRates(flow, NOW)?.doubt).toBeCloseTo(12 / 15, 5)
  })

  test('the range holds the truth about 8 times in 10 where the rate wanders', () => {
    const poisson = poissonOf(11)
    let [held, asked] = [0, 0]
    for (let round = 0; round < 600; round++) {
      const flow = newSlotFlow()
      const rateAt = (minute: number): number => 6 + 1.5 * Math.sin((2 * Math.PI * (minute + round)) / 240)
      for (let minute = -179; minute <= 0; minute++) {
        noteSlots(flow, NOW + minute * MINUTE, { coveredMs: MINUTE, starts: poisson(rateAt(minute)), ends: poisson(5) })
      }
      const learned = slotRates(flow, NOW)
      if (learned === null) throw new Error('nothing learned')
      const range = runOut(60, learned)
      if (range === 'not filling' || range.latest === null) continue
      asked += 1
      let [slots, at] = [60, 0]
      for (; slots > 0 && at < 400; at += 0.5) slots += poisson(2.5) - poisson(rateAt(at) / 2)
      if (at * MINUTE >= range.earliest && at * MINUTE <= range.latest) held += 1
    }
    expect(asked).toBeGreaterThan(50)
    expect(held / asked).toBeGreaterThan(0.7)
  })
})
