import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { byteRate, bytes, count, exactCount, milliseconds, percent, perMinute, UNKNOWN } from './format.ts'
import { regionColour } from './regionColours.ts'
import { shortIds } from './shortId.ts'
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

describe('short IDs', () => {
  const one = 'aaaaaaaa-1111-2222-3333'
  test.each<[title: string, ids: string[], short: string[]]>([
    ['up to 16 characters it is whole', ['p-1', 'exactly-sixteen!'], ['p-1', 'exactly-sixteen!']],
    ['the last six', [one], ['…2-3333']],
    ['one more where two end alike', [`${one}X234567`, `${one}Y234567`], ['…X234567', '…Y234567']],
    ['not two more', [`${one}AX23456`, `${one}BY23456`, `${one}CY23456`], ['…X23456', '…BY23456', '…CY23456']],
    ['a short one ends alike, too', ['p-123456', `${one}X-123456`], ['p-123456', '…X-123456']],
    ['one is the ending of the other', [`${one}${one}`, `${one}`], [`…3${one}`, one]],
    ['the same twice', [one, one], ['…2-3333', '…2-3333']],
    ['no half characters', ['aaaaaaaaaaaaaaaa😀12345'], ['…😀12345']],
    ['__proto__', ['__proto__', '__proto____proto__'], ['__proto__', '…___proto__']],
  ])('%s', (_title, ids, short) => {
    const found = shortIds(ids)
    expect(ids.map((id) => found.get(id))).toEqual(short)
  })

  test('are unique, and the shortest that are', () => {
    const id = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.array(fc.constantFrom('a', 'b'), { minLength: 5, maxLength: 40 }).map((chars) => chars.join('')),
    )
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 30 }), (ids) => {
        const short = shortIds(ids)
        expect([...short.keys()].toSorted()).toEqual([...ids].toSorted())
        for (const [whole, text] of short) {
          if (whole.length <= 16) expect(text).toBe(whole)
          if (text === whole) continue
          const ending = text.slice(1)
          expect(whole.endsWith(ending)).toBe(true)
          expect(ending.length).toBeGreaterThanOrEqual(6)
          const others = ids.filter((other) => other !== whole)
          expect(others.some((other) => other.endsWith(ending))).toBe(false)
          if (ending.length > 6) expect(others.some((other) => other.endsWith(ending.slice(1)))).toBe(true)
        }
      }),
    )
  })

  test('50,000 that end alike are found at all', { timeout: 20_000 }, () => {
    const ids = Array.from({ length: 50_000 }, (_, index) => `${index}-${'x'.repeat(60)}`)
    expect(shortIds(ids).size).toBe(50_000)
  })
})

test('a region has its colour whatever is shown, and a strange one has one, too', () => {
  expect([regionColour('Seattle'), regionColour('Sao_Paulo')]).toEqual([0, 13])
  expect(regionColour('Mars')).toBe(regionColour('Mars'))
  for (const odd of ['Mars', '', '__proto__', '😀']) expect(regionColour(odd)).toBeGreaterThanOrEqual(0)
})
