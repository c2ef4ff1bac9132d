import { expect, test } from 'vitest'
import { poissonInterval } from './poisson.ts'

// Exact 95 % limits as tables of them give them (Garwood 1936; half a quantile of chi square).
test.each([
  [0, 0, 3.6889],
  [1, 0.0253, 5.5716],
  [2, 0.2422, 7.2247],
  [5, 1.6235, 11.6683],
  [10, 4.7954, 18.3904],
  [50, 37.1112, 65.9185],
  [100, 81.3636, 121.6271],
])('%d events: %d to %d', (events, low, high) => {
  const interval = poissonInterval(events)
  expect(interval.low).toBeCloseTo(low, 3)
  expect(interval.high).toBeCloseTo(high, 3)
})

test('many events are no trouble', () => {
  const { low, high } = poissonInterval(10_000)
  expect(low / 10_000).toBeCloseTo(1 - 1.96 / 100, 2)
  expect(high / 10_000).toBeCloseTo(1 + 1.96 / 100, 2)
})
