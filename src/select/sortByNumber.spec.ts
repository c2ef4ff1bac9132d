import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sortByNumber } from './sortByNumber.ts'

/** By comparing, which is slow and plain: stable, unknown last. */
function compared(slots: Uint32Array, keys: Float64Array, descending: boolean): number[] {
  const places = Array.from(slots, (_, at) => at)
  const keyAt = (at: number): number => keys[at] ?? Number.NaN
  const known = places.filter((at) => !Number.isNaN(keyAt(at)))
  const unknown = places.filter((at) => Number.isNaN(keyAt(at)))
  const way = descending ? -1 : 1
  known.sort((a, b) => (keyAt(a) === keyAt(b) ? a - b : way * (keyAt(a) < keyAt(b) ? -1 : 1)))
  return [...known, ...unknown].map((at) => slots[at] ?? 0)
}

const KINDS = {
  gauges: fc.integer({ min: 0, max: 300 }),
  'whole numbers of either sign': fc.integer({ min: -50, max: 50 }),
  'times, epoch ms': fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 }),
  rates: fc.double({ min: 0, max: 1e9, noNaN: true }),
  'anything, unknown among it': fc.double(),
  zeros: fc.constantFrom(0, -0),
} as const

describe('sorting slots by a number', () => {
  test.each(Object.entries(KINDS))('%s: as comparing does it', (_kind, key) => {
    fc.assert(
      fc.property(fc.array(key, { maxLength: 200 }), fc.boolean(), (keys, descending) => {
        const slots = Uint32Array.from(keys, (_, at) => (at * 7 + 3) % 1000)
        const numbers = Float64Array.from(keys)
        expect([...sortByNumber(slots, numbers, descending)]).toEqual(compared(slots, numbers, descending))
      }),
      { numRuns: 300 },
    )
  })

  test('whole numbers near each other and far apart are sorted alike', () => {
    for (const top of [16_383, 16_384, 1e6, 2 ** 53]) {
      const keys = Float64Array.from([top, 0, 5, top, 0, 7])
      const slots = Uint32Array.from([10, 11, 12, 13, 14, 15])
      expect([...sortByNumber(slots, keys, true)]).toEqual([10, 13, 15, 12, 11, 14])
      expect([...sortByNumber(slots, keys, false)]).toEqual([11, 14, 12, 15, 10, 13])
    }
  })
})
