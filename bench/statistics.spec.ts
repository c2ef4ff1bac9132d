import { describe, expect, it } from 'vitest'
import { slopePer500 } from './measure/memory.ts'
import { last, mean, median, p95, worst } from './statistics.ts'

const HUNDRED = Array.from({ length: 101 }, (_, at) => 100 - at)

describe('statistics of samples', () => {
  it.each([
    { name: 'median of an odd number', found: median([5, 1, 3]), wanted: 3 },
    { name: 'median of an even number', found: median([4, 1, 3, 2]), wanted: 2.5 },
    { name: 'median leaves out what is unknown', found: median([1, Number.NaN, 3]), wanted: 2 },
    { name: 'median of none', found: median([]), wanted: Number.NaN },
    { name: 'p95', found: p95(HUNDRED), wanted: 95 },
    { name: 'p95 between neighbours', found: p95([0, 10]), wanted: 9.5 },
    { name: 'mean', found: mean([1, 2, 6]), wanted: 3 },
    { name: 'worst', found: worst([3, 9, 1]), wanted: 9 },
    { name: 'worst of none', found: worst([]), wanted: 0 },
    { name: 'last', found: last([3, 9, 1]), wanted: 1 },
  ])('$name', ({ found, wanted }) => expect(found).toBe(wanted))

  it('takes the slope from the second half, when everything has filled up', () => {
    const polls = Array.from({ length: 20 }, (_, at) => at * 10)
    const bytes = polls.map((poll) => (poll < 100 ? poll * 1e6 : 100e6 + (poll - 100) * 200))
    expect(slopePer500(polls, bytes)).toBeCloseTo(100_000, 3)
  })
})
