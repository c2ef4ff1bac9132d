import { type Chaos, startChaos } from './chaos.ts'

export type WireRow = Record<string, unknown>

/** Now, less some seconds, as the wire says it. */
export const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString()

/** A good row of the contract, with whatever a test puts in place of its fields. */
export const wireRow = (processId: string, change: WireRow = {}): WireRow => ({
  processId,
  appId: 'app-demo',
  deploymentId: 7,
  region: 'Tokyo',
  activeConnections: 12,
  activeConnectionsUpdatedAt: ago(3),
  egressedBytes: 5_000_000_000,
  draining: false,
  rooms: [],
  totalRooms: 0,
  roomsPerProcess: 4,
  roomSlotsAvailable: 4,
  roomSlotsAvailableUpdatedAt: ago(3),
  exposedPort: { host: 'tokyo-1.example', name: 'default', port: 7777, transportType: 'udp' },
  additionalExposedPorts: [],
  startingAt: ago(3700),
  startedAt: ago(3600),
  stoppingAt: null,
  terminatedAt: null,
  host: 'tokyo-1.example',
  port: 7777,
  idleSince: null,
  ...change,
})

/** A room on `processId`. */
export const wireRoom = (processId: string, roomId: string, change: WireRow = {}): WireRow => ({
  appId: 'app-demo',
  roomId,
  status: 'active',
  roomConfig: null,
  currentAllocation: {
    roomAllocationId: `allocation-${roomId}`,
    processId,
    scheduledAt: ago(600),
    unscheduledAt: null,
  },
  ...change,
})

export interface HandMade extends Chaos {
  /** Rows of the running list from now on; it serves again, however it misbehaved. */
  list(rows: readonly unknown[]): void
  /** The same of the stopped list; `info` knows them. */
  end(rows: readonly WireRow[]): void
}

/** An upstream with rows made by hand: it lists what it is told, and nothing has stopped until it is told so. */
export async function startHandMade(rows: readonly unknown[] = []): Promise<HandMade> {
  const chaos = await startChaos()
  let [running, stopped]: [readonly unknown[], readonly WireRow[]] = [rows, []]
  const known = (path: string): unknown => {
    if (path.endsWith('/list/running')) return running
    if (path.endsWith('/list/stopped')) return stopped
    const [, id = ''] = /\/info\/(.+)$/.exec(path) ?? []
    return stopped.find(({ processId }) => processId === decodeURIComponent(id))
  }
  const serve: Parameters<Chaos['behave']>[0] = (request, response) => {
    const answer = known(new URL(request.url ?? '/', 'http://upstream').pathname)
    response.writeHead(answer === undefined ? 404 : 200, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(answer ?? { message: 'no such process' }))
  }
  chaos.behave(serve)
  return {
    ...chaos,
    list: (next) => {
      running = next
      chaos.behave(serve)
    },
    end: (next) => {
      stopped = next
      chaos.behave(serve)
    },
  }
}
