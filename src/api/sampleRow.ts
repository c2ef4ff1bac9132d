/** A row as a server sends it, for specs: every field there, each a plain good value. */
export function sampleRow(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    processId: 'p-1',
    appId: 'app-demo',
    deploymentId: 417,
    region: 'Tokyo',
    activeConnections: 31,
    activeConnectionsUpdatedAt: '2026-03-02T10:00:00.000Z',
    egressedBytes: 5_000_000_000,
    draining: false,
    rooms: [sampleRoom()],
    totalRooms: 1,
    roomsPerProcess: 4,
    roomSlotsAvailable: 3,
    roomSlotsAvailableUpdatedAt: '2026-03-02T10:00:00Z',
    roomsAllocated: 1,
    roomsAllocatedUpdatedAt: '2026-03-02T10:00:00Z',
    exposedPort: { host: 'h1.example', name: 'default', port: 70_123, transportType: 'udp' },
    additionalExposedPorts: [],
    startingAt: '2026-03-02T09:00:00Z',
    startedAt: '2026-03-02T09:00:20Z',
    stoppingAt: null,
    terminatedAt: null,
    host: 'h1.example',
    port: 70_123,
    idleSince: null,
    ...over,
  }
}

export function sampleRoom(over: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    appId: 'app-demo',
    roomId: 'room-1',
    status: 'active',
    roomConfig: '{"mode":"duel"}',
    currentAllocation: {
      roomAllocationId: 'alloc-1',
      processId: 'p-1',
      scheduledAt: '2026-03-02T09:30:00Z',
      unscheduledAt: null,
    },
    ...over,
  }
}
