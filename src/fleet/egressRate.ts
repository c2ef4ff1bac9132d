import { quantile } from './quantile.ts'

/** Two readings of a counter are compared over at least this, unless both carry the server's own time. */
export const RATE_WINDOW_MS = 60_000
const MAX_READINGS = 32
/** Readings nearer than this are merged, so that even a counter that moves every second fills the window. */
const LEAST_SPACING_MS = 2100
/** Kept beyond the window, so that a slow counter shows its step. */
const LEAST_READINGS = 6
/** A first reading older than this says too little about when its bytes were counted. */
const FRESH_READING_MS = 60_000

interface Reading {
  at: number
  bytes: number
  /** `at` is the server's own time of the counters, not the poll that noticed the change. */
  measured: boolean
  /** No change of the counter: its value when it was first read, since an unknown time unless gauges are heartbeats. */
  first: boolean
}

/** The egress counter of one process as polls saw it. Readings are *changes* of the counter, oldest first. */
export interface EgressTrack {
  startedAt: number | null
  bytes: number
  /** Feed time of the last poll that read it, and the server's own time of its counters then. */
  seenAt: number
  measuredAt: number | null
  /** Feed time of the last change, or of the first reading. */
  changedAt: number
  readings: Reading[]
  resets: number
}

export interface EgressReading {
  /** Feed time of the poll. */
  at: number
  bytes: number
  startedAt: number | null
  /** When the server measured its counters, null when it does not say. */
  measuredAt: number | null
}

const begin = (reading: EgressReading, resets: number): EgressTrack => {
  const { at, bytes, startedAt, measuredAt } = reading
  const fresh = measuredAt !== null && measuredAt <= at && at - measuredAt <= FRESH_READING_MS
  return {
    startedAt,
    bytes,
    seenAt: at,
    measuredAt,
    changedAt: at,
    readings: fresh ? [{ at: measuredAt, bytes, measured: true, first: true }] : [],
    resets,
  }
}

/**
 * Adds one poll's reading. A falling counter, or a new `startedAt` on the same ID, is a reset; after a gap in the
 * polls nothing is carried over: both begin anew, so no rate ever spans them (contract, "Egress rate").
 * @param track what is known so far, null for a process seen first; it is advanced in place unless it begins anew.
 */
export function observeEgress(track: EgressTrack | null, reading: EgressReading, afterGap: boolean): EgressTrack {
  if (track === null) return begin(reading, 0)
  const reset = reading.bytes < track.bytes || reading.startedAt !== track.startedAt
  const started = track.startedAt === null && reading.bytes >= track.bytes
  if (reset && !started) return begin(reading, track.resets + 1)
  if (afterGap) return begin(reading, track.resets)
  track.startedAt = reading.startedAt
  if (reading.bytes > track.bytes) {
    keepReading(track, changeOf(track, reading))
    track.changedAt = reading.at
    track.bytes = reading.bytes
  }
  track.seenAt = reading.at
  track.measuredAt = reading.measuredAt
  return track
}

/** The server's time dates a change only when it moved in the same poll: in some feeds it is another gauge's. */
function changeOf(track: EgressTrack, { at, bytes, measuredAt }: EgressReading): Reading {
  const measured =
    measuredAt !== null &&
    measuredAt <= at &&
    measuredAt > track.seenAt - RATE_WINDOW_MS &&
    measuredAt > Math.max(track.measuredAt ?? 0, track.readings.at(-1)?.at ?? 0)
  return measured ? { at: measuredAt, bytes, measured, first: false } : { at, bytes, measured, first: false }
}

function keepReading({ readings }: EgressTrack, reading: Reading): void {
  const beforeLast = readings[readings.length - 2]
  if (beforeLast && reading.at - beforeLast.at < LEAST_SPACING_MS) readings.pop()
  readings.push(reading)
  const since = reading.at - RATE_WINDOW_MS
  while (
    readings.length > MAX_READINGS ||
    (readings.length > LEAST_READINGS && (readings[1]?.at ?? reading.at) <= since)
  )
    readings.shift()
}

/** The usual time between changes, ms: the median over this track's own, else `fallback`. */
function usualStep(readings: readonly Reading[], fallback: number): number {
  if (readings.length < 3) return fallback
  return quantile(
    readings.slice(1).map((reading, index) => reading.at - (readings[index]?.at ?? reading.at)),
    0.5,
  )
}

/**
 * Bytes per second between two changes of the counter over their time: the newest, and the newest one at least 60 s
 * before it, else the oldest known. NaN while unknown; 0 only after three usual steps without a change.
 * @param fallbackStep the source's usual step, ms, for a counter that has not shown its own yet.
 * @param heartbeat the source's gauges are dated by heartbeats, so that the very first reading says when it was taken.
 */
export function egressRate(track: EgressTrack, fallbackStep: number, heartbeat: boolean): number {
  const { readings } = track
  const oldest = readings[0]?.first && !heartbeat ? 1 : 0
  const still = track.seenAt - track.changedAt
  if (still > 0 && still > 3 * usualStep(readings.slice(oldest), fallbackStep)) return 0
  const newest = readings[readings.length - 1]
  if (newest === undefined || readings.length <= oldest) return Number.NaN
  // From the oldest on: hardly any are kept beyond the window.
  let at = oldest
  while ((readings[at + 1]?.at ?? Number.POSITIVE_INFINITY) <= newest.at - RATE_WINDOW_MS) at += 1
  const base = readings[at]
  if (base === undefined || base.at >= newest.at) return Number.NaN
  const span = newest.at - base.at
  const exact = base.measured && newest.measured
  if (span < RATE_WINDOW_MS && !exact) return Number.NaN
  return ((newest.bytes - base.bytes) / span) * 1000
}
