import type { Room } from '../types/room.ts'

/** Where a room was last seen. Times are feed time, epoch ms. */
export interface RoomSeen {
  processId: string
  /** When it was placed, else when it was first seen. */
  since: number
  /** How old it was when it was first seen on this process, ms; NaN where nobody says when it was placed. */
  joinedAge: number
  /** Number of the poll that listed it last. */
  poll: number
}

export interface RoomPoll {
  number: number
  at: number
  /** The first poll, or the first after a gap: rooms not seen before began at some unknown time. */
  blind: boolean
  /** Feed time of the poll before, null for the first. */
  before: number | null
}

/** A room placed longer than this before the last poll was there all along, on a process that was out of sight. */
const LATE_SIGHT_MS = 120_000

/**
 * Notes that a process lists the very rooms that it listed in the poll before; false, and nothing noted, when one of
 * them has been on another process since.
 */
export function seeAgain(rooms: readonly RoomSeen[], processId: string, poll: number): boolean {
  for (const room of rooms) if (room.processId !== processId) return false
  for (const room of rooms) room.poll = poll
  return true
}

export type RoomChange = 'started' | 'moved' | 'here' | 'found'

/**
 * Notes one room of one listed process: new is a *start*, on another process than before a *move*
 * (docs/meaning.md, "Room starts and ends"). On a blind poll, or when it was placed long ago, a new room is only *found*.
 * `from` is the process that listed it before.
 */
export function observeRoom(
  rooms: Map<string, RoomSeen>,
  room: Room,
  processId: string,
  poll: RoomPoll,
): { seen: RoomSeen; change: RoomChange; from: string | null } {
  const before = rooms.get(room.roomId)
  if (before === undefined) {
    const since = room.currentAllocation?.scheduledAt ?? poll.at
    const placedAt = room.currentAllocation?.scheduledAt ?? Number.NaN
    const joinedAge = Math.max(0, poll.at - placedAt)
    const seen: RoomSeen = { processId, since: Math.min(since, poll.at), joinedAge, poll: poll.number }
    rooms.set(room.roomId, seen)
    const found = poll.blind || since < (poll.before ?? 0) - LATE_SIGHT_MS
    return { seen, change: found ? 'found' : 'started', from: null }
  }
  const from = before.processId
  before.processId = processId
  before.poll = poll.number
  return { seen: before, change: from === processId ? 'here' : 'moved', from }
}

/** Rooms that no process lists any more; they are forgotten. `keep` says whose rooms are only out of sight. */
export function sweepRooms(
  seen: Map<string, RoomSeen>,
  poll: RoomPoll,
  keep: (processId: string) => boolean,
): RoomSeen[] {
  const ended: RoomSeen[] = []
  for (const [roomId, room] of seen) {
    if (room.poll === poll.number || keep(room.processId)) continue
    seen.delete(roomId)
    ended.push(room)
  }
  return ended
}
