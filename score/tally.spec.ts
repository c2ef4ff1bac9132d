import { expect, test } from 'vitest'
import { sumsOf } from './judgeFeed.ts'
import { count, newTally, sumTallies } from './tally.ts'
import { wireRow } from './testMoment.ts'
import { faultAt, isLost } from './troubles.ts'

const MIN = 60_000

test('tallies of days add up', () => {
  const day = (held: boolean, sample: number) => {
    const tally = newTally(['a', 'b'], ['s'])
    count(tally.shares.a, held)
    tally.samples.s.push(sample)
    return tally
  }
  expect(sumTallies([day(true, 1), day(false, 2)])).toEqual({
    shares: { a: { held: 1, of: 2 }, b: { held: 0, of: 0 } },
    samples: { s: [1, 2] },
  })
})

test('what an answer says, a row sent twice once, slots of those that take rooms', () => {
  const [a, b] = [wireRow('a', ['1'], { activeConnections: 3 }), wireRow('b', ['2', '3'], { draining: true })]
  expect(sumsOf([a, b, a])).toEqual({ processes: 2, connections: 3, rooms: 3, openSlots: 3 })
})

test('troubles come one after the other, with peace between, and polls are lost', () => {
  expect([10, 31, 41, 61, 91].map((minute) => faultAt(minute * MIN)?.name)).toEqual([
    undefined,
    'reset-counters',
    undefined,
    'freeze-counters',
    'bad-rows',
  ])
  expect([isLost(10 * MIN, 0.5), isLost(10 * MIN, 0.01), isLost(51 * MIN, 0.5), isLost(111 * MIN, 0.5)]).toEqual([
    false,
    true,
    true,
    true,
  ])
})
