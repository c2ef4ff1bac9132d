import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateSchema, parseRfc3339 } from './wireDate.ts'

describe('parseRfc3339', () => {
  test.each<[title: string, text: string, at: number]>([
    ['UTC', '2026-03-02T10:00:00Z', Date.UTC(2026, 2, 2, 10)],
    ['lower case', '2026-03-02t10:00:00z', Date.UTC(2026, 2, 2, 10)],
    ['an offset to the east', '2026-03-02T10:00:00+05:30', Date.UTC(2026, 2, 2, 4, 30)],
    ['an offset to the west', '2026-03-02T10:00:00-08:00', Date.UTC(2026, 2, 2, 18)],
    ['one digit of a second', '2026-03-02T10:00:00.5Z', Date.UTC(2026, 2, 2, 10, 0, 0, 500)],
    ['nanoseconds are cut', '2026-03-02T10:00:00.123999999Z', Date.UTC(2026, 2, 2, 10, 0, 0, 123)],
    ['a leap second', '2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1)],
    ['a leap day', '2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    ['a leap day of a century', '2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
    ['no leap day in 1900', '1900-02-29T00:00:00Z', Number.NaN],
    ['30 February', '2026-02-30T00:00:00Z', Number.NaN],
    ['month 0', '2026-00-10T00:00:00Z', Number.NaN],
    ['month 13', '2026-13-10T00:00:00Z', Number.NaN],
    ['day 0', '2026-01-00T00:00:00Z', Number.NaN],
    ['hour 24', '2026-01-01T24:00:00Z', Number.NaN],
    ['offset of 24 h', '2026-01-01T00:00:00+24:00', Number.NaN],
    ['no zone', '2026-01-01T00:00:00', Number.NaN],
    ['a date alone', '2026-01-01', Number.NaN],
    ['ten digits of a second', '2026-01-01T00:00:00.1234567890Z', Number.NaN],
    ['year 275761', '275761-01-01T00:00:00Z', Number.NaN],
    ['nonsense', 'now', Number.NaN],
  ])('%s', (_title, text, at) => {
    expect(parseRfc3339(text)).toBe(at)
  })

  test('reads what Date writes, in every year of four digits', () => {
    const dates = fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z') })
    fc.assert(
      fc.property(
        dates.filter((date) => !Number.isNaN(date.getTime())),
        (date) => {
          expect(parseRfc3339(date.toISOString())).toBe(date.getTime())
        },
      ),
    )
  })
})

test.each<[title: string, text: string, at: number | null]>([
  ['epoch', '1970-01-01T00:00:00Z', null],
  ['the end of 1970', '1970-12-31T23:59:59.999Z', null],
  ['1971 is a date', '1971-01-01T00:00:00Z', Date.UTC(1971, 0, 1)],
  ['1969 is a date', '1969-12-31T23:59:59Z', -1000],
  ["Go's zero", '0001-01-01T00:00:00Z', null],
  ["the end of Go's year", '0001-12-31T23:59:59Z', null],
])('absent or not: %s', (_title, text, at) => {
  expect(dateSchema.parse(text)).toBe(at)
})
