import type { DrainFacts, Held, Lifecycle, ProcessFacts } from '../types/fleet.ts'
import type { ProcessWithRooms } from '../types/process.ts'
import type { Room } from '../types/room.ts'
import type { EgressTrack } from '../fleet/egressRate.ts'

/** All the engine keeps of one listed process. */
export interface Track {
  slot: number
  facts: ProcessFacts
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
  rooms: number
  /** Rooms as listed last; kept as long as none of them changed. */
  roomList: readonly Room[]
  roomsDropped: number
  egress: EgressTrack
  drain: DrainFacts | null
  /** Since when its longest `scheduling` room has been so, by room. */
  scheduling: Map<string, number>
}

/** Splits a row into what lasts and what the columns hold. */
export function factsOf(row: ProcessWithRooms): ProcessFacts {
  const {
    rooms: _rooms,
    totalRooms: _totalRooms,
    activeConnections: _connections,
    activeConnectionsUpdatedAt: _connectionsAt,
    egressedBytes: _bytes,
    roomSlotsAvailable: _slots,
    roomSlotsAvailableUpdatedAt: _slotsAt,
    roomsAllocated: _allocated,
    roomsAllocatedUpdatedAt: _allocatedAt,
    ...facts
  } = row
  return facts
}

/** Deep equality of plain JSON-like values. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every((key) => same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
}

/** The old value when nothing in it changed, so that its identity lasts. */
export const keepSame = <T>(before: T, now: T): T => (same(before, now) ? before : now)
