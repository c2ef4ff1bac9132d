import type { AlertRule, AlertSeverity } from './alerts.ts'
import type { ProcessWithRooms } from './process.ts'

/** First match wins, see fleet/lifecycle.ts. The order is the code kept in the lifecycle column. */
export const LIFECYCLES = ['starting', 'running', 'draining', 'stopping', 'stopped'] as const
export type Lifecycle = (typeof LIFECYCLES)[number]
/** Those that a listed process can have. */
export const LISTED_LIFECYCLES = LIFECYCLES.filter((name) => name !== 'stopped')

/** How a process ended, as `list/stopped` or `info` tell it. */
export type Ending = 'told to stop' | 'died' | 'never started'

/**
 * What is known of a process that is no longer listed: still asking; how it ended; `gone` when `info` answers 404;
 * `unconfirmed` when nobody could say (error, or a capped list).
 */
export type EndingKnown = Ending | 'asking' | 'gone' | 'unconfirmed'

/** Why a row shown is not from the newest answer. `none`: it is. The order is the code kept in the held column. */
export const HELD = ['none', 'rejected', 'absent', 'region'] as const
export type Held = (typeof HELD)[number]

/**
 * A process without what changes on every poll, which stands in the snapshot's columns, and without its rooms, which
 * only its own page asks for. This object's identity lasts while nothing in it changed.
 */
export type ProcessFacts = Omit<
  ProcessWithRooms,
  | 'rooms'
  | 'totalRooms'
  | 'activeConnections'
  | 'activeConnectionsUpdatedAt'
  | 'egressedBytes'
  | 'roomSlotsAvailable'
  | 'roomSlotsAvailableUpdatedAt'
  | 'roomsAllocated'
  | 'roomsAllocatedUpdatedAt'
> & {
  /** Since when its oldest room has been placed, epoch ms of feed time; null without rooms. */
  oldestRoomSince: number | null
}

export const DRAIN_VERDICTS = [
  'lost with connections',
  'stopping with connections',
  'overdue',
  'stalled',
  'abandoned',
  'lingering',
  'unknown',
  'moving',
  'empty',
  'ended',
] as const
export type DrainVerdict = (typeof DRAIN_VERDICTS)[number]

/** What was seen of one drain; times are feed time, epoch ms. */
export interface DrainFacts {
  processId: string
  slot: number
  region: string
  deploymentId: string
  /** It was seen draining; else it was told to stop at once. */
  draining: boolean
  /** First seen so; a lower bound unless `sawBegin`. */
  firstSeenAt: number
  /** When the first of its wave was, as an earlier visit saw it; absent where none did. */
  waveSince?: number
  /** It was listed in the poll before, and not so. */
  sawBegin: boolean
  stopping: boolean
  rooms: number
  roomsFirst: number
  connections: number
  connectionsFirst: number
  /** The most seen since it drains. */
  connectionsPeak: number
  /** When the connection gauge was measured, null when the feed does not say. */
  connectionsAt: number | null
  connectionsFresh: boolean
  lastRoomEndAt: number | null
  /** Since when its room ends have been watched: first seen, or taken up again after some may have ended unseen. */
  watchedSince: number
  oldestRoom: { roomId: string; since: number } | null
  /**
   * How likely rooms that last as usual are to be as silent as these: none ended since the last one did, or since they
   * have been watched. 1 while nothing is known of rooms that old, and while it is too short to count.
   */
  silence: number
  noRoomsSince: number | null
  noConnectionsSince: number | null
  /** Consecutive accepted polls that showed neither rooms nor connections. */
  emptyPolls: number
  emptySince: number | null
  /** A room of this row did not hold, or the whole row did not: it is never *empty*. */
  doubtful: boolean
}

/** A process that is no longer listed. */
export interface Tombstone {
  processId: string
  region: string
  deploymentId: string
  host: string | null
  /** Feed time of the last poll that listed it, and of the first that did not. */
  lastSeenAt: number
  vanishedAt: number
  connections: number
  connectionsAt: number | null
  rooms: number
  wasDraining: boolean
  wasTold: boolean
  startedAt: number | null
  ending: EndingKnown
  endedAt: number | null
  verdict: 'lost' | 'ended' | 'unseen' | 'asking'
  /** The verdict in words. */
  reason: string
}

