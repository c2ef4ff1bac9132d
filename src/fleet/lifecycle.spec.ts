import { expect, test } from 'vitest'
import { endedAt, howEnded } from './ending.ts'
import { lifecycleOf } from './lifecycle.ts'

const no = { startedAt: null, stoppingAt: null, terminatedAt: null, draining: false }

interface Dates {
  startedAt?: number
  stoppingAt?: number
  terminatedAt?: number
  draining?: boolean
}

test.each<[title: string, over: Dates, expected: string]>([
  ['no port bound', {}, 'starting'],
  ['bound', { startedAt: 1 }, 'running'],
  ['draining', { startedAt: 1, draining: true }, 'draining'],
  ['draining before it started', { draining: true }, 'draining'],
  ['told to stop', { startedAt: 1, stoppingAt: 2 }, 'stopping'],
  ['told to stop while draining', { startedAt: 1, draining: true, stoppingAt: 2 }, 'stopping'],
  ['told to stop before it started', { stoppingAt: 2 }, 'stopping'],
  ['gone', { startedAt: 1, terminatedAt: 3 }, 'stopped'],
  ['gone while draining and told', { startedAt: 1, draining: true, stoppingAt: 2, terminatedAt: 3 }, 'stopped'],
])('lifecycle: %s', (_title, over, expected) => {
  expect(lifecycleOf({ ...no, ...over })).toBe(expected)
})

test.each<[title: string, over: Dates, how: string | null, at: number | null]>([
  ['is running', { startedAt: 1 }, null, null],
  ['is starting', {}, null, null],
  ['told to stop', { startedAt: 1, stoppingAt: 2, terminatedAt: 3 }, 'told to stop', 3],
  ['told to stop, not gone yet', { startedAt: 1, stoppingAt: 2 }, 'told to stop', 2],
  ['died', { startedAt: 1, terminatedAt: 3 }, 'died', 3],
  ['never started', { terminatedAt: 3 }, 'never started', 3],
  ['told to stop before it started', { stoppingAt: 2, terminatedAt: 3 }, 'never started', 3],
])('ending: %s', (_title, over, how, at) => {
  const dates = { ...no, ...over }
  expect(howEnded(dates)).toBe(how)
  expect(endedAt(dates)).toBe(at)
})
