import { expect, test } from 'vitest'
import { attentionOf, startLimit, type AttentionInput } from './attention.ts'

const T = Date.UTC(2026, 2, 2, 12)
const calm: AttentionInput = {
  lifecycle: 'running',
  now: T,
  startingAt: T - 3_600_000,
  startP95Ms: 40_000,
  drain: null,
  schedulingSince: null,
  counterStaleMs: null,
  heldWords: null,
}
const starting = { lifecycle: 'starting' } as const
const drain = (verdict: NonNullable<AttentionInput['drain']>['verdict']) => ({
  drain: { verdict, reason: 'why' },
})

test.each<[title: string, over: Partial<AttentionInput>, severity: number, words: string]>([
  ['nothing', {}, 0, ''],
  ['a drain that moves', drain('moving'), 0, ''],
  ['a drain nobody can tell of', drain('unknown'), 0, ''],
  ['connections being cut', drain('stopping with connections'), 3, 'stopping with connections: why'],
  ['overdue', drain('overdue'), 2, 'overdue: why'],
  ['stalled', drain('stalled'), 2, 'stalled: why'],
  ['abandoned', drain('abandoned'), 2, 'abandoned: why'],
  ['lingering', drain('lingering'), 2, 'lingering: why'],
  ['empty', drain('empty'), 1, 'empty: why'],
  ['held outranks the drain', { ...drain('empty'), heldWords: 'unread' }, 2, 'unread'],
  ['a start of 3 × p95', { ...starting, startingAt: T - 120_000 }, 0, ''],
  ['a longer one', { ...starting, startingAt: T - 121_000 }, 2, 'slow start: 2 min 01, 95 in 100 take under 40 s'],
  ['p95 unknown: 100 s', { ...starting, startP95Ms: null, startingAt: T - 101_000 }, 2, 'slow start: 1 min 41'],
  ['started long ago is no slow start', { startingAt: T - 9e6 }, 0, ''],
  ['a start without a date', { ...starting, startingAt: null }, 0, ''],
  ['a room scheduling for a minute', { schedulingSince: T - 60_000 }, 0, ''],
  ['and for longer', { schedulingSince: T - 61_000 }, 2, 'room scheduling for 61 s'],
  ['stale counters', { counterStaleMs: 95_000 }, 1, 'counters 1 min 35 old'],
])('%s', (_title, over, severity, words) => {
  expect(attentionOf({ ...calm, ...over })).toEqual({ severity, words })
})

test('a start may take 100 s, or 3 × p95 where that is longer', () => {
  expect([null, 10_000, 50_000].map(startLimit)).toEqual([100_000, 100_000, 150_000])
})
