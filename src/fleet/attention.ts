import type { DrainVerdict, Lifecycle } from '../types/fleet.ts'
import type { VerdictInWords } from './drainVerdict.ts'
import { duration } from './words.ts'

/** A server must bind its port within 100 s (docs/meaning.md, "Lifecycle"). */
const START_LIMIT_MS = 100_000
const SCHEDULING_LIMIT_MS = 60_000

export type Severity = 0 | 1 | 2 | 3

export interface Attention {
  /** 0 none, 1 information, 2 warning, 3 connections are being cut now. */
  severity: Severity
  words: string
}

const NONE: Attention = { severity: 0, words: '' }

const BY_VERDICT: Readonly<Partial<Record<DrainVerdict, Severity>>> = {
  'stopping with connections': 3,
  overdue: 2,
  stalled: 2,
  abandoned: 2,
  lingering: 2,
  empty: 1,
}

export interface AttentionInput {
  lifecycle: Lifecycle
  now: number
  startingAt: number | null
  /** p95 of start times of this source, ms; null until known. */
  startP95Ms: number | null
  drain: VerdictInWords | null
  /** Since when its oldest room has been `scheduling`, null when none is. */
  schedulingSince: number | null
  counterStaleMs: number | null
  heldWords: string | null
}

/** A start is overdue beyond max(100 s, 3 × p95) (docs/meaning.md, "Alerts"). */
export const startLimit = (startP95Ms: number | null): number => Math.max(START_LIMIT_MS, 3 * (startP95Ms ?? 0))

/** Why a process deserves a look, the worst reason in words; severity 0 when it does not. */
export function attentionOf(input: AttentionInput): Attention {
  const { lifecycle, now, startingAt, drain, schedulingSince, counterStaleMs } = input
  if (input.heldWords !== null) return { severity: 2, words: input.heldWords }
  if (drain) {
    const severity = BY_VERDICT[drain.verdict]
    if (severity !== undefined) return { severity, words: `${drain.verdict}: ${drain.reason}` }
  }
  if (lifecycle === 'starting' && startingAt !== null && now - startingAt > startLimit(input.startP95Ms)) {
    const usual = input.startP95Ms === null ? '' : `, 95 in 100 take under ${duration(input.startP95Ms)}`
    return { severity: 2, words: `slow start: ${duration(now - startingAt)}${usual}` }
  }
  if (schedulingSince !== null && now - schedulingSince > SCHEDULING_LIMIT_MS) {
    return { severity: 2, words: `room scheduling for ${duration(now - schedulingSince)}` }
  }
  if (counterStaleMs !== null) {
    return { severity: 1, words: `counters ${duration(counterStaleMs)} old` }
  }
  return NONE
}
