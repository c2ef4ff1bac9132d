import { KNOWN_TRANSPORTS, type Port } from '../types/port.ts'
import type { ProcessWithRooms } from '../types/process.ts'
import { isKnownRegion } from '../types/region.ts'
import { KNOWN_ROOM_STATUSES, type Room } from '../types/room.ts'
import { MAX_ID_LENGTH, MAX_TEXT_LENGTH } from '../types/text.ts'
import { readDate } from '../types/wireDate.ts'

// The commonest rows, read by hand: every field plain, nothing new. Whatever this does not recognise for certain is left
// to the schemas, which alone say what holds; a property test shows that both agree.

type Fields = Record<string, unknown>

/** Fields that every row has; a server may leave out the others. */
const REQUIRED_KEYS = 15
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

const isTextOrNone = (value: unknown): value is string | null => value === null || isText(value)

const isDeployment = (value: unknown): value is string | number => isCount(value) || isName(value)

/** A date that must be a text. */
function dateOf(value: unknown): number | null | Odd {
  if (typeof value !== 'string') return ODD
  const at = readDate(value)
  return at === undefined ? ODD : at
}

const dateOrNull = (value: unknown): number | null | Odd =>
  value === null || value === undefined ? null : dateOf(value)

/** How many of the fields that a server may leave out are there; JSON has no `undefined`. Named one by one: quick. */
const optionalKeys = (row: Fields): number =>
  Number(row['roomsAllocated'] !== undefined) +
  Number(row['roomsAllocatedUpdatedAt'] !== undefined) +
  Number(row['exposedPort'] !== undefined) +
  Number(row['startedAt'] !== undefined) +
  Number(row['stoppingAt'] !== undefined) +
  Number(row['terminatedAt'] !== undefined) +
  Number(row['host'] !== undefined) +
  Number(row['port'] !== undefined) +
  Number(row['idleSince'] !== undefined)

const isCountOrNone = (value: unknown): value is number | null | undefined =>
  value === null || value === undefined || isCount(value)

/** Whether it has so many keys of its own and no more; those that are asked for by name must then be all. */
function hasKeys(fields: Fields, n: number): boolean {
  let there = 0
  // Unlike `Object.keys` this makes no list; parsed JSON inherits nothing that is listed.
  for (const key in fields) {
    there += 1
    if (there > n || key === '__proto__') return false
  }
  return there === n
}

/**
 * What was read of the same process before. What the row says again is taken from there: equal values need no check, and
 * one object for them instead of one a poll leaves the collector less to do. News (a region or a status that this version
 * does not know) is left to the schemas each time, as if nothing were known.
 */
export interface KnownRow {
  facts: Pick<
    ProcessWithRooms,
    'processId' | 'appId' | 'deploymentId' | 'region' | 'host' | 'exposedPort' | 'additionalExposedPorts'
  >
  roomList: readonly Room[]
}

/** What was known of a process before, if anything. */
export type KnownRows = (processId: string) => KnownRow | undefined

/** What was known, when the row says it again; else what it says, when that is plain. */
function kept<T, K extends T>(value: unknown, before: K | undefined, isPlain: (value: unknown) => value is T): T | Odd {
  if (before !== undefined && value === before) return before
  return isPlain(value) ? value : ODD
}

/** −0 becomes 0. */
const plainOrNull = (value: number | null | undefined): number | null =>
  (value ?? null) === null ? null : Number(value) + 0

function portOf(value: unknown, before: Port | null | undefined): Port | Odd {
  if (!isFields(value) || !hasKeys(value, PORT_KEYS)) return ODD
  const { host, name, port, transportType } = value
  if (typeof transportType !== 'string' || !KNOWN_TRANSPORTS.has(transportType)) return ODD
  if (before && before.port === port && before.transportType === transportType && before.host === host) {
    if (before.name === name) return before
  }
  return isText(host) && isText(name) && isCount(port) ? { host, name, port: port + 0, transportType } : ODD
}

/** Each of a list by `read`, which is told what stood at that place before; the list before when nothing differs. */
function listOf<T extends object>(
  value: unknown,
  before: readonly T[] | undefined,
  read: (one: unknown, before: T | undefined) => T | Odd,
): readonly T[] | Odd {
  if (!Array.isArray(value)) return ODD
  let now: T[] | null = before?.length === value.length ? null : []
  for (let at = 0; at < value.length; at++) {
    const one = read(value[at], before?.[at])
    if (one === ODD) return ODD
    if (now === null && one !== before?.[at]) now = before?.slice(0, at) ?? []
    now?.push(one)
  }
  return now ?? before ?? []
}

