import { expect, test } from 'vitest'
import type { PollFailure } from '../types/feed.ts'
import { nextDelay } from './backoff.ts'

const S = 1000
const failed = (status: number | null, retryAfterMs: number | null = null): PollFailure => ({
  reason: 'status',
  status,
  detail: '',
  advice: '',
  retryAfterMs,
})

test.each<[title: string, failure: PollFailure | null, failures: number, intervalMs: number, delay: number]>([
  ['a good answer', null, 0, 5 * S, 5 * S],
  ['no answer', failed(null), 9, 5 * S, 5 * S],
  ['500', failed(500), 9, 5 * S, 5 * S],
  ['500 with Retry-After', failed(500, 60 * S), 1, 5 * S, 5 * S],
  ['502', failed(502), 9, 5 * S, 5 * S],
  ['422', failed(422), 9, 5 * S, 5 * S],
  ['a bad body of a 200', failed(200), 9, 5 * S, 5 * S],
  ['401', failed(401), 1, 5 * S, 30 * S],
  ['403', failed(403), 1, 5 * S, 30 * S],
  ['404', failed(404), 9, 5 * S, 30 * S],
  ['410', failed(410), 1, 5 * S, 30 * S],
  ['404 at an interval of 60 s', failed(404), 1, 60 * S, 60 * S],
  ['429 with Retry-After', failed(429, 42 * S), 3, 5 * S, 42 * S],
  ['429 with Retry-After 0', failed(429, 0), 3, 5 * S, 5 * S],
  ['503 with Retry-After', failed(503, 300 * S), 1, 5 * S, 300 * S],
  ['429, once', failed(429), 1, 5 * S, 10 * S],
  ['429, twice', failed(429), 2, 5 * S, 20 * S],
  ['429, three times', failed(429), 3, 5 * S, 40 * S],
  ['429, four times: 60 s at most', failed(429), 4, 5 * S, 60 * S],
  ['429, a thousand times', failed(429), 1000, 5 * S, 60 * S],
  ['503 without Retry-After', failed(503), 2, 5 * S, 20 * S],
  ['429 at an interval of 60 s', failed(429), 1, 60 * S, 60 * S],
])('%s', (_title, failure, failures, intervalMs, delay) => {
  expect(nextDelay(failure, failures, intervalMs)).toBe(delay)
})
