import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimate, type Lines } from './decimate.ts'

const T = Date.UTC(2026, 2, 2, 12)
const every = (seconds: number, values: readonly number[]): Lines => ({
  times: values.map((_, index) => T + index * seconds * 1000),
  lines: [[...values]],
})
const wave = (n: number, spike: Record<number, number> = {}): number[] =>
  Array.from({ length: n }, (_, index) => spike[index] ?? 100 + (index % 7))

describe('decimation', () => {
  test('what fits stays as it is', () => {
    const few = every(5, [1, 2, 3])
    expect(decimate(few, 3)).toBe(few)
  })

  test.each([
    [2000, 200],
    [720, 200],
    [721, 360],
    [4000, 60],
    [1440, 4],
  ])('of %d times no more than %d, and no fewer than half', (n, points) => {
    const { times } = decimate(every(5, wave(n)), points)
    expect(times.length).toBeLessThanOrEqual(points)
    expect(times.length).toBeGreaterThanOrEqual(Math.floor(points / 2))
  })

  test.each([1, 17, 500, 998])('a spike up and one down at %d stay', (at) => {
    const { lines } = decimate(every(5, wave(1000, { [at]: 9999, [at + 1]: -5 })), 100)
    expect(lines[0]).toContain(9999)
    expect(lines[0]).toContain(-5)
  })

  test('the newest point stays as it is', () => {
    const { times, lines } = decimate(every(5, wave(1000, { 999: 42 })), 100)
    expect([times.at(-1), lines[0]?.at(-1)]).toEqual([T + 999 * 5000, 42])
  })

  test('a gap of one line stays a gap while the other goes on', () => {
    const gappy = wave(1000).map((value, index) => (index === 500 ? Number.NaN : value))
    const raw: Lines = { times: every(5, gappy).times, lines: [gappy, wave(1000)] }
    const { lines } = decimate(raw, 100)
    expect(lines[0]?.filter(Number.isNaN)).toHaveLength(1)
    expect(lines[1]?.some(Number.isNaN)).toBe(false)
  })

  test('where a line breaks off all the time, it is still decimated, and still gappy', () => {
    const broken = wave(2000).map((value, index) => (index % 2 === 0 ? Number.NaN : value))
    const { times, lines } = decimate(every(5, broken), 100)
    expect(times.length).toBeLessThanOrEqual(200)
    expect(lines[0]?.some(Number.isNaN)).toBe(true)
  })

  test('buckets stand still while the window moves, whatever the polls jitter', () => {
    const all = every(5, wave(3000))
    const jitter = all.times.map((time, index) => time + (index % 7) * 40)
    const window = (from: number): Lines => ({
      times: jitter.slice(from, from + 721),
      lines: [(all.lines[0] ?? []).slice(from, from + 721)],
    })
    // All but the first bucket, which loses samples, and the last, which gains some.
    const middle = (from: number): number[] => decimate(window(from), 360).times.slice(2, 40)
    const first = middle(100)
    for (const from of [101, 103, 104, 105]) {
      expect(first).toEqual(expect.arrayContaining(middle(from).slice(0, 30)))
    }
  })

  test('of any lines: times rise, extremes stay, no value is invented, the newest stays', () => {
    const value = fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: -50, max: 50 }) },
      { weight: 1, arbitrary: fc.constant(Number.NaN) },
    )
    const lines = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(lines, fc.integer({ min: 2, max: 60 }), (pairs, points) => {
        const raw: Lines = {
          times: pairs.map((_, index) => T + index * 5000),
          lines: [pairs.map(([a]) => a), pairs.map(([, b]) => b)],
        }
        const { times, lines: kept } = decimate(raw, points)
        expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0))).toBe(true)
        for (const [index, values] of kept.entries()) {
          const before = (raw.lines[index] ?? []).filter((one) => !Number.isNaN(one))
          const after = values.filter((one) => !Number.isNaN(one))
          expect(values).toHaveLength(times.length)
          expect(Math.max(...after)).toBe(Math.max(...before))
          expect(Math.min(...after)).toBe(Math.min(...before))
          expect(after.every((one) => before.includes(one))).toBe(true)
          expect(values.at(-1)).toBe(raw.lines[index]?.at(-1))
        }
        expect(times.at(-1)).toBe(raw.times.at(-1))
      }),
    )
  })

  test('of averages with extremes, gaps and all: never more points, every spike stays, every line that broke off is broken', () => {
    const cell = fc.option(fc.tuple(fc.integer({ min: 0, max: 1e6 }), fc.nat(1000), fc.nat(1000)), { freq: 6 })
    const line = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(line, fc.integer({ min: 4, max: 60 }), (cells, points) => {
        const column = (pick: 0 | 1, of: (known: [number, number, number]) => number): number[] =>
          cells.map((pair) => (pair[pick] === null ? Number.NaN : of(pair[pick])))
        const both = (of: (known: [number, number, number]) => number): number[][] => [column(0, of), column(1, of)]
        const raw = {
          times: cells.map((_, index) => T + index * 60_000),
          lines: both(([mean]) => mean),
          lows: both(([mean, below]) => mean - below),
          highs: both(([mean, , above]) => mean + above),
          stepMs: 60_000,
        }
        const { times, lines } = decimate(raw, points)
        if (cells.length <= points) {
          expect(lines).toBe(raw.lines)
          return
        }
        expect(times.length).toBeLessThanOrEqual(points)
        expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? 0))).toBe(true)
        for (const [index, values] of lines.entries()) {
          const known = (list: readonly number[]): number[] => list.filter((one) => !Number.isNaN(one))
          const [lows, highs] = [known(raw.lows[index] ?? []), known(raw.highs[index] ?? [])]
          expect(Math.max(...known(values))).toBe(Math.max(...highs))
          expect(Math.min(...known(values))).toBe(Math.min(...lows))
          expect(values.some(Number.isNaN)).toBe((raw.lines[index] ?? []).some(Number.isNaN))
        }
      }),
      { numRuns: 2000 },
    )
  })
})
