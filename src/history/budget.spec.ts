import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellsOf } from './axis.ts'
import { bytesOf, newFleetHistory, type FleetHistory } from './fleetHistory.ts'
import { fleetSeries } from './fleetSeries.ts'
import {
  forgetProcess,
  newProcessHistory,
  placeOf,
  processesGivenUp,
  putProcess,
  recordProcesses,
  type ProcessHistory,
} from './processHistory.ts'
import { processSeries } from './processSeries.ts'
import { bucketAt, coverAt } from './processPage.ts'
import { bytesEach, PLANS } from './processPlan.ts'
import { add, group, HOUR, MINUTE, T } from './testSamples.ts'
import { tierBytes } from './tier.ts'

describe('too many groups', () => {
  const filled = (budgetBytes: number): FleetHistory => {
    const history = newFleetHistory(budgetBytes)
    const groups = Array.from({ length: 20 }, (_, index) => group(`r${index % 4}`, 10, `d${index % 5}`))
    for (let at = T; at < T + 8 * HOUR; at += 30_000) add(history, at, groups)
    return history
  }
  const unbounded = filled(Number.POSITIVE_INFINITY)
  unbounded.raw.spare = []
  const budget = 0.7 * bytesOf(unbounded)
  const history = filled(budget)
  const read = (regions: string[], deployments: string[]) =>
    fleetSeries(history, { metric: 'connections', by: 'total', regions, deployments, rangeMs: 6 * HOUR, points: 5000 })

  test('stay within the budget, and it is said since when what is there', () => {
    expect(bytesOf(history)).toBeLessThanOrEqual(budget)
    expect(history.gaveUp.polls).toBeGreaterThan(T)
    expect(history.gaveUp.tens).toBeGreaterThan(T)
  })

  test('the whole and the regions keep all; single deployments are coarser, and nowhere zero', () => {
    expect(read([], [])).toMatchObject({ since: T, stepMs: 10_000 })
    expect(read(['r1'], [])).toMatchObject({ since: T, stepMs: 10_000 })
    expect(read([], []).lines[0]?.values.every((value) => value === 200)).toBe(true)
    const { times, lines, stepMs } = read(['r1'], ['d1'])
    expect(stepMs).toBe(60_000)
    expect(times.length).toBeGreaterThan(10)
    expect(lines[0]?.values.every((value) => value === 10)).toBe(true)
  })
})

test('polls take no more memory in an hour than after a few of them', () => {
  const history = newFleetHistory()
  const groups = Array.from({ length: 20 }, (_, index) => group(`r${index % 4}`, index, `d${index % 5}`))
  add(history, T, groups)
  const first = tierBytes(history.raw)
  for (let poll = 1; poll <= history.raw.blocksMost; poll++) add(history, T + poll * 1000, groups)
  const bytes = tierBytes(history.raw)
  // The first one takes no room but its own.
  expect(bytes / first).toBeGreaterThan(20)
  for (let at = T + (history.raw.blocksMost + 1) * 1000; at < T + 2 * HOUR; at += 1000) add(history, at, groups)
  expect(tierBytes(history.raw)).toBe(bytes)
  // Arrays that are used again hold nothing of what they held before.
  const { times, lines } = fleetSeries(history, {
    metric: 'connections',
    by: 'region',
    regions: ['r1'],
    deployments: [],
    rangeMs: HOUR,
    points: 5000,
  })
  expect(times.at(-1)).toBe(T + 2 * HOUR - 1000)
  expect(new Set(lines[0]?.values)).toEqual(new Set([1 + 5 + 9 + 13 + 17]))
})

