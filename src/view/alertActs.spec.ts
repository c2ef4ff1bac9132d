import { expect, test } from 'vitest'
import { actOf, readActs, type AlertAct } from './alertActs.ts'

const act = (over: Partial<AlertAct> = {}): AlertAct => ({
  key: 'feed blind||',
  since: 1000,
  at: 2000,
  until: null,
  by: 'Ada',
  note: 'on it',
  ...over,
})

test('what is stored is read back, what does not hold is left out', () => {
  expect(readActs(JSON.stringify([act(), { key: 1 }, act({ until: 5000 })]))).toEqual([act(), act({ until: 5000 })])
  for (const text of [null, '', '{', '{}', '[null]']) expect(readActs(text)).toEqual([])
})

test.each([
  ['acknowledged until it is over', act(), 9e9, true],
  ['snoozed, and not yet over', act({ until: 5000 }), 4999, true],
  ['snoozed, and over', act({ until: 5000 }), 5000, false],
  ['of another time', act({ since: 999 }), 3000, false],
  ['of another alert', act({ key: 'feed frozen||' }), 3000, false],
  ['of what was as bad then', act({ severity: 'page' }), 3000, true],
  ['of a little less', act({ size: 3 }), 3000, true],
  ['of half as much', act({ size: 2 }), 3000, false],
  ['of a clock that was fast', act({ since: 5000 }), 3000, true],
  ['of the build that it is of', act({ mostly: '418' }), 3000, true],
  ['of another build', act({ mostly: '417' }), 3000, false],
  ['of what has become worse', act({ severity: 'warn' }), 3000, false],
])('%s', (_, one, now, holds) => {
  const alert = { key: 'feed blind||', since: 1000, severity: 'page', size: 4, mostly: '418' } as const
  expect(actOf([one], alert, now) !== null).toBe(holds)
})
