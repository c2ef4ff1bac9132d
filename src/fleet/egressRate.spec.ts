import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { egressRate, observeEgress, readingCount, type EgressTrack } from './egressRate.ts'

const T = Date.UTC(2026, 2, 2, 12)
const SLOW = 60_000

interface Seen {
  /** Seconds after T of the poll, and of the server's own measurement; null when it says none. */
  at: number
  measured?: number | null
  bytes: number
  startedAt?: number | null
  gap?: boolean
}

function watch(seen: readonly Seen[]): EgressTrack {
  let track: EgressTrack | null = null
  for (const { at, measured = null, bytes, startedAt = 1, gap = false } of seen) {
    const measuredAt = measured === null ? null : T + measured * 1000
    track = observeEgress(track, { at: T + at * 1000, bytes, startedAt, measuredAt }, gap)
  }
  if (track === null) throw new Error('nothing seen')
  return track
}

const rate = (seen: readonly Seen[], heartbeat = true): number =>
  egressRate(watch(seen), { mode: heartbeat ? 'heartbeat' : 'on change', slowStepMs: SLOW })

/** Polls every `period` s of a counter of 1,000 B/s that moves every `step` s. */
function steady(options: { step: number; seconds: number; period?: number; dated?: boolean }): Seen[] {
  const { step, seconds, period = 5, dated = true } = options
  return Array.from({ length: Math.floor(seconds / period) + 1 }, (_, index) => {
    const at = index * period
    const measured = Math.floor(at / step) * step
    return { at, measured: dated ? measured : null, bytes: 1_000_000 + measured * 1000 }
  })
}

describe('a steady counter', () => {
  test.each<[title: string, seen: Seen[], heartbeat: boolean, expected: number]>([
    ['dated by heartbeats of 5 s', steady({ step: 5, seconds: 90 }), true, 1000],
    ['dated by heartbeats of 60 s, no ×12', steady({ step: 60, seconds: 300 }), true, 1000],
    ['just before its next step', steady({ step: 60, seconds: 295 }), true, 1000],
    ['undated, every 5 s', steady({ step: 5, seconds: 90, dated: false }), false, 1000],
    ['undated, every 60 s', steady({ step: 60, seconds: 300, dated: false }), false, 1000],
    ['every second, polled every second', steady({ step: 1, seconds: 120, period: 1, dated: false }), false, 1000],
    ['two heartbeats are enough', steady({ step: 5, seconds: 5 }), true, 1000],
    ['undated, under 60 s: not known yet', steady({ step: 5, seconds: 60, dated: false }), false, Number.NaN],
    ['undated, from 60 s between changes on', steady({ step: 5, seconds: 65, dated: false }), false, 1000],
    [
      'dated by the last change of a gauge, under 60 s: not known yet',
      steady({ step: 5, seconds: 60 }),
      false,
      Number.NaN,
    ],
    ['and from 60 s between changes on', steady({ step: 5, seconds: 65 }), false, 1000],
    ['one reading says nothing', steady({ step: 5, seconds: 0 }), true, Number.NaN],
  ])('%s', (_title, seen, heartbeat, expected) => {
    expect(rate(seen, heartbeat)).toBe(expected)
  })

  test("the first reading is no change: without heartbeats its date may be another gauge's", () => {
    const seen: Seen[] = [
      { at: 0, measured: -50, bytes: 5_000_000 },
      { at: 5, measured: 5, bytes: 5_005_000 },
    ]
    expect(rate(seen, false)).toBeNaN()
  })

  test.each([300, 30, -30, -300])('a feed whose clock is %i s behind its counters shows no rate of 0', (behind) => {
    const seen = steady({ step: 5, seconds: 180 }).map(({ at, measured, bytes }) => {
      return { at, measured: (measured ?? 0) + behind, bytes }
    })
    const rates = seen.map((_, index) => rate(seen.slice(0, index + 1))).filter((one) => !Number.isNaN(one))
    expect(rates.length).toBeGreaterThan(20)
    for (const one of rates) expect(one).toBeCloseTo(1000, -1)
  })

  test("a change is dated by the poll when the gauge's date did not move with it", () => {
    const seen: Seen[] = [
      { at: 0, measured: 0, bytes: 0 },
      { at: 5, measured: 5, bytes: 5_000 },
      // Connections changed at 10 s, bytes only at 60 s.
      { at: 10, measured: 10, bytes: 5_000 },
      { at: 60, measured: 10, bytes: 60_000 },
      { at: 70, measured: 70, bytes: 70_000 },
    ]
    expect(rate(seen, false)).toBe(1000)
  })

  test('holds few readings, however long it is watched', () => {
    expect(readingCount(watch(steady({ step: 1, seconds: 3600, period: 1 })))).toBeLessThanOrEqual(32)
    expect(readingCount(watch(steady({ step: 5, seconds: 3600 })))).toBeLessThanOrEqual(15)
  })
})

