import type { FeedReport, PollFailure } from '../types/feed.ts'

export type FeedStatus = 'Connecting' | 'Live' | 'Stale' | 'Failing' | 'Paused'

/** What the page knows beside the engine's report. Times in ms. */
export interface FeedClock {
  /** The page's monotonic clock; it counts sleep too (engine/clock.ts). */
  mono: number
  intervalMs: number
  paused: boolean
}

export interface FeedState {
  status: FeedStatus
  /** Older than 1.5 periods: not stale yet, worth amber. */
  late: boolean
  /** Age of the last good answer, ms; null before the first. */
  ageMs: number | null
}

const LATE_PERIODS = 1.5
const STALE_PERIODS = 2.5

/** The period: the interval and what an answer usually takes. */
const periodOf = (report: FeedReport, intervalMs: number): number => intervalMs + report.medianMs

/** Age of the last good answer on the page's monotonic clock, ms; null before the first. */
export const ageOf = (report: FeedReport, mono: number): number | null =>
  report.lastGoodAt === null ? null : Math.max(0, mono - report.lastGoodAt)

/** Paused > Failing (the last poll failed) > Stale (2.5 periods) > Live; Connecting before the first answer. */
export function feedState(report: FeedReport, clock: FeedClock): FeedState {
  const ageMs = ageOf(report, clock.mono)
  const periods = (ageMs ?? 0) / periodOf(report, clock.intervalMs)
  const late = periods >= LATE_PERIODS
  if (clock.paused) return { status: 'Paused', late, ageMs }
  if (report.failure !== null) return { status: 'Failing', late, ageMs }
  if (ageMs === null) return { status: 'Connecting', late: false, ageMs }
  return { status: periods >= STALE_PERIODS ? 'Stale' : 'Live', late, ageMs }
}

/** Why a poll failed, and what to do. */
export const failureSaid = ({ detail, advice }: Pick<PollFailure, 'detail' | 'advice'>): string =>
  advice === '' ? detail : `${detail}: ${advice}`
