import type { DrainFacts, Held, Lifecycle, ProcessFacts } from '../types/fleet.ts'
import type { ProcessWithRooms } from '../types/process.ts'
import type { EgressTrack } from '../fleet/egressRate.ts'

/** All the engine keeps of one listed process. */
export interface Track {
  slot: number
  /** Where its samples stand in the history, null before the first, and while there is no room for them. */
  place: number | null
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
  roomsDropped: number
  egress: EgressTrack
  drain: DrainFacts | null
  /** Since when its longest `scheduling` room has been so, by room. */
  scheduling: Map<string, number>
}

/** Splits a row into what lasts and what the columns hold. */
export function factsOf(row: ProcessWithRooms): ProcessFacts {
  const {
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

/** The old object when nothing in it changed, so that its identity lasts. */
export const keepFacts = (before: ProcessFacts, now: ProcessFacts): ProcessFacts => (same(before, now) ? before : now)
