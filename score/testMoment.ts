import type { World } from '../simulator/model.ts'
import type { FleetPatch } from '../src/types/snapshot.ts'
import { START, type Moment, type WireProcess } from './beginDay.ts'

/** A row with so many rooms. */
export const wireRow = (
  processId: string,
  roomIds: readonly string[],
  over: Partial<WireProcess> = {},
): WireProcess => ({
  processId,
  region: 'Tokyo',
  draining: false,
  startedAt: '2026-10-19T00:00:00Z',
  stoppingAt: null,
  roomSlotsAvailable: 4 - roomIds.length,
  activeConnections: 0,
  activeConnectionsUpdatedAt: new Date(START).toISOString(),
  rooms: roomIds.map((roomId) => ({ roomId })),
  ...over,
})

/** A moment so many minutes after the day began, of which a spec reads no more than rows and world. */
export const momentOf = (
  minute: number,
  rows: readonly WireProcess[],
  world: Pick<World, 'byId'> = { byId: new Map() },
): Moment => ({
  now: START + minute * 60_000,
  world: world as World,
  rows,
  lost: false,
  broken: false,
  frozenMs: 0,
  patch: {} as FleetPatch,
})