/** Where something said of the fleet can be seen. */
export type FleetLink =
  | { to: 'drains' }
  | { to: 'health' }
  | { to: 'rollouts' }
  | { to: 'capacity' }
  | { to: 'events' }
  | { to: 'alerts' }
  | { to: 'fleet'; region?: string; deployment?: string; sort?: string }
  | { to: 'process'; processId: string }

/** One fact about the fleet in words, and what to show when it is followed. */
export interface FleetFact {
  /** 1 information, 2 watch, 3 act now. */
  severity: 1 | 2 | 3
  words: string
  link: FleetLink
}

/** What an event of the timeline is about, worst first; an event has one. */
export const TIMELINE_KINDS = [
  'alert',
  'lost',
  'feed',
  'deployment',
  'missing',
  'ended',
  'drain',
  'reset',
  'note',
] as const
export type TimelineKind = (typeof TIMELINE_KINDS)[number]

/** Processes that a list showed before and that its newest answer leaves out, too many at once to be believed. */
export interface ListDrop {
  /** Whose own list it is; absent: the list of all regions, or all their lists together. */
  region?: string
  before: number
  after: number
}

interface EventBase {
  /** Rises by one per event of this source. */
  id: number
  /** Feed time, epoch ms. */
  at: number
}
export type FleetEvent = EventBase &
  (
    | { kind: 'deployment first seen'; deploymentId: string; region: string }
    | {
        kind: 'drain seen'
        processId: string
        region: string
        deploymentId: string
        rooms: number
        connections: number
      }
    | {
        kind: 'process ended'
        processId: string
        region: string
        deploymentId: string
        ending: EndingKnown
        lost: boolean
        connections: number
        wasDraining: boolean
        reason: string
        /** It was listed again since: it had not ended. */
        withdrawn?: true
      }
    | { kind: 'counter reset'; processId: string; region: string; deploymentId: string }
    /** Of many in one poll; region and deployment where they have it in common. */
    | { kind: 'counter reset burst'; processes: number; region: string | null; deploymentId: string | null }
    | { kind: 'feed gap'; from: number; reason: string }
    | ({ kind: 'list dropped' } & ListDrop)
    | {
        kind: 'alert'
        /** It began to fire, or it is over. */
        on: boolean
        rule: AlertRule
        severity: AlertSeverity
        region: string | null
        deploymentId: string | null
        words: string
      }
  )

/** Under so many connections bytes per connection are noise (docs/meaning.md, "Bytes per connection"). */
export const LEAST_CONNECTIONS = 5

/** Under this share of known egress rates, by weight, their sum says nothing about the whole. */
export const LEAST_EGRESS_COVERAGE = 0.9

export interface Totals {
  processes: number
  lifecycle: Record<Lifecycle, number>
  connections: number
  /** Bytes per second over the processes whose rate is known; NaN when under 90 % of the weight below is. */
  egress: number
  /** Weight of the processes whose rate is known, and of all that have one: 1 + connections each. */
  egressKnown: number
  egressAsked: number
  rooms: number
  /** Rooms on running processes, and how many of those have neither rooms nor connections. */
  openRooms: number
  idle: number
  /** Slots that can take a room now; that will when the starting ones are up; shut on drains. */
  openSlots: number
  coming: number
  closed: number
  drains: number
  drainConnections: number
  /** Rooms that end: on drains, and on what was told to stop without one. */
  drainRooms: number
  /** Room starts and ends per minute over the last minute watched; NaN before one was. */
  roomStarts: number
  roomEnds: number
  /** Of the rooms that ended, how many per minute had their whole length seen, and those lengths, ms per minute. */
  roomsMeasured: number
  roomsMeasuredMs: number
  /** Lost with connections in the last 24 h. */
  lost: number
  /** Rows known of but not in the newest answer, so that every sum here is a lower bound. */
  held: number
}

export interface GroupTotals extends Totals {
  key: string
}