describe('resets and gaps', () => {
  const before = steady({ step: 5, seconds: 90 })
  test.each<[title: string, then: Seen[], expected: number, resets: number]>([
    ['falls: nothing yet', [{ at: 95, measured: 95, bytes: 500 }], Number.NaN, 1],
    [
      'falls, then goes on from there',
      [
        { at: 95, measured: 95, bytes: 500 },
        { at: 100, measured: 100, bytes: 10_500 },
      ],
      2000,
      1,
    ],
    ['falls to 0', [{ at: 95, measured: 95, bytes: 0 }], Number.NaN, 1],
    ['another start', [{ at: 95, measured: 95, bytes: 0, startedAt: 2 }], Number.NaN, 1],
    ['another start above the old value', [{ at: 95, measured: 95, bytes: 9e9, startedAt: 2 }], Number.NaN, 1],
    ['a start withdrawn', [{ at: 95, measured: 95, bytes: 9e9, startedAt: null }], Number.NaN, 1],
    ['after a gap', [{ at: 3600, measured: 3600, bytes: 9e9, gap: true }], Number.NaN, 0],
    [
      'after a gap, the next change',
      [
        { at: 3600, measured: 3600, bytes: 9e9, gap: true },
        { at: 3605, measured: 3605, bytes: 9e9 + 15_000 },
      ],
      3000,
      0,
    ],
    ['falls over a gap', [{ at: 3600, measured: 3600, bytes: 5, gap: true }], Number.NaN, 1],
  ])('%s', (_title, then, expected, resets) => {
    const seen = [...before, ...then]
    expect(rate(seen)).toBe(expected)
    expect(watch(seen).resets).toBe(resets)
  })

  test('binding its port is no reset', () => {
    const seen: Seen[] = [
      { at: 0, measured: 0, bytes: 0, startedAt: null },
      { at: 5, measured: 5, bytes: 0, startedAt: 2 },
      { at: 10, measured: 10, bytes: 20_000, startedAt: 2 },
      { at: 15, measured: 15, bytes: 30_000, startedAt: 2 },
    ]
    expect(watch(seen).resets).toBe(0)
    expect(rate(seen)).toBe(2000)
  })
})

describe('a counter that stands still', () => {
  const still = (from: number, seconds: number, bytes: number): Seen[] =>
    Array.from({ length: seconds / 5 }, (_, index) => ({ at: from + 5 + index * 5, bytes }))
  test.each<[title: string, seen: Seen[], expected: number]>([
    ['keeps its rate for three usual steps', [...steady({ step: 5, seconds: 90 }), ...still(90, 15, 1_090_000)], 1000],
    ['is 0 from then on', [...steady({ step: 5, seconds: 90 }), ...still(90, 20, 1_090_000)], 0],
    ['never moved: not known for three slow steps', [{ at: 0, bytes: 7 }, ...still(0, 180, 7)], Number.NaN],
    ['never moved: 0 from then on', [{ at: 0, bytes: 7 }, ...still(0, 185, 7)], 0],
    [
      'that seldom moved keeps its rate for three of the slow steps of its source',
      [...steady({ step: 300, seconds: 1500, dated: false }), ...still(1500, 180, 2_500_000)],
      1000,
    ],
    [
      'that seldom moved is 0 from then on',
      [...steady({ step: 300, seconds: 1500, dated: false }), ...still(1500, 185, 2_500_000)],
      0,
    ],
  ])('%s', (_title, seen, expected) => {
    expect(rate(seen)).toBe(expected)
  })

  test('while its source is not known yet, its own steps say how long is long', () => {
    const track = watch([...steady({ step: 300, seconds: 1500, dated: false }), ...still(1500, 185, 2_500_000)])
    expect(egressRate(track, { mode: 'learning', slowStepMs: SLOW })).toBe(1000)
  })
})

describe('any counter', () => {
  const steps = fc.array(fc.integer({ min: 5, max: 60 }), { minLength: 6, maxLength: 60 })

  test('of a constant rate is read within 1 % over five steps, when its times are measured', () => {
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 10, max: 10_000_000 }),
        fc.integer({ min: 1, max: 10 }),
        (gaps, true_, poll) => {
          const seen: Seen[] = []
          const changes = gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0))
          const end = changes.at(-1) ?? 0
          for (let at = 0; at <= end + poll; at += poll) {
            const measured = changes.findLast((change) => change <= at) ?? 0
            seen.push({ at, measured, bytes: measured * true_ })
          }
          const found = rate(seen)
          expect(Math.abs(found - true_) / true_).toBeLessThan(0.01)
        },
      ),
    )
  })

  test('never has a negative rate, nor one over what it counted in all', () => {
    const reading = fc.record({
      dt: fc.integer({ min: 1, max: 120 }),
      bytes: fc.integer({ min: 0, max: 1_000_000 }),
      lag: fc.option(fc.integer({ min: -30, max: 90 })),
      startedAt: fc.constantFrom(null, 1, 1, 1, 2),
      gap: fc.constantFrom(false, false, false, true),
    })
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1, maxLength: 80 }), fc.boolean(), (readings, heartbeat) => {
        let at = 0
        const seen = readings.map(({ dt, lag, ...rest }): Seen => {
          at += dt
          return { at, measured: lag === null ? null : at - lag, ...rest }
        })
        const found = rate(seen, heartbeat)
        expect(found < 0).toBe(false)
        expect(found).not.toBe(Number.POSITIVE_INFINITY)
      }),
    )
  })
})
