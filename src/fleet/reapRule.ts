import { quantile } from './quantile.ts'
import type { ReapRule } from '../types/capacity.ts'

const MOST_TIMES = 200
/** Fewer say nothing of a rule. */
const LEAST_TIMES = 8
/** A rule is one when nine in ten go within such a stretch of each other, and a poll or two. */
const SPREAD = 1.25
const SLACK_MS = 30_000

/** Notes, in place, how long a process had been without rooms and connections when it went. @param ms */
export function noteIdleTime(times: number[], ms: number): void {
  times.push(ms)
  if (times.length > MOST_TIMES) times.shift()
}

/**
 * Whether a source reaps idle processes after a set time (contract: about five minutes), learned from those that went.
 * Null where too few were seen or they go as somebody sees fit.
 */
export function reapRule(times: readonly number[]): ReapRule | null {
  if (times.length < LEAST_TIMES) return null
  const [earliest, latest] = [quantile(times, 0.05), quantile(times, 0.95)]
  return latest <= earliest * SPREAD + SLACK_MS ? { earliest, latest } : null
}

/** What is left until an idle process is reaped, ms, never less than nothing. @param idleMs how long it has been idle. */
export const reapedIn = ({ earliest, latest }: ReapRule, idleMs: number): ReapRule => ({
  earliest: Math.max(0, earliest - idleMs),
  latest: Math.max(0, latest - idleMs),
})
