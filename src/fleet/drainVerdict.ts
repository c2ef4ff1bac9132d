import { DRAIN_VERDICTS, type DrainFacts, type DrainVerdict } from '../types/fleet.ts'
import { counted, duration } from './words.ts'

const MINUTE = 60_000
/** See docs/meaning.md, "Drain verdicts". */
export const ABANDONED_AFTER_MS = 10 * MINUTE
export const LINGERING_AFTER_MS = 5 * MINUTE
export const STALLED_AFTER_MS = 10 * MINUTE
const STALLED_CHANCE = 0.02
export const SOFT_DEADLINE_MS = 120 * MINUTE
/** A gauge this old may still be measured before the last room went. */
const GAUGE_MAX_AGE_MS = MINUTE
const EMPTY_POLLS = 2

export interface VerdictContext {
  /** Feed time now, epoch ms. */
  now: number
  /** Feed time since when the feed is stale or failing; null while it is fresh. */
  unknownSince: number | null
  softDeadlineMs: number
}

export interface VerdictInWords {
  verdict: DrainVerdict
  reason: string
}

const say = (verdict: DrainVerdict, reason: string): VerdictInWords => ({ verdict, reason })

/** The gauge was measured after the last room went, or is young. */
const gaugeCounts = (drain: DrainFacts, now: number): boolean => {
  // A gauge dated in the future says nothing about when it was measured.
  if (drain.connectionsAt === null || drain.connectionsAt > now + GAUGE_MAX_AGE_MS) return false
  return now - drain.connectionsAt <= GAUGE_MAX_AGE_MS || drain.connectionsAt >= (drain.noRoomsSince ?? now)
}

/** How long ago its connections were measured last. */
const measuredWords = ({ connectionsAt }: DrainFacts, now: number): string =>
  connectionsAt === null || connectionsAt > now
    ? 'nobody says when its connections were measured'
    : `connections last measured ${duration(now - connectionsAt)} ago`

/** When one of its rooms was last seen to end, else since when its room ends have been watched; epoch ms. */
export const silentSince = ({ lastRoomEndAt, watchedSince }: DrainFacts): number => lastRoomEndAt ?? watchedSince

/** Silent for long, and for longer than rooms that end as usual ever are (docs/meaning.md, "Drain verdicts"). */
const isStalled = ({ rooms, silence, doubtful }: DrainFacts, silentMs: number): boolean =>
  rooms > 0 && !doubtful && silentMs >= STALLED_AFTER_MS && silence < STALLED_CHANCE

/** So much of the way to a verdict is near it: what is near does not end an alert. */
const NEAR = 0.8

/** Whether a drain may be stalled, overdue or abandoned before long, or is and nobody can say so. @param now as below */
export function isNearlyStuck(drain: DrainFacts, now: number): boolean {
  const { rooms, connections, noConnectionsSince, firstSeenAt, silence } = drain
  if ((rooms === 0 && connections === 0) || drain.stopping) return false
  if (now - firstSeenAt > NEAR * SOFT_DEADLINE_MS) return true
  if (rooms === 0) return false
  if (now - silentSince(drain) >= NEAR * STALLED_AFTER_MS && silence < STALLED_CHANCE ** NEAR) return true
  return connections === 0 && noConnectionsSince !== null && now - noConnectionsSince >= NEAR * ABANDONED_AFTER_MS
}

/**
 * What is to be said of a listed drain, worst first (docs/meaning.md, "Drain verdicts"). The verdicts about a process that
 * is no longer listed are `endingVerdict`'s.
 */
export function drainVerdict(drain: DrainFacts, { now, unknownSince, softDeadlineMs }: VerdictContext): VerdictInWords {
  if (unknownSince !== null) return say('unknown', `no fresh answer for ${duration(now - unknownSince)}`)
  const { rooms, connections } = drain
  const left = `${counted(rooms, 'room')}, ${counted(connections, 'connection')}`
  if (drain.stopping && connections > 0) return say('stopping with connections', `told to stop with ${left}`)
  const age = now - drain.firstSeenAt
  const deserted =
    rooms > 0 && connections === 0 && drain.connectionsFresh && drain.noConnectionsSince !== null
      ? now - drain.noConnectionsSince
      : 0
  if (age > softDeadlineMs && (rooms > 0 || connections > 0) && deserted < ABANDONED_AFTER_MS) {
    return say('overdue', `${drain.draining ? 'draining' : 'told to stop'} for ${duration(age)} or more, ${left} left`)
  }
  const silentMs = now - silentSince(drain)
  if (isStalled(drain, silentMs) && deserted < ABANDONED_AFTER_MS) {
    const inHundred = Math.max(1, Math.ceil(drain.silence * 100))
    return say(
      'stalled',
      `no room ended for ${duration(silentMs)} (≤ ${inHundred} in 100 healthy drains), ${left} left`,
    )
  }
  if (deserted >= ABANDONED_AFTER_MS) {
    return say('abandoned', `${counted(rooms, 'room')}, nobody connected for ${duration(deserted)}`)
  }
  if (rooms === 0 && connections > 0 && drain.noRoomsSince !== null && !drain.doubtful) {
    const since = now - drain.noRoomsSince
    if (since >= LINGERING_AFTER_MS) {
      return drain.connectionsFresh
        ? say('lingering', `no room for ${duration(since)}, ${counted(connections, 'connection')} still on`)
        : say('unknown', `no room for ${duration(since)}, ${measuredWords(drain, now)}`)
    }
  }
  if (drain.doubtful) return say('unknown', 'not read whole in the newest answer')
  if (drain.emptyPolls >= EMPTY_POLLS && gaugeCounts(drain, now)) {
    return say(
      'empty',
      `for ${duration(now - (drain.emptySince ?? now))}, seen on ${counted(drain.emptyPolls, 'poll')}`,
    )
  }
  return say('moving', movingReason(drain, now, left))
}

function movingReason(drain: DrainFacts, now: number, left: string): string {
  if (drain.lastRoomEndAt !== null) return `last room end ${duration(now - drain.lastRoomEndAt)} ago, ${left} left`
  if (drain.rooms === 0) return `${left} left`
  if (now === drain.watchedSince) return `seen just now, ${left} left`
  return `no room end seen yet in ${duration(now - drain.watchedSince)}, ${left} left`
}

/** Worst first; the order of the drains table. */
export const verdictRank = (verdict: DrainVerdict): number => DRAIN_VERDICTS.indexOf(verdict)