function allocationOf(value: unknown, before: Room['currentAllocation'] | undefined): Room['currentAllocation'] | Odd {
  if (value === null) return null
  if (!isFields(value)) return ODD
  if (!hasKeys(value, value['unscheduledAt'] === undefined ? ALLOCATION_KEYS - 1 : ALLOCATION_KEYS)) return ODD
  const { roomAllocationId, processId } = value
  const scheduledAt = dateOf(value['scheduledAt'])
  const unscheduledAt = dateOrNull(value['unscheduledAt'])
  if (
    before &&
    before.scheduledAt === scheduledAt &&
    before.unscheduledAt === unscheduledAt &&
    before.roomAllocationId === roomAllocationId &&
    before.processId === processId
  )
    return before
  if (!isName(roomAllocationId) || !isName(processId) || scheduledAt === ODD || unscheduledAt === ODD) return ODD
  return { roomAllocationId, processId, scheduledAt, unscheduledAt }
}

function roomOf(value: unknown, before: Room | undefined): Room | Odd {
  if (!isFields(value)) return ODD
  const { appId, roomId, status, roomConfig } = value
  // A room without a config is as plain as one with it.
  if (!hasKeys(value, roomConfig === undefined ? ROOM_KEYS - 1 : ROOM_KEYS)) return ODD
  if (typeof status !== 'string' || !KNOWN_ROOM_STATUSES.has(status)) return ODD
  const currentAllocation = allocationOf(value['currentAllocation'], before?.currentAllocation)
  if (currentAllocation === ODD) return ODD
  if (
    before &&
    before.status === status &&
    before.currentAllocation === currentAllocation &&
    before.roomId === roomId &&
    before.appId === appId &&
    before.roomConfig === (roomConfig ?? null)
  )
    return before
  if (!isText(appId) || !isName(roomId)) return ODD
  if (roomConfig !== undefined && roomConfig !== null && !isText(roomConfig)) return ODD
  return { appId, roomId, status, roomConfig: roomConfig ?? null, currentAllocation }
}

function roomsOf(value: unknown, before: readonly Room[] | undefined): readonly Room[] | Odd {
  const rooms = listOf(value, before, roomOf)
  if (rooms === ODD || rooms === before) return rooms
  // A process has a handful of rooms: walking them beats a set.
  for (let at = 1; at < rooms.length; at++)
    for (let earlier = 0; earlier < at; earlier++) if (rooms[earlier]?.roomId === rooms[at]?.roomId) return ODD
  return rooms
}

/**
 * The row as `processWithRoomsSchema` reads it, when it is of the commonest kind and differs in nothing from what was
 * known when this was written; null when the schemas must look at it.
 * @param knownOf what was read of a process before, if anything; itself read by the schemas or by this.
 */
export function quickRow(row: unknown, knownOf?: KnownRows): ProcessWithRooms | null {
  if (!isFields(row)) return null
  const { processId, activeConnections, egressedBytes, draining } = row
  const { totalRooms, roomsPerProcess, roomSlotsAvailable, roomsAllocated, port } = row
  if (!hasKeys(row, REQUIRED_KEYS + optionalKeys(row))) return null
  if (!isName(processId)) return null
  const known = knownOf?.(processId)
  const facts = known?.facts
  const appId = kept(row['appId'], facts?.appId, isName)
  const region = kept(row['region'], facts?.region, isName)
  const deploymentId = kept(row['deploymentId'], facts?.deploymentId, isDeployment)
  const host = kept(row['host'] ?? null, facts?.host, isTextOrNone)
  if (appId === ODD || region === ODD || !isKnownRegion(region) || deploymentId === ODD || host === ODD) return null
  if (!isCount(activeConnections) || !isCount(egressedBytes) || typeof draining !== 'boolean') return null
  if (!isCount(totalRooms) || !isCount(roomsPerProcess) || !isCount(roomSlotsAvailable)) return null
  if (!isCountOrNone(roomsAllocated) || !isCountOrNone(port)) return null
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
  const exposedPort = (row['exposedPort'] ?? null) === null ? null : portOf(row['exposedPort'], facts?.exposedPort)
  const additionalExposedPorts = listOf(row['additionalExposedPorts'], facts?.additionalExposedPorts, portOf)
  const rooms = roomsOf(row['rooms'], known?.roomList)
  if (exposedPort === ODD || additionalExposedPorts === ODD || rooms === ODD) return null
  return {
    processId: facts?.processId ?? processId,
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
    host,
    port: plainOrNull(port),
    idleSince,
    rooms,
    totalRooms: totalRooms + 0,
  }
}
