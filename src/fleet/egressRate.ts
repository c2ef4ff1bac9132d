import type { CounterMode } from './counterMode.ts'
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

/**
 * A reading is three numbers in a row: when, the bytes then, and what is known of it. Plain numbers in one array, since a
 * fleet keeps hundreds of thousands.
 */
const STRIDE = 3
const NOTICED = 0
/** The time is the server's own of the counters, not the poll that noticed the change. */
const MEASURED = 1
/** No change of the counter: its value when it was first read, since an unknown time unless gauges are heartbeats. */
const FIRST = 3

const timeAt = (readings: readonly number[], reading: number): number => readings[reading * STRIDE] ?? Number.NaN
const bytesAt = (readings: readonly number[], reading: number): number => readings[reading * STRIDE + 1] ?? Number.NaN
const isMeasured = (readings: readonly number[], reading: number): boolean =>
  ((readings[reading * STRIDE + 2] ?? NOTICED) & MEASURED) !== 0

/** How many readings a track holds. */
export const readingCount = ({ readings }: Pick<EgressTrack, 'readings'>): number => readings.length / STRIDE

/** The egress counter of one process as polls saw it. Readings are *changes* of the counter, oldest first, as above. */
export interface EgressTrack {
  startedAt: number | null
  bytes: number
  /** Feed time of the last poll that read it, and the server's own time of its counters then. */
  seenAt: number
  measuredAt: number | null
  /** Feed time of the last change, or of the first reading, and the server's own time of its counters then. */
  changedAt: number
  changeMeasuredAt: number | null
  readings: number[]
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
    changeMeasuredAt: measuredAt,
    readings: fresh ? [measuredAt, bytes, FIRST] : [],
    resets,
  }
}

/**
 * Adds one poll's reading. A falling counter, or a new `startedAt` on the same ID, is a reset; after a gap in the
 * polls nothing is carried over: both begin anew, so no rate ever spans them (docs/meaning.md, "Egress").
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
    keepChange(track, reading)
    track.changedAt = reading.at
    track.changeMeasuredAt = reading.measuredAt
    track.bytes = reading.bytes
  }
  track.seenAt = reading.at
  track.measuredAt = reading.measuredAt
  return track
}

/** The server's time dates a change only when it moved in the same poll: in some feeds it is another gauge's. */
function keepChange(track: EgressTrack, { at, bytes, measuredAt }: EgressReading): void {
  const { readings } = track
  const newest = readingCount(track) - 1
  const known = Math.max(track.measuredAt ?? 0, newest < 0 ? 0 : timeAt(readings, newest))
  const measured =
    measuredAt !== null && measuredAt <= at && measuredAt > track.seenAt - RATE_WINDOW_MS && measuredAt > known
  const time = measured ? measuredAt : at
  if (newest > 0 && time - timeAt(readings, newest - 1) < LEAST_SPACING_MS) readings.length -= STRIDE
  readings.push(time, bytes, measured ? MEASURED : NOTICED)
  while (isTooMuch(readings, time)) for (let part = 0; part < STRIDE; part++) readings.shift()
}

/** Too many readings, or more than are needed while the second one is beyond the window already. */
function isTooMuch(readings: readonly number[], time: number): boolean {
  const n = readings.length / STRIDE
  return n > MAX_READINGS || (n > LEAST_READINGS && timeAt(readings, 1) <= time - RATE_WINDOW_MS)
}

/** The usual time between changes from `oldest` on, ms: the median over this track's own, else `fallback`. */
function usualStep(track: EgressTrack, oldest: number, fallback: number): number {
  const steps: number[] = []
  for (let at = oldest + 1; at < readingCount(track); at++) {
    steps.push(timeAt(track.readings, at) - timeAt(track.readings, at - 1))
  }
  return steps.length < 2 ? fallback : quantile(steps, 0.5)
}

/**
 * How long the counter has not moved, ms. A heartbeat that does not go on is no sign that nothing was sent; its times
 * are compared with each other only, since the feed's clock may be another one.
 */
function stillFor(track: EgressTrack, heartbeat: boolean): number {
  const { measuredAt, changeMeasuredAt } = track
  if (!heartbeat || measuredAt === null || changeMeasuredAt === null) return track.seenAt - track.changedAt
  return measuredAt - changeMeasuredAt
}

/**
 * Bytes per second between two changes of the counter over their time: the newest, and the newest one at least 60 s
 * before it, else the oldest known. NaN while unknown; 0 only after three usual steps without a change, of which a
 * heartbeat must tell itself. A counter that seldom moved is waited for no longer than the slow ones of its source: it
 * is traffic that was rare, and what stands still sends nothing.
 * @param mode of the source: heartbeats say of the very first reading when it was taken.
 */
export function egressRate(track: EgressTrack, { mode, slowStepMs }: Pick<CounterMode, 'mode' | 'slowStepMs'>): number {
  const { readings } = track
  const heartbeat = mode === 'heartbeat'
  const oldest = readings[2] === FIRST && !heartbeat ? 1 : 0
  const still = stillFor(track, heartbeat)
  // Most have just moved: what is usual need not be known of them.
  if (still > 0) {
    const own = usualStep(track, oldest, slowStepMs)
    // Until the source is known, its counters may all be as slow as this one.
    if (still > 3 * (mode === 'learning' ? own : Math.min(own, slowStepMs))) return 0
  }
  const newest = readingCount(track) - 1
  const since = timeAt(readings, newest) - RATE_WINDOW_MS
  // From the oldest on: hardly any are kept beyond the window.
  let base = oldest
  while (base < newest && timeAt(readings, base + 1) <= since) base += 1
  const span = timeAt(readings, newest) - timeAt(readings, base)
  if (base >= newest || span <= 0) return Number.NaN
  // Where a time is that of the gauge's last change, bytes may have gone on since: little over a minute, much over less.
  const exact = heartbeat && isMeasured(readings, base) && isMeasured(readings, newest)
  if (span < RATE_WINDOW_MS && !exact) return Number.NaN
  return ((bytesAt(readings, newest) - bytesAt(readings, base)) / span) * 1000
}
