import type { DrainFacts, Held, Lifecycle, ProcessFacts } from '../types/fleet.ts'
import type { ProcessWithRooms } from '../types/process.ts'
import type { Port } from '../types/port.ts'
import type { Room } from '../types/room.ts'
import type { EgressTrack } from '../fleet/egressRate.ts'
import type { RoomSeen } from '../fleet/roomFlow.ts'
import type { Wave } from '../fleet/waves.ts'

/** All the engine keeps of one listed process. */
export interface Track {
  slot: number
  /** Where its samples stand in the history, null before the first, and while there is no room for them. */
  place: number | null
  facts: ProcessFacts
  /** Its region and deployment, as sums are kept by (`groupKey`). */
  group: string
  lifecycle: Lifecycle
  /** Number of the poll that listed it last, and that poll's feed time. */
  poll: number
  seenAt: number
  held: Held
  connections: number
  connectionsAt: number | null
  egressedBytes: number
  slots: number
  slotsAt: number | null
  allocatedAt: number | null
  /** Rooms as counted then; null where the source does not say. */
  allocated: number | null
  rooms: number
  /** Rooms as listed last; kept as long as none of them changed. */
  roomList: readonly Room[]
  /** The same rooms in the same order, as the fleet's list of rooms has them. */
  roomsSeen: readonly RoomSeen[]
  roomsDropped: number
  oldestRoom: { roomId: string; since: number } | null
  egress: EgressTrack
  drain: DrainFacts | null
  /** The drains that it began with; null while it does not drain. */
  wave: Wave | null
  /** Since when it has been without rooms and connections; null while it has some, NaN when nobody saw it begin. */
  idleSince: number | null
  /** Since when its longest `scheduling` room has been so, by room. */
  scheduling: Map<string, number>
}

/** What of a row lasts; the columns and the list of rooms hold the rest. */
export function factsOf(row: ProcessWithRooms, oldestRoomSince: number | null = null): ProcessFacts {
  return {
    processId: row.processId,
    appId: row.appId,
    deploymentId: row.deploymentId,
    region: row.region,
    draining: row.draining,
    roomsPerProcess: row.roomsPerProcess,
    exposedPort: row.exposedPort,
    additionalExposedPorts: row.additionalExposedPorts,
    startingAt: row.startingAt,
    startedAt: row.startedAt,
    stoppingAt: row.stoppingAt,
    terminatedAt: row.terminatedAt,
    host: row.host,
    port: row.port,
    idleSince: row.idleSince,
    oldestRoomSince,
  }
}

const samePort = (a: Port | null, b: Port | null): boolean =>
  a === b ||
  (a !== null &&
    b !== null &&
    a.host === b.host &&
    a.name === b.name &&
    a.port === b.port &&
    a.transportType === b.transportType)

const sameList = <T>(a: readonly T[], b: readonly T[], same: (x: T, y: T) => boolean): boolean => {
  if (a === b) return true
  if (a.length !== b.length) return false
  for (let at = 0; at < a.length; at++) if (!same(a[at] as T, b[at] as T)) return false
  return true
}

/** The old facts when the row says nothing else, so that their identity lasts; its rooms are looked at later. */
export function keepFacts(before: ProcessFacts, row: ProcessWithRooms): ProcessFacts {
  // Named one by one, which is quick; any field left out here would go stale unseen (track.spec.ts).
  const same =
    before.processId === row.processId &&
    before.appId === row.appId &&
    before.deploymentId === row.deploymentId &&
    before.region === row.region &&
    before.draining === row.draining &&
    before.roomsPerProcess === row.roomsPerProcess &&
    before.startingAt === row.startingAt &&
    before.startedAt === row.startedAt &&
    before.stoppingAt === row.stoppingAt &&
    before.terminatedAt === row.terminatedAt &&
    before.host === row.host &&
    before.port === row.port &&
    before.idleSince === row.idleSince &&
    samePort(before.exposedPort, row.exposedPort) &&
    sameList(before.additionalExposedPorts, row.additionalExposedPorts, samePort)
  return same ? before : factsOf(row, before.oldestRoomSince)
}

function sameRoom(a: Room, b: Room): boolean {
  if (a.roomId !== b.roomId || a.status !== b.status || a.roomConfig !== b.roomConfig || a.appId !== b.appId)
    return false
  const [x, y] = [a.currentAllocation, b.currentAllocation]
  if (x === null || y === null) return x === y
  return (
    x.roomAllocationId === y.roomAllocationId &&
    x.processId === y.processId &&
    x.scheduledAt === y.scheduledAt &&
    x.unscheduledAt === y.unscheduledAt
  )
}

/** The old rooms when none came, went or changed. */
export const keepRooms = (before: readonly Room[], now: readonly Room[]): readonly Room[] =>
  sameList(before, now, sameRoom) ? before : now

/** The room that has been there longest; null without rooms. */
export function oldestRoom({
  roomList,
  roomsSeen,
}: Pick<Track, 'roomList' | 'roomsSeen'>): { roomId: string; since: number } | null {
  let oldest: { roomId: string; since: number } | null = null
  for (const [at, { roomId }] of roomList.entries()) {
    const since = roomsSeen[at]?.since ?? Number.POSITIVE_INFINITY
    if (oldest === null || since < oldest.since) oldest = { roomId, since }
  }
  return oldest
}
