import type { Room } from '../types/room.ts'
import { compareNatural } from './natural.ts'

/** What a viewer chose of a process's rooms. */
export interface RoomChoice {
  /** A text that stands in the ID or the config, in any case of letters; blank for all. */
  needle: string
  key: 'room' | 'status' | 'age'
  /** Of age: oldest first. */
  descending: boolean
}

/** When it was placed, epoch ms; null while it is nowhere. */
export const roomSince = ({ currentAllocation }: Room): number | null => currentAllocation?.scheduledAt ?? null

const compare: Readonly<Record<RoomChoice['key'], (a: Room, b: Room) => number>> = {
  room: (a, b) => compareNatural(a.roomId, b.roomId),
  status: (a, b) => compareNatural(a.status, b.status),
  age: (a, b) => (roomSince(b) ?? 0) - (roomSince(a) ?? 0),
}

/** The rooms chosen, in the order chosen; those of unknown age last of all, equals by ID. */
export function chooseRooms(rooms: readonly Room[], { needle, key, descending }: RoomChoice): Room[] {
  const text = needle.trim().toLowerCase()
  const has = (of: string | null): boolean => of !== null && of.toLowerCase().includes(text)
  const found = text === '' ? [...rooms] : rooms.filter((room) => has(room.roomId) || has(room.roomConfig))
  const turn = descending ? -1 : 1
  const unknown = (room: Room): number => (key === 'age' && roomSince(room) === null ? 1 : 0)
  return found.sort(
    (a, b) => unknown(a) - unknown(b) || turn * compare[key](a, b) || compareNatural(a.roomId, b.roomId),
  )
}
