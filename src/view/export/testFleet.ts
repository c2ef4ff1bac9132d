import { HELD, LIFECYCLES, type ProcessFacts } from '../../types/fleet.ts'
import type { Room } from '../../types/room.ts'
import type { Columns } from '../../types/snapshot.ts'
import { capture, type Captured } from './capture.ts'
import type { ExportAbout } from './sheets.ts'

// A small fleet for the specs beside this.

export const AT = Date.UTC(2026, 10, 24, 3, 4, 5)

export const factsOf = (processId: string, over: Partial<ProcessFacts> = {}): ProcessFacts => ({
  processId,
  appId: 'app-demo',
  deploymentId: '417',
  region: 'Sao_Paulo',
  draining: false,
  roomsPerProcess: 4,
  exposedPort: { host: 'h1.example', name: 'default', port: 70_123, transportType: 'udp' },
  additionalExposedPorts: [],
  startingAt: AT - 20_000,
  startedAt: AT - 10_000,
  stoppingAt: null,
  terminatedAt: null,
  host: null,
  port: null,
  idleSince: null,
  oldestRoomSince: null,
  ...over,
})

/** Columns of one value each, for every slot alike. */
export const columnsOf = (size: number, over: Partial<Record<keyof Columns, number>> = {}): Columns => {
  const floats = (value: number): Float64Array => new Float64Array(size).fill(value)
  const codes = (value: number): Uint8Array => new Uint8Array(size).fill(value)
  return {
    connections: floats(over.connections ?? 12),
    connectionsAt: floats(over.connectionsAt ?? AT - 1500),
    egressRate: floats(over.egressRate ?? 2048.5),
    egressedBytes: floats(over.egressedBytes ?? 5_000_000_000),
    rooms: floats(over.rooms ?? 2),
    slots: floats(over.slots ?? 2),
    lifecycle: codes(over.lifecycle ?? LIFECYCLES.indexOf('running')),
    held: codes(over.held ?? HELD.indexOf('none')),
    attention: codes(over.attention ?? 0),
  }
}

export const roomOf = (roomId: string, over: Partial<Room> = {}): Room => ({
  appId: 'app-demo',
  roomId,
  status: 'active',
  roomConfig: '{"mode":"duel"}',
  currentAllocation: {
    roomAllocationId: `alloc-${roomId}`,
    processId: 'p-0',
    scheduledAt: AT - 5000,
    unscheduledAt: null,
  },
  ...over,
})

/** `n` processes `p-0` … in that order, and whoever else is asked for. */
export function capturedOf(n: number, columns: Partial<Record<keyof Columns, number>> = {}, others = 0): Captured {
  const rows = Array.from({ length: n }, (_, at) => factsOf(`p-${at}`))
  const index = { rows, slotOf: new Map(rows.map(({ processId }, slot) => [processId, slot])) }
  const snapshot = { engine: 'e-1', feedTime: AT, columns: columnsOf(n, columns), index }
  return capture(
    snapshot,
    Array.from({ length: n + others }, (_, at) => `p-${at}`),
  )
}

export const ABOUT: ExportAbout = {
  source: 'simulator',
  app: 'app-demo',
  exportedAt: AT + 500,
  filters: { region: ['Sao_Paulo'] },
  selection: false,
  sort: { by: [{ key: 'connections', descending: true }], pollsOld: 0 },
}
