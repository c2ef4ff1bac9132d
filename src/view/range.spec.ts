import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRange, windowOf, writeRange } from './range.ts'

const at = (text: string): number => Date.parse(text)

test.each<[text: string, window: ReturnType<typeof windowOf> | null]>([
  ['1h', { rangeMs: 3_600_000 }],
  ['48h', { rangeMs: 172_800_000 }],
  ['3h', { rangeMs: 10_800_000 }],
  ['20261124T030000Z-20261124T033000Z', { rangeMs: 1_800_000, endAt: at('2026-11-24T03:30:00Z') }],
  ['20260228T235950Z-20260301T000000Z', { rangeMs: 10_000, endAt: at('2026-03-01T00:00:00Z') }],
  ['20260228T235951Z-20260301T000000Z', null],
  ['20260230T000000Z-20260301T000000Z', null],
  ['20261124T033000Z-20261124T030000Z', null],
  ['20261101T000000Z-20261124T000000Z', null],
  ['20261124T030000Z', null],
  ['20261124T030000Z-', null],
  ['20261124T030000Z-20261124T033000Z-20261124T043000Z', null],
  ['toString', null],
  ['', null],
])('"%s"', (text, window) => {
  const range = readRange(text)
  expect(range && windowOf(range)).toEqual(window)
})

test('property: what was written is read again, within the second', () => {
  const time = fc.integer({ min: 0, max: at('2100-01-01T00:00:00Z') })
  const length = fc.integer({ min: 10_000, max: 14 * 86_400_000 })
  fc.assert(
    fc.property(time, length, (from, ms) => {
      const read = readRange(writeRange(from, from + ms))
      expect(read?.endAt).toBeGreaterThanOrEqual(from + ms)
      expect(read?.endAt).toBeLessThan(from + ms + 1000)
      expect((read?.endAt ?? 0) - (read?.ms ?? 0)).toBeLessThanOrEqual(from)
    }),
  )
})
