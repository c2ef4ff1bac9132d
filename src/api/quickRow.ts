import { KNOWN_TRANSPORTS, type Port } from '../types/port.ts'
import type { ProcessWithRooms } from '../types/process.ts'
import { isKnownRegion } from '../types/region.ts'
import { KNOWN_ROOM_STATUSES, type Room } from '../types/room.ts'
import { MAX_ID_LENGTH, MAX_TEXT_LENGTH } from '../types/text.ts'
import { readDate } from '../types/wireDate.ts'

// The commonest rows, read by hand: every field plain, nothing new. Whatever this does not recognise for certain is left
// to the schemas, which alone say what holds; a property test shows that both agree.

type Fields = Record<string, unknown>

/** Fields that every row has, and those that a server may leave out. */
const REQUIRED_KEYS = 15
const OPTIONAL_KEYS = [
  'roomsAllocated',
  'roomsAllocatedUpdatedAt',
  'exposedPort',
  'startedAt',
  'stoppingAt',
  'terminatedAt',
  'host',
  'port',
  'idleSince',
] as const
const ROOM_KEYS = 5
const ALLOCATION_KEYS = 4
const PORT_KEYS = 4

/** Thrown nowhere: marks a field that is not plain, through every function below. */
const ODD = Symbol('odd')
type Odd = typeof ODD

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= MAX_ID_LENGTH && value.isWellFormed()

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= MAX_TEXT_LENGTH

/** A date that must be a text. */
function dateOf(value: unknown): number | null | Odd {
  if (typeof value !== 'string') return ODD
  const at = readDate(value)
  return at === undefined ? ODD : at
}

const dateOrNull = (value: unknown): number | null | Odd =>
  value === null || value === undefined ? null : dateOf(value)

/** JSON has no `undefined`, so that a field which is that is not there. */
function optionalKeys(row: Fields): number {
  let there = 0
  for (const key of OPTIONAL_KEYS) if (row[key] !== undefined) there += 1
  return there
}

const isCountOrNone = (value: unknown): value is number | null | undefined =>
  value === null || value === undefined || isCount(value)

/** Whether it has so many keys of its own and no more; those that are asked for by name must then be all. */
function hasKeys(fields: Fields, n: number): boolean {
  return Object.keys(fields).length === n
}

/** −0 becomes 0. */
const plainOrNull = (value: number | null | undefined): number | null =>
  (value ?? null) === null ? null : Number(value) + 0

function portOf(value: unknown): Port | Odd {
  if (!isFields(value) || !hasKeys(value, PORT_KEYS)) return ODD
  const { host, name, port, transportType } = value
  if (!isText(host) || !isText(name) || !isCount(port) || !isText(transportType)) return ODD
  return KNOWN_TRANSPORTS.has(transportType) ? { host, name, port: port + 0, transportType } : ODD
}

function portsOf(value: unknown): Port[] | Odd {
  if (!Array.isArray(value)) return ODD
  const ports: Port[] = []
  for (const one of value) {
    const port = portOf(one)
    if (port === ODD) return ODD
    ports.push(port)
  }
  return ports
}

function allocationOf(value: unknown): Room['currentAllocation'] | Odd {
  if (value === null) return null
  if (!isFields(value)) return ODD
  if (!hasKeys(value, value['unscheduledAt'] === undefined ? ALLOCATION_KEYS - 1 : ALLOCATION_KEYS)) return ODD
  const { roomAllocationId, processId } = value
  const scheduledAt = dateOf(value['scheduledAt'])
  const unscheduledAt = dateOrNull(value['unscheduledAt'])
  if (!isName(roomAllocationId) || !isName(processId) || scheduledAt === ODD || unscheduledAt === ODD) return ODD
  return { roomAllocationId, processId, scheduledAt, unscheduledAt }
}

