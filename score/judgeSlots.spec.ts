import { expect, test } from 'vitest'
import type { CapacitySeen, RegionCapacity, RunOut } from '../src/types/capacity.ts'
import { createSlotJudge } from './judgeSlots.ts'
import { momentOf, wireRow } from './testMoment.ts'

const MIN = 60_000

const asked = (openSlots: number, runOut: RunOut | null): CapacitySeen => ({
  whole: {} as RegionCapacity,
  regions: [{ region: 'Tokyo', openSlots, runOut } as RegionCapacity],
  reapRule: null,
})

/** Asked at minute 0 with three slots open; a room takes one of them every two minutes, so that none is left after six. */
function play(range: RunOut, { until = 400, slots = 3, draining = false } = {}) {
  const judge = createSlotJudge()
  const rooms: string[] = []
  for (let minute = 0; minute <= until; minute++) {
    if (minute > 0 && minute % 2 === 0 && rooms.length < 10) rooms.push(`r-${minute}`)
    judge.see(momentOf(minute, [wireRow('p', rooms, { draining })]))
    if (minute === 0) judge.ask(asked(slots, range))
  }
  return judge.judge().shares
}

test.each<[title: string, range: RunOut, held: number]>([
  ['within', { earliest: 5 * MIN, latest: 7 * MIN }, 1],
  ['too early', { earliest: 7 * MIN, latest: 9 * MIN }, 0],
  ['too late', { earliest: MIN, latest: 5 * MIN }, 0],
])('a range with a latest: %s', (_title, range, held) => {
  expect(play(range).rangeHolds).toEqual({ held, of: 1 })
})

test('a range without a latest is judged by its earliest, "not filling" by six hours', () => {
  expect(play({ earliest: 5 * MIN, latest: null }).earliestHolds).toEqual({ held: 1, of: 1 })
  expect(play({ earliest: 7 * MIN, latest: null }).earliestHolds).toEqual({ held: 0, of: 1 })
  expect(play('not filling').notFillingHolds).toEqual({ held: 0, of: 1 })
  expect(play('not filling', { slots: 100 }).notFillingHolds).toEqual({ held: 1, of: 1 })
})

test('what could not be seen to its end is not judged', () => {
  expect(play({ earliest: 5 * MIN, latest: 7 * MIN }, { until: 5 }).rangeHolds).toEqual({ held: 0, of: 0 })
  expect(play('not filling', { until: 300, slots: 100 }).notFillingHolds).toEqual({ held: 0, of: 0 })
})

test('a room that ends gives its slot back, on a drain it does not', () => {
  const back = (draining: boolean) => {
    const judge = createSlotJudge()
    judge.see(momentOf(0, [wireRow('p', ['a', 'b'], { draining })]))
    judge.ask(asked(2, { earliest: 0, latest: 5 * MIN }))
    judge.see(momentOf(1, [wireRow('p', ['b', 'c'], { draining })]))
    judge.see(momentOf(2, [wireRow('p', ['c', 'd'], { draining })]))
    judge.see(momentOf(9, [wireRow('p', ['d'], { draining })]))
    return judge.judge().shares.rangeHolds
  }
  expect(back(false)).toEqual({ held: 0, of: 1 })
  expect(back(true)).toEqual({ held: 1, of: 1 })
})
