import type { PollFailure } from '../types/feed.ts'

const SLOW_MS = 30_000
const MOST_MS = 60_000
const CONFIGURATION = new Set([401, 403, 404, 410])
const BUSY = new Set([429, 503])

/** 429 and 503: the upstream asks for time, and may say how much. */
export const isBusy = ({ status }: Pick<PollFailure, 'status'>): boolean => status !== null && BUSY.has(status)

/**
 * `Retry-After` of any call silences every one to that upstream (docs/contract.md); in place.
 * @param now ms of the engine's clock.
 * @returns whether there is such a word.
 */
export function heedRetryAfter(
  state: { silentUntil: number },
  error: Pick<PollFailure, 'status' | 'retryAfterMs'>,
  now: number,
): boolean {
  if (!isBusy(error) || error.retryAfterMs === null) return false
  state.silentUntil = Math.max(state.silentUntil, now + error.retryAfterMs)
  return true
}

/** The same of a call beside the poll: pages that count down to the next one have to hear of it. */
export function heedAside(
  state: { silentUntil: number; answered: number },
  error: Pick<PollFailure, 'status' | 'retryAfterMs'>,
  now: number,
): void {
  if (heedRetryAfter(state, error, now)) state.answered += 1
}

/**
 * How long to wait after the last answer, ms. Network errors, other 5xx and bad bodies: the interval; a refused token
 * or an unknown app: 30 s; 429 and 503: what `Retry-After` asks, at least the interval, else doubling to 60 s.
 * @param failures polls that failed in a row, this one included.
 */
export function nextDelay(failure: PollFailure | null, failures: number, intervalMs: number): number {
  if (failure === null || failure.status === null) return intervalMs
  if (CONFIGURATION.has(failure.status)) return Math.max(SLOW_MS, intervalMs)
  if (!BUSY.has(failure.status)) return intervalMs
  if (failure.retryAfterMs !== null) return Math.max(failure.retryAfterMs, intervalMs)
  return Math.max(intervalMs, Math.min(MOST_MS, intervalMs * 2 ** failures))
}
