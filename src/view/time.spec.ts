import { expect, test } from 'vitest'
import { zonedTime } from './time.ts'

const HOUR = 3_600_000
const AT = Date.UTC(2026, 2, 2, 12, 3, 4)

test.each([
  ['an hour', HOUR, '12:03:04 UTC'],
  ['a day', 24 * HOUR, '12:03:04 UTC'],
  ['two days, in which there are two such hours', 48 * HOUR, 'Mon 2 Mar 12:03 UTC'],
])('a time out of %s', (_, spanMs, said) => {
  expect(zonedTime(AT, spanMs, 'UTC')).toBe(said)
})
