import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldTime, timeOfField } from './fieldTime.ts'

test.each<[text: string, zone: string, utc: string | null]>([
  ['2026-11-24T03:00:00', 'UTC', '2026-11-24T03:00:00Z'],
  ['2026-11-24T03:00', 'UTC', '2026-11-24T03:00:00Z'],
  ['2026-11-24T03:00:00', 'Asia/Tokyo', '2026-11-23T18:00:00Z'],
  ['2026-07-24T03:00:00', 'America/New_York', '2026-07-24T07:00:00Z'],
  ['2026-11-24T03:00:00', 'Asia/Kathmandu', '2026-11-23T21:15:00Z'],
  // Clocks go forward at 02:00 on 29 March: 02:30 is not there; back at 03:00 on 25 October: 02:30 comes twice.
  ['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00Z'],
  ['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00Z'],
  ['', 'UTC', null],
  ['2026-13-24T03:00:00', 'UTC', null],
])('%s in %s', (text, zone, utc) => {
  const at = timeOfField(text, zone)
  expect(Number.isNaN(at) ? null : new Date(at).toISOString().replace('.000', '')).toBe(utc)
})

test('property: what a field was given, it says', () => {
  const zones = fc.constantFrom('UTC', 'local', 'Asia/Tokyo', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Kiritimati')
  const seconds = fc.integer({ min: 0, max: 4_000_000_000 })
  fc.assert(
    fc.property(zones, seconds, (zone, second) => {
      const at = second * 1000
      const read = timeOfField(fieldTime(at, zone), zone)
      // An hour that comes twice reads as the first.
      expect([at, at - 3_600_000, at - 1_800_000]).toContain(read)
    }),
  )
})
