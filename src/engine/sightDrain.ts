import { isFresh } from '../fleet/counterMode.ts'
import { advanceDrain, beginDrain, type DrainSight } from '../fleet/drainFacts.ts'
import type { DrainFacts } from '../types/fleet.ts'
import type { ProcessWithRooms } from '../types/process.ts'
import type { DrainMemory } from '../types/stored.ts'
import { addEvent } from './events.ts'
import type { PollInHand } from './sightings.ts'
import type { EngineState } from './state.ts'
import type { Track } from './track.ts'

/**
 * Takes in what a row says of its drain; a process that neither drains nor was told to stop has none. What was told to
 * stop without draining is watched alike, as a stop cuts whom it meets, but no drain begins.
 */
export function sightDrain(
  state: EngineState,
  track: Track,
  row: ProcessWithRooms,
  poll: PollInHand,
  was: { listed: boolean; rooms: number },
): void {
  if (track.lifecycle !== 'draining' && track.lifecycle !== 'stopping') {
    track.drain = null
    return
  }
  const sight: DrainSight = {
    at: poll.at,
    rooms: track.rooms,
    connections: track.connections,
    connectionsAt: track.connectionsAt,
    connectionsFresh: !poll.countersFrozen && isFresh(poll.mode, track.connectionsAt, poll.at),
    draining: row.draining,
    stopping: track.lifecycle === 'stopping',
    roomEnded: track.rooms < was.rooms,
    oldestRoom: track.oldestRoom,
    doubtful: track.roomsDropped > 0,
  }
  // A drain that comes after the order to stop begins when it is seen.
  if (track.drain && (track.drain.draining || !row.draining)) {
    track.drain = advanceDrain(track.drain, sight)
    return
  }
  const { processId, region, deploymentId } = row
  const begun = beginDrain({ processId, slot: track.slot, region, deploymentId, sawBegin: was.listed }, sight)
  const known = state.remembered?.drains.get(processId)
  state.remembered?.drains.delete(processId)
  track.drain = known === undefined || known.startedAt !== row.startedAt ? begun : rememberDrain(known, begun)
  if (poll.blind || !row.draining || track.drain !== begun) return
  const { rooms, connections } = track
  addEvent(state, { kind: 'drain seen', at: poll.at, processId, region, deploymentId, rooms, connections })
}

/** A drain that an earlier visit saw already goes on from there. */
function rememberDrain(known: DrainMemory, drain: DrainFacts): DrainFacts {
  const { firstSeenAt, waveSince, sawBegin, roomsFirst, connectionsFirst, roomEnds } = known
  const connectionsPeak = Math.max(drain.connectionsPeak, connectionsFirst)
  const begun = { firstSeenAt, sawBegin, roomsFirst, connectionsFirst, ...(waveSince !== undefined && { waveSince }) }
  const remembered = { ...drain, ...begun, connectionsPeak }
  // As many rooms as then: none ended meanwhile, as a drain takes none. Else nobody knows when one did.
  if (roomEnds?.rooms !== drain.rooms) return remembered
  const { watchedSince, lastRoomEndAt } = roomEnds
  return { ...remembered, watchedSince, lastRoomEndAt }
}
