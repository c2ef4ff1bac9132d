import type { DrainFacts } from '../types/fleet.ts'

/** One poll's view of a process that drains. */
export interface DrainSight {
  at: number
  rooms: number
  connections: number
  connectionsAt: number | null
  connectionsFresh: boolean
  draining: boolean
  stopping: boolean
  roomEnded: boolean
  oldestRoom: { roomId: string; since: number } | null
  doubtful: boolean
}

/** The moment since when a condition has held without a break; null while it does not. */
const sinceWhen = (holds: boolean, before: number | null, at: number): number | null => (holds ? (before ?? at) : null)

/** First sight of a drain, or of a stop without one. `sawBegin`: it was listed in the poll before, and neither. */
export function beginDrain(
  who: Pick<DrainFacts, 'processId' | 'slot' | 'region' | 'deploymentId' | 'sawBegin'>,
  sight: DrainSight,
): DrainFacts {
  const blank: DrainFacts = {
    ...who,
    draining: sight.draining,
    firstSeenAt: sight.at,
    stopping: false,
    rooms: sight.rooms,
    roomsFirst: sight.rooms,
    connections: sight.connections,
    connectionsFirst: sight.connections,
    connectionsPeak: sight.connections,
    connectionsAt: null,
    connectionsFresh: false,
    lastRoomEndAt: null,
    watchedSince: sight.at,
    oldestRoom: null,
    silence: 1,
    noRoomsSince: null,
    noConnectionsSince: null,
    emptyPolls: 0,
    emptySince: null,
    doubtful: false,
  }
  return advanceDrain(blank, sight)
}

/**
 * The drain after a stretch in which it was not seen: what must hold without a break begins anew, so that it can't become
 * *empty* or *abandoned* by time that nobody watched. Since when it has no room stays, as long as the next sight shows
 * none: a drain takes no new rooms (docs/meaning.md, "Draining for ≥").
 */
export const unseenDrain = (drain: DrainFacts): DrainFacts => ({
  ...drain,
  connectionsFresh: false,
  noConnectionsSince: null,
  emptyPolls: 0,
  emptySince: null,
  doubtful: true,
})

/** The drain after one more accepted poll. A new object, so that views notice. */
export function advanceDrain(drain: DrainFacts, sight: DrainSight): DrainFacts {
  const { at, rooms, connections, doubtful } = sight
  const empty = rooms === 0 && connections === 0 && !doubtful
  // The gauge says since when nobody is connected; it is older than the poll that shows it.
  const measuredAt = Math.min(sight.connectionsAt ?? at, at)
  return {
    ...drain,
    stopping: sight.stopping,
    rooms,
    connections,
    connectionsPeak: Math.max(drain.connectionsPeak, connections),
    connectionsAt: sight.connectionsAt,
    connectionsFresh: sight.connectionsFresh,
    lastRoomEndAt: sight.roomEnded ? at : drain.lastRoomEndAt,
    oldestRoom: sight.oldestRoom,
    noRoomsSince: sinceWhen(rooms === 0 && !doubtful, drain.noRoomsSince, at),
    noConnectionsSince: sinceWhen(connections === 0, drain.noConnectionsSince, measuredAt),
    emptyPolls: empty ? drain.emptyPolls + 1 : 0,
    emptySince: sinceWhen(empty, drain.emptySince, at),
    doubtful,
  }
}
