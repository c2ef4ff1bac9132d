import { expect, test } from 'vitest'
import type { FeedReport, PollFailure } from '../types/feed.ts'
import { feedState, type FeedClock } from './feedState.ts'

const failure: PollFailure = { reason: 'timeout', status: null, detail: 'timed out', advice: '', retryAfterMs: null }
/** P = 5 s + 1 s. */
const report: FeedReport = {
  polls: 3,
  lastGoodAt: 10_000,
  answeredAt: 10_000,
  failure: null,
  failures: 0,
  medianMs: 1000,
  nextDelayMs: 5000,
  frozenSince: null,
  missingRegions: [],
  darkRegions: [],
  cappedRegions: [],
  unconfirmedDrops: [],
  watchingSince: 0,
}
const P = 6000

test.each<[title: string, over: Partial<FeedReport>, ageMs: number, paused: boolean, status: string, late: boolean]>([
  ['a fresh answer', {}, 0, false, 'Live', false],
  ['just under 1.5 P', {}, 1.5 * P - 1, false, 'Live', false],
  ['late from 1.5 P', {}, 1.5 * P, false, 'Live', true],
  ['just under 2.5 P', {}, 2.5 * P - 1, false, 'Live', true],
  ['stale from 2.5 P', {}, 2.5 * P, false, 'Stale', true],
  ['the last poll failed', { failure }, 1000, false, 'Failing', false],
  ['failing outranks stale', { failure }, 9 * P, false, 'Failing', true],
  ['paused outranks failing', { failure }, 9 * P, true, 'Paused', true],
  ['paused outranks stale', {}, 9 * P, true, 'Paused', true],
  ['no answer yet', { lastGoodAt: null }, 0, false, 'Connecting', false],
  ['no good answer yet', { lastGoodAt: null, failure }, 0, false, 'Failing', false],
  ['a clock that went back is no negative age', {}, -5000, false, 'Live', false],
])('%s', (_title, over, ageMs, paused, status, late) => {
  const clock: FeedClock = { mono: 10_000 + ageMs, intervalMs: 5000, paused }
  const state = feedState({ ...report, ...over }, clock)
  expect(state).toEqual({ status, late, ageMs: over.lastGoodAt === null ? null : Math.max(0, ageMs) })
})
