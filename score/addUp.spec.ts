import { expect, test } from 'vitest'
import { addAlerts, addDays, type AlertScore, type DaysScore } from './addUp.ts'
import { newTally } from './tally.ts'
import { main } from './run.ts'

const CODE = 'abc'

function daysOf(seeds: readonly number[], held: number): DaysScore {
  const slots = newTally(['rangeHolds', 'earliestHolds', 'notFillingHolds'], [])
  slots.shares.earliestHolds = { held, of: 10 }
  // Only what is added up matters here.
  const score = { slots, drains: newTally([], []), feed: newTally([], []), ends: newTally([], []) } as never
  return {
    seeds,
    hours: 24,
    processes: 120,
    code: CODE,
    first: 'first',
    worlds: [{ law: 'usual', condition: 'sound', score }],
  }
}

const alertsOf = (seeds: readonly number[], minutes: number | null): AlertScore => {
  const quiet = { falsePages: ['a rule: words'], warnings: 2, flaps: [] }
  return {
    seeds,
    hours: 24,
    processes: 300,
    code: CODE,
    first: 'first',
    quiet: { sound: quiet, troubled: { ...quiet, flaps: ['a rule: words'] } },
    stories: { 'host-down': [{ found: minutes, shown: 0 }] },
  }
}

test('days of more seeds are added up, world by world', () => {
  const sum = addDays(daysOf([1001], 7), daysOf([1002, 1003], 9))
  expect(sum.seeds).toEqual([1001, 1002, 1003])
  expect(sum.worlds[0]?.score.slots.shares.earliestHolds).toEqual({ held: 16, of: 20 })
})

test('alerts of more seeds, too', () => {
  expect(addAlerts(alertsOf([1001], 2), alertsOf([1002], null))).toMatchObject({
    seeds: [1001, 1002],
    quiet: {
      sound: { falsePages: ['a rule: words', 'a rule: words'], warnings: 4 },
      troubled: { flaps: ['a rule: words', 'a rule: words'] },
    },
    stories: {
      'host-down': [
        { found: 2, shown: 0 },
        { found: null, shown: 0 },
      ],
    },
  })
})

test('days are added to none, and with nothing else said', async () => {
  const means = { say: () => {}, player: new URL('file:///nowhere'), code: CODE }
  const before = { format: 6 as const, days: daysOf([1001], 7), alerts: null }
  await expect(main(['--only', 'alerts', '--more', '1'], before, means)).rejects.toThrow(/there are none/)
  await expect(main(['--more', '1', '--hours', '6'], before, means)).rejects.toThrow(/leave out --hours$/)
})
