import { expect, test } from 'vitest'
import { perThousandHours, reportCost } from './reportCost.ts'

const figures = { processHours: 100, egress: 5e9 }

test.each([
  ['both', 0.5, 0.1, 50.5],
  ['hours alone', 0.5, null, 50],
  ['egress alone', null, 0.1, 0.5],
  ['for nothing', 0, 0, 0],
  ['nobody said', null, null, Number.NaN],
])('%s', (_, pricePerHour, pricePerGb, cost) => {
  expect(reportCost(figures, { pricePerHour, pricePerGb })).toEqual(Number.isNaN(cost) ? cost : expect.closeTo(cost))
})

test('events per 1,000 process-hours', () => {
  expect(perThousandHours(3, 600)).toBeCloseTo(5)
  expect(perThousandHours(1, 0.5)).toBeNaN()
})
