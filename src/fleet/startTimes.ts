import type { StartTimes } from '../types/capacity.ts'
import type { Process } from '../types/process.ts'
import { quantile } from './quantile.ts'

/** Fewer starts say nothing of how long they take. */
const LEAST_STARTS = 5

/** How long processes took from being asked for to being up, ms; null under five of them. */
export function startTimes(rows: readonly Pick<Process, 'startingAt' | 'startedAt'>[]): StartTimes | null {
  const times = rows
    .flatMap(({ startingAt, startedAt }) => (startingAt !== null && startedAt !== null ? [startedAt - startingAt] : []))
    .filter((ms) => ms >= 0)
  if (times.length < LEAST_STARTS) return null
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), n: times.length }
}
