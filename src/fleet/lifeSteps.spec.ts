import { describe, expect, test } from 'vitest'
import { lifeSteps, type LifeTimes } from './lifeSteps.ts'

const T = Date.UTC(2026, 2, 2, 12)
const S = 1000
const MINUTE = 60 * S

const NONE: LifeTimes = {
  startingAt: null,
  startedAt: null,
  drainingAt: null,
  sawDrainBegin: false,
  stoppingAt: null,
  terminatedAt: null,
}
const STARTED: LifeTimes = { ...NONE, startingAt: T, startedAt: T + 12 * S }

type Said = [name: string, lastedMs: number | null, open: boolean]
const said = (times: LifeTimes, now: number | null): Said[] =>
  lifeSteps(times, now, null).map(({ name, lastedMs, open }) => [name, lastedMs, open])

test.each<[title: string, times: LifeTimes, now: number | null, steps: Said[]]>([
  ['nothing known', NONE, T, []],
  ['starting', { ...NONE, startingAt: T }, T + 9 * S, [['starting', 9 * S, true]]],
  [
    'running',
    STARTED,
    T + 72 * S,
    [
      ['starting', 12 * S, false],
      ['started', 60 * S, true],
    ],
  ],
  [
    'draining since nobody knows when, and told to stop',
    { ...STARTED, drainingAt: T + MINUTE, stoppingAt: T + 5 * MINUTE },
    T + 6 * MINUTE,
    [
      ['starting', 12 * S, false],
      ['started', 48 * S, false],
      ['first seen draining', 4 * MINUTE, false],
      ['stopping', MINUTE, true],
    ],
  ],
  ['a drain that was seen to begin', { ...NONE, drainingAt: T, sawDrainBegin: true }, T + 1, [['draining', 1, true]]],
  [
    'over: nothing goes on, whatever the time',
    { ...STARTED, terminatedAt: T + 2 * MINUTE },
    T + 9 * MINUTE,
    [
      ['starting', 12 * S, false],
      ['started', 108 * S, false],
      ['terminated', null, false],
    ],
  ],
  [
    'not listed any more: the last step has no known end',
    STARTED,
    null,
    [
      ['starting', 12 * S, false],
      ['started', null, false],
    ],
  ],
  [
    'a drain seen only after it was told to stop has no length below zero',
    { ...STARTED, drainingAt: T + 5 * MINUTE, stoppingAt: T + 4 * MINUTE },
    T + 6 * MINUTE,
    [
      ['starting', 12 * S, false],
      ['started', 5 * MINUTE - 12 * S, false],
      ['first seen draining', null, false],
      ['stopping', 2 * MINUTE, true],
    ],
  ],
  ['a clock behind the server’s', { ...NONE, startingAt: T }, T - 1, [['starting', null, true]]],
])('%s', (_title, times, now, steps) => {
  expect(said(times, now)).toEqual(steps)
})

describe('a start is overdue', () => {
  const starting = (seconds: number): LifeTimes => ({ ...NONE, startingAt: T - seconds * S })
  test.each<[title: string, times: LifeTimes, p95Ms: number | null, overdue: boolean]>([
    ['not in 100 s', starting(100), null, false],
    ['after them', starting(101), null, true],
    ['not where three times the usual is more', starting(101), 40 * S, false],
    ['beyond three times the usual', starting(121), 40 * S, true],
    ['when it came late', { ...starting(300), startedAt: T - 100 * S }, null, true],
    ['not when it came in time', { ...starting(300), startedAt: T - 250 * S }, null, false],
    ['not when it was told to stop before', { ...starting(300), stoppingAt: T }, null, false],
  ])('%s', (_title, times, p95Ms, overdue) => {
    expect(lifeSteps(times, T, p95Ms)[0]?.overdue).toBe(overdue)
  })
})
