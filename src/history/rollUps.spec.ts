import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellOf, coverOf } from './block.ts'
import { addCover, addValue, mergeBucket, mergeCover, newBuckets, newCover, type Buckets } from './buckets.ts'
import { newFleetHistory, tiersOf } from './fleetHistory.ts'
import { groupKey } from './rowMetrics.ts'
import { add, group, T } from './testSamples.ts'

const RUNS = 2000
const value = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0, max: 1e9, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
)
const of = (values: readonly number[]): Buckets => {
  const bucket = newBuckets(1)
  for (const one of values) addValue(bucket, 0, one)
  return bucket
}
const merged = (...parts: readonly Buckets[]): Buckets => {
  const bucket = newBuckets(1)
  for (const part of parts) mergeBucket(bucket, 0, part, 0)
  return bucket
}
function expectSame(a: Buckets, b: Buckets): void {
  expect([a.n[0], a.min[0], a.max[0]]).toEqual([b.n[0], b.min[0], b.max[0]])
  const [left, right] = [a.sum[0] ?? 0, b.sum[0] ?? 0]
  expect(Math.abs(left - right)).toBeLessThanOrEqual(1e-12 * Math.abs(right))
}

describe('buckets', () => {
  const samples = fc.array(value, { maxLength: 20 })
  test('merging is associative and commutative, and the same as taking the samples', () => {
    fc.assert(
      fc.property(samples, samples, samples, (a, b, c) => {
        expectSame(merged(merged(of(a), of(b)), of(c)), merged(of(a), merged(of(b), of(c))))
        expectSame(merged(of(a), of(b)), merged(of(b), of(a)))
        expectSame(merged(of(a), of(b), of(c)), of([...a, ...b, ...c]))
      }),
      { numRuns: RUNS },
    )
  })

  test('quarters of an hour from minutes are those from samples', () => {
    fc.assert(
      fc.property(fc.array(samples, { minLength: 15, maxLength: 15 }), (minutes) => {
        expectSame(merged(...minutes.map(of)), of(minutes.flat()))
      }),
      { numRuns: RUNS },
    )
  })

  test('resets and covered time add up', () => {
    const [into, from] = [newCover(1), newCover(1)]
    addCover(into, 0, 1, 5000)
    addCover(from, 0, 2, 2500)
    mergeCover(into, 0, from, 0)
    expect([into.resets[0], into.coveredMs[0]]).toEqual([3, 7500])
  })
})

test('any polls with gaps, resets and unknown values: every tier holds exactly what was put', () => {
  const poll = fc.record({
    dt: fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 60_000, max: 2_000_000 })),
    gapBefore: fc.boolean(),
    doubt: fc.boolean(),
    rate: value,
    resets: fc.integer({ min: 0, max: 3 }),
  })
  fc.assert(
    fc.property(fc.array(poll, { minLength: 1, maxLength: 60 }), (polls) => {
      const history = newFleetHistory()
      let at = T
      const put = polls.map(({ dt, gapBefore, doubt, rate, resets }, index) => {
        at += dt
        const doubtful = new Set(doubt ? ['Tokyo'] : [])
        const sample = { ...group('Tokyo', 5, '417', { roomStarts: rate }), resets }
        add(history, at, [sample], { gapBefore, whole: !doubt, doubtful })
        return { at, doubt, rate, resets, coveredMs: gapBefore || index === 0 ? 0 : dt }
      })
      for (const tier of tiersOf(history)) {
        if (!tier.deployments) continue
        for (const block of tier.blocks) {
          const row = block.rows.get(groupKey('Tokyo', '417'))
          for (let cell = 0; cell < block.cells; cell++) {
            const from = block.times[cell] ?? 0
            const inside = put.filter((one) => one.at >= from && one.at < from + Math.max(1, tier.stepMs) && !one.doubt)
            const expected = of(inside.map(({ rate }) => rate))
            const known = row === undefined ? newBuckets(1) : atCell(block.buckets, cellOf(block, row, 5, cell))
            if (tier.stepMs === 0) expect(known.n[0]).toBe(expected.n[0])
            else expectSame(known, expected)
            if (row === undefined) continue
            expect(block.cover.resets[coverOf(block, row, cell)]).toBe(inside.reduce((sum, one) => sum + one.resets, 0))
            const covered = inside.reduce((sum, one) => sum + one.coveredMs, 0)
            expect(block.cover.coveredMs[coverOf(block, row, cell)]).toBe(covered)
          }
        }
      }
    }),
    { numRuns: 1000 },
  )
}, 60_000)

/** One bucket by itself; of no samples, nothing of what was there before. */
function atCell(buckets: Buckets, at: number): Buckets {
  const one = newBuckets(1)
  mergeBucket(one, 0, buckets, at)
  return one
}
