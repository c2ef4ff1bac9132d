import type { EndingKnown, Tombstone } from '../types/fleet.ts'
import { counted, duration } from './words.ts'

/** A gauge older than this proves nothing about who was on at the end (docs/meaning.md, "Lost with connections"). */
const GAUGE_MAX_AGE_MS = 30_000
const MAX_POLLS_UNSEEN = 2

/** What is known of a process that left the list. */
export interface EndingEvidence {
  ending: EndingKnown
  /** As it was last listed. */
  rooms: number
  connections: number
  /** When that gauge was measured; null when the feed does not say. */
  connectionsAt: number | null
  /** That gauge was not stale then. */
  connectionsFresh: boolean
  lastSeenAt: number
  /** It was told to stop when last listed, or the stopped list says so. */
  told: boolean
  /** When it ended, from the stopped list; null when nobody said. */
  endedAt: number | null
  /** The last gauge in the stopped list or `info`, and when it was measured; null when it is in neither. */
  finalConnections: number | null
  finalConnectionsAt: number | null
  /** That gauge was not stale when the process ended. */
  finalFresh: boolean
  /** Accepted polls from the last that listed it to the one that gave it up; Infinity over a gap in the polls. */
  pollsUnseen: number
}

type Verdict = Pick<Tombstone, 'verdict' | 'reason'>

/**
 * The server counted nobody after we saw somebody, and before the end: they left as a match ended. A zero dated by the
 * end itself proves nothing, every counter is zero then.
 */
function leftBefore({ finalConnections, finalConnectionsAt, connectionsAt, endedAt }: EndingEvidence): boolean {
  if (finalConnections !== 0 || finalConnectionsAt === null) return false
  return finalConnectionsAt > (connectionsAt ?? 0) && (endedAt === null || finalConnectionsAt < endedAt)
}

const howWords: Readonly<Record<EndingKnown, string>> = {
  'told to stop': 'told to stop',
  died: 'died',
  'never started': 'never started',
  asking: 'asking how it ended',
  gone: 'gone, not in the stopped list',
  unconfirmed: 'missing, not confirmed',
}

const measuredWords = (gaugeAge: number): string =>
  gaugeAge === Number.POSITIVE_INFINITY
    ? 'nobody says when its connections were measured'
    : `connections last measured ${duration(gaugeAge)} before`

/**
 * Whether a process that left the list was *lost with connections*: last seen with a room, a gauge at most 30 s old
 * and above zero, never told to stop, last seen at most two polls before; or the stopped list's last gauge, not stale,
 * is above zero on a process that died (docs/meaning.md, "Lost with connections"). Else it "ended unseen" with connections on, or just ended.
 */
export function endingVerdict(evidence: EndingEvidence): Verdict {
  const { ending, rooms, connections, told, lastSeenAt, finalConnections } = evidence
  const how = howWords[ending]
  if (ending === 'asking') return { verdict: 'asking', reason: how }
  if (ending === 'told to stop' || ending === 'never started' || told) {
    return { verdict: 'ended', reason: told && ending !== 'told to stop' ? `told to stop, ${how}` : how }
  }
  if (ending === 'died' && finalConnections !== null && finalConnections > 0 && evidence.finalFresh) {
    return { verdict: 'lost', reason: `${how}, had ${counted(finalConnections, 'connection')} at the last count` }
  }
  if (leftBefore(evidence)) return { verdict: 'ended', reason: `${how}, nobody connected at the last count` }
  const gaugeAge = evidence.connectionsAt === null ? Number.POSITIVE_INFINITY : lastSeenAt - evidence.connectionsAt
  if (connections === 0) {
    if (rooms === 0 || evidence.connectionsFresh) {
      return { verdict: ending === 'unconfirmed' ? 'unseen' : 'ended', reason: how }
    }
    // A zero that was not counted again says nothing of who was in the rooms.
    return {
      verdict: 'unseen',
      reason: `ended unseen with ${counted(rooms, 'room')}, ${measuredWords(gaugeAge)}; ${how}`,
    }
  }
  const before = evidence.endedAt === null ? '' : `, ${duration(evidence.endedAt - lastSeenAt)} before`
  const proven = rooms >= 1 && gaugeAge <= GAUGE_MAX_AGE_MS && evidence.pollsUnseen <= MAX_POLLS_UNSEEN
  if (proven && ending !== 'unconfirmed') {
    return { verdict: 'lost', reason: `${how}, had ${counted(connections, 'connection')} when last seen${before}` }
  }
  return { verdict: 'unseen', reason: `ended unseen, last seen with ${counted(connections, 'connection')}; ${how}` }
}
