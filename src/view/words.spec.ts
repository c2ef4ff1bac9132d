import { describe, expect, test } from 'vitest'
import { byteRate, bytes, count, exactCount, milliseconds, percent, perMinute, UNKNOWN } from './format.ts'
import { regionColour } from './regionColours.ts'
import { bothTimes, clockTime, dayTime, fullTime, minuteTime, zoneName } from './time.ts'

describe('figures', () => {
  const formats = { count, exactCount, byteRate, bytes, perMinute, percent, milliseconds }
  test.each<[format: keyof typeof formats, value: number, text: string]>([
    ['count', Number.NaN, UNKNOWN],
    ['count', 0, '0'],
    ['count', 9999, '9,999'],
    ['count', 10_000, '10.0 k'],
    ['count', 12_345, '12.3 k'],
    ['count', 999_499, '999 k'],
    ['count', 999_999, '1.00 M'],
    ['count', 1_234_567, '1.23 M'],
    ['count', 2 ** 53 - 1, '9.01 P'],
    ['exactCount', 12_345_678, '12,345,678'],
    ['exactCount', Number.NaN, 'unknown'],
    ['byteRate', Number.NaN, UNKNOWN],
    ['byteRate', 0, '0 B/s'],
    ['byteRate', 999, '999 B/s'],
    ['byteRate', 999.9, '1.00 kB/s'],
    ['byteRate', 1_500_000, '1.50 MB/s'],
    ['byteRate', 999_999_999, '1.00 GB/s'],
    ['byteRate', 1.2e13, '12,000 GB/s'],
    ['bytes', 5_000_000_000, '5.00 GB'],
    ['bytes', 2 ** 53 - 1, '9,010 TB'],
    ['perMinute', Number.NaN, UNKNOWN],
    ['perMinute', 0, '0'],
    ['perMinute', 3.14, '3.1'],
    ['perMinute', 9.97, '10'],
    ['perMinute', 12.6, '13'],
    ['percent', 0.984, '98 %'],
    ['percent', Number.NaN, UNKNOWN],
    ['milliseconds', Number.NaN, UNKNOWN],
    ['milliseconds', 0.4, '0 ms'],
    ['milliseconds', 999.4, '999 ms'],
    ['milliseconds', 999.6, '1 s'],
    ['milliseconds', 1234, '1.23 s'],
  ])('%s of %d', (format, value, text) => {
    expect(formats[format](value)).toBe(text)
  })
})

describe('times', () => {
  const at = Date.UTC(2026, 2, 29, 0, 59, 7)
  test.each<[text: string, expected: string]>([
    [clockTime(at, 'UTC'), '00:59:07'],
    [minuteTime(at, 'UTC'), '00:59'],
    [dayTime(at, 'UTC'), 'Sun 29 Mar 00:59'],
    [fullTime(at, 'UTC'), '29 Mar 2026, 00:59:07 UTC'],
    [bothTimes(at, 'UTC'), '29 Mar 2026, 00:59:07 UTC'],
    // The night in which Berlin's clocks go from 2 to 3.
    [bothTimes(at, 'Europe/Berlin'), '29 Mar 2026, 01:59:07 CET · 29 Mar 2026, 00:59:07 UTC'],
    [fullTime(at + 60_000, 'Europe/Berlin'), '29 Mar 2026, 03:00:07 CEST'],
    [zoneName(at, 'UTC'), 'UTC'],
  ])('%s', (text, expected) => {
    expect(text.replace('GMT+1', 'CET').replace('GMT+2', 'CEST')).toBe(expected)
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 9e15, -9e15])('%d is no time, and no error', (wrong) => {
    for (const say of [clockTime, minuteTime, dayTime, fullTime]) expect(say(wrong, 'UTC')).toBe(UNKNOWN)
    expect(zoneName(wrong, 'UTC')).toBe('UTC')
  })
})

test('a region has its colour whatever is shown, and a strange one has one, too', () => {
  expect([regionColour('Seattle'), regionColour('Sao_Paulo')]).toEqual([0, 13])
  expect(regionColour('Mars')).toBe(regionColour('Mars'))
  for (const odd of ['Mars', '', '__proto__', '😀']) expect(regionColour(odd)).toBeGreaterThanOrEqual(0)
})