function roomOf(value: unknown): Room | Odd {
  if (!isFields(value)) return ODD
  const { appId, roomId, status, roomConfig } = value
  // A room without a config is as plain as one with it.
  if (!hasKeys(value, roomConfig === undefined ? ROOM_KEYS - 1 : ROOM_KEYS)) return ODD
  if (!isText(appId) || !isName(roomId) || typeof status !== 'string' || !KNOWN_ROOM_STATUSES.has(status)) return ODD
  if (roomConfig !== undefined && roomConfig !== null && !isText(roomConfig)) return ODD
  const currentAllocation = allocationOf(value['currentAllocation'])
  if (currentAllocation === ODD) return ODD
  return { appId, roomId, status, roomConfig: roomConfig ?? null, currentAllocation }
}

function roomsOf(value: unknown): Room[] | Odd {
  if (!Array.isArray(value)) return ODD
  const rooms: Room[] = []
  for (const one of value) {
    const room = roomOf(one)
    if (room === ODD) return ODD
    // A process has a handful of rooms: walking them beats a set.
    for (const { roomId } of rooms) if (roomId === room.roomId) return ODD
    rooms.push(room)
  }
  return rooms
}

/**
 * The row as `processWithRoomsSchema` reads it, when it is of the commonest kind and differs in nothing from what was
 * known when this was written; null when the schemas must look at it.
 */
export function quickRow(row: unknown): ProcessWithRooms | null {
  if (!isFields(row)) return null
  const { processId, appId, deploymentId, region, activeConnections, egressedBytes, draining } = row
  const { totalRooms, roomsPerProcess, roomSlotsAvailable, roomsAllocated, host, port } = row
  if (!hasKeys(row, REQUIRED_KEYS + optionalKeys(row))) return null
  if (!isName(processId) || !isName(appId) || !isName(region) || !isKnownRegion(region)) return null
  if (!isCount(activeConnections) || !isCount(egressedBytes) || typeof draining !== 'boolean') return null
  if (!isCount(totalRooms) || !isCount(roomsPerProcess) || !isCount(roomSlotsAvailable)) return null
  if (!isCountOrNone(roomsAllocated) || !isCountOrNone(port)) return null
  if (!isCount(deploymentId) && !isName(deploymentId)) return null
  if (host !== null && host !== undefined && !isText(host)) return null
  const activeConnectionsUpdatedAt = dateOf(row['activeConnectionsUpdatedAt'])
  const roomSlotsAvailableUpdatedAt = dateOf(row['roomSlotsAvailableUpdatedAt'])
  const roomsAllocatedUpdatedAt = dateOrNull(row['roomsAllocatedUpdatedAt'])
  const startingAt = dateOf(row['startingAt'])
  const startedAt = dateOrNull(row['startedAt'])
  const stoppingAt = dateOrNull(row['stoppingAt'])
  const terminatedAt = dateOrNull(row['terminatedAt'])
  const idleSince = dateOrNull(row['idleSince'])
  if (activeConnectionsUpdatedAt === ODD || roomSlotsAvailableUpdatedAt === ODD || idleSince === ODD) return null
  if (roomsAllocatedUpdatedAt === ODD || startingAt === ODD || startedAt === ODD) return null
  if (stoppingAt === ODD || terminatedAt === ODD) return null
  const exposedPort = (row['exposedPort'] ?? null) === null ? null : portOf(row['exposedPort'])
  const additionalExposedPorts = portsOf(row['additionalExposedPorts'])
  const rooms = roomsOf(row['rooms'])
  if (exposedPort === ODD || additionalExposedPorts === ODD || rooms === ODD) return null
  return {
    processId,
    appId,
    deploymentId: String(deploymentId),
    region,
    activeConnections: activeConnections + 0,
    activeConnectionsUpdatedAt,
    egressedBytes: egressedBytes + 0,
    draining,
    roomsPerProcess: roomsPerProcess + 0,
    roomSlotsAvailable: roomSlotsAvailable + 0,
    roomSlotsAvailableUpdatedAt,
    roomsAllocated: plainOrNull(roomsAllocated),
    roomsAllocatedUpdatedAt,
    exposedPort,
    additionalExposedPorts,
    startingAt,
    startedAt,
    stoppingAt,
    terminatedAt,
    host: host ?? null,
    port: plainOrNull(port),
    idleSince,
    rooms,
    totalRooms: totalRooms + 0,
  }
}