describe('too many processes', () => {
  const budget = 30 * bytesEach(PLANS[0])
  /** Polls every 5 s, the n-th process has n. */
  function watched(counts: readonly number[], pollsEach: number): ProcessHistory {
    const history = newProcessHistory(budget)
    let at = T
    for (const count of counts) {
      for (let n = 0; n < pollsEach; n++, at += 5000) {
        recordProcesses(history, at, false, count)
        for (let p = 0; p < count; p++) putProcess(history, placeOf(history, `p${p}`), p, p * 10)
      }
    }
    return history
  }
  const values = (history: ProcessHistory, id: string, rangeMs: number): readonly number[] =>
    processSeries(history, id, 'connections', { rangeMs, points: 5000 }).lines[0]?.values ?? []

  test.each(PLANS.map((plan, index) => ({ plan, index })))(
    'plan $index says what it gave up, and keeps what it has room for',
    ({ plan }) => {
      const count = Math.floor(budget / bytesEach(plan))
      const history = watched([10, count], 100)
      expect(processesGivenUp(history)).toEqual({ words: plan.gaveUp, refused: 0 })
      expect(values(history, 'p7', HOUR)).toContain(7)
      expect(new Set(values(history, 'p7', HOUR).filter((value) => !Number.isNaN(value)))).toEqual(new Set([7]))
      const since = processSeries(history, 'p7', 'connections', { rangeMs: HOUR, points: 5000 }).since ?? 0
      // A finer tier that begins within one bucket says since when.
      expect(since).toBeLessThanOrEqual(T + plan.stepMs)
    },
  )

  test('it stays so when they are fewer again, and a place is not another’s past', () => {
    const history = watched([30, 100, 30], 20)
    expect(processesGivenUp(history).words).not.toBeNull()
    for (let p = 0; p < 100; p++) forgetProcess(history, `p${p}`)
    recordProcesses(history, T + HOUR, false, 1)
    putProcess(history, placeOf(history, 'new'), 5, 5)
    expect(values(history, 'new', 6 * HOUR).filter((value) => !Number.isNaN(value))).toEqual([5])
  })

  test('any polls: buckets hold exactly what was put, through every plan', () => {
    const poll = fc.record({ value: fc.integer({ min: 0, max: 1e6 }), more: fc.integer({ min: 0, max: 15 }) })
    const plans = new Set<number>()
    fc.assert(
      fc.property(fc.array(poll, { minLength: 1, maxLength: 40 }), (polls) => {
        const history = newProcessHistory(20 * bytesEach(PLANS[0]))
        let count = 3
        const put = polls.map(({ value, more }, index) => {
          count += more
          const at = T + index * 20_000
          recordProcesses(history, at, false, count)
          for (let p = 0; p < count; p++) putProcess(history, placeOf(history, `p${p}`), value + p, Number.NaN, 1)
          return { at, value }
        })
        plans.add(history.plan)
        const { buckets: axis } = history.axes
        const page = history.pages[0]
        if (page === undefined) throw new Error('no page')
        const [from, end] = cellsOf(axis)
        let seen = 0
        for (let number = from; number < end; number++) {
          const time = axis.times[number % axis.capacity] ?? 0
          const inside = put.filter(({ at }) => at >= time && at < time + axis.stepMs)
          for (const place of [0, 2]) {
            const at = bucketAt(page, number % axis.capacity, 0, place)
            const all = inside.map(({ value }) => value + place)
            const { n, min, max } = page.buckets
            expect([n[at], min[at], max[at]]).toEqual([all.length, Math.min(...all), Math.max(...all)])
            expect(page.cover.resets[coverAt(page, number % axis.capacity, place)]).toBe(all.length)
          }
          seen += inside.length
        }
        expect(seen).toBe(put.length)
      }),
      { numRuns: 1000 },
    )
    expect(plans.size).toBeGreaterThan(3)
  }, 60_000)
})

test('a minute that nobody filled is unknown', () => {
  const history = newProcessHistory(1e6)
  for (let n = 0; n < 200; n++) {
    recordProcesses(history, T + n * MINUTE, false, 1)
    if (n < 100) putProcess(history, placeOf(history, 'p'), n, n)
  }
  const { lines } = processSeries(history, 'p', 'connections', { rangeMs: 6 * HOUR, points: 5000 })
  expect(lines[0]?.values.slice(-100).every(Number.isNaN)).toBe(true)
})
