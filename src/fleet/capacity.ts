import type { Lifecycle } from '../types/fleet.ts'

export interface SlotShare {
  /** Can take a room now. */
  open: number
  /** Will be able to once the process is up. */
  coming: number
  /** On a process that takes no rooms any more. */
  closed: number
}

/**
 * No room can land on a draining, stopping or starting row, so only running rows have *open* slots
 * (docs/meaning.md, "Open slots").
 */
export function slotShare(lifecycle: Lifecycle, slotsAvailable: number, roomsPerProcess: number): SlotShare {
  return {
    open: lifecycle === 'running' ? slotsAvailable : 0,
    coming: lifecycle === 'starting' ? roomsPerProcess : 0,
    closed: lifecycle === 'draining' ? slotsAvailable : 0,
  }
}

/** Rooms of a process for any figure or verdict: what it says, or what it sent, dropped rows included. */
export const roomCount = (totalRooms: number, roomsSent: number, roomsDropped: number): number =>
  Math.max(totalRooms, roomsSent + roomsDropped)
