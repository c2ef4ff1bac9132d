import { HELD, LIFECYCLES, type ProcessFacts } from '../../types/fleet.ts'
import type { Room } from '../../types/room.ts'
import type { Columns } from '../../types/snapshot.ts'
import { isoTime } from './kinds.ts'

/** A cell; null is "unknown" or "none", and never 0. */
export type Cell = string | number | null

/** A column of a file: its name is a promise to whoever reads the file by machine, so none is ever renamed. */
export interface Field<Row> {
  name: string
  value: (row: Row) => Cell
}

/** What the cells of a process are made of. */
export interface ProcessRow {
  source: string
  /** Feed time of the poll that the figures are from, epoch ms. */
  feedTime: number
  facts: ProcessFacts
  slot: number
  columns: Columns
  why: string | null
}

/** What the cells of a room are made of. */
export interface RoomRow {
  room: Room
  process: ProcessRow
  /** Feed time of the poll that the room is from, epoch ms. */
  seenAt: number
}

type Numbers = { [K in keyof Columns]: Columns[K] extends Float64Array ? K : never }[keyof Columns]

const known = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value)

const figure =
  (column: Numbers) =>
  ({ columns, slot }: ProcessRow): number | null =>
    known(columns[column][slot])

const lifecycleOf = ({ columns, slot }: ProcessRow): string | null => LIFECYCLES[columns.lifecycle[slot] ?? -1] ?? null

/** Why the row is not from the newest answer; null when it is. */
function heldOf({ columns, slot }: ProcessRow): string | null {
  const held = HELD[columns.held[slot] ?? 0] ?? 'none'
  return held === 'none' ? null : held
}

/** Where players reach it. The deprecated fields only stand in for a port that is not sent. */
const hostOf = ({ facts }: ProcessRow): string | null => facts.exposedPort?.host ?? facts.host
const portOf = ({ facts }: ProcessRow): number | null => facts.exposedPort?.port ?? facts.port

export const PROCESS_FIELDS: readonly Field<ProcessRow>[] = [
  { name: 'source', value: ({ source }) => source },
  { name: 'appId', value: ({ facts }) => facts.appId },
  { name: 'processId', value: ({ facts }) => facts.processId },
  { name: 'deploymentId', value: ({ facts }) => facts.deploymentId },
  { name: 'region', value: ({ facts }) => facts.region },
  { name: 'lifecycle', value: lifecycleOf },
  { name: 'host', value: hostOf },
  { name: 'port', value: portOf },
  { name: 'transportType', value: ({ facts }) => facts.exposedPort?.transportType ?? null },
  { name: 'startingAt', value: ({ facts }) => isoTime(facts.startingAt) },
  { name: 'startedAt', value: ({ facts }) => isoTime(facts.startedAt) },
  { name: 'stoppingAt', value: ({ facts }) => isoTime(facts.stoppingAt) },
  { name: 'terminatedAt', value: ({ facts }) => isoTime(facts.terminatedAt) },
  { name: 'activeConnections', value: figure('connections') },
  { name: 'activeConnectionsUpdatedAt', value: (row) => isoTime(figure('connectionsAt')(row)) },
  { name: 'egressedBytes', value: figure('egressedBytes') },
  { name: 'egressBytesPerSecond', value: figure('egressRate') },
  { name: 'roomCount', value: figure('rooms') },
  { name: 'roomsPerProcess', value: ({ facts }) => facts.roomsPerProcess },
  { name: 'roomSlotsAvailable', value: figure('slots') },
  { name: 'why', value: ({ why }) => why },
  { name: 'held', value: heldOf },
  { name: 'feedTime', value: ({ feedTime }) => isoTime(feedTime) },
]

/** A room by itself, as it stands among the rooms of its process. */
export const ROOM_FIELDS: readonly Field<RoomRow>[] = [
  { name: 'roomId', value: ({ room }) => room.roomId },
  { name: 'appId', value: ({ room }) => room.appId },
  { name: 'status', value: ({ room }) => room.status },
  { name: 'roomConfig', value: ({ room }) => room.roomConfig },
  { name: 'roomAllocationId', value: ({ room }) => room.currentAllocation?.roomAllocationId ?? null },
  { name: 'allocationProcessId', value: ({ room }) => room.currentAllocation?.processId ?? null },
  { name: 'scheduledAt', value: ({ room }) => isoTime(room.currentAllocation?.scheduledAt ?? null) },
  { name: 'unscheduledAt', value: ({ room }) => isoTime(room.currentAllocation?.unscheduledAt ?? null) },
  { name: 'roomFeedTime', value: ({ seenAt }) => isoTime(seenAt) },
]

const OF_ITS_PROCESS: ReadonlySet<string> = new Set([
  'source',
  'processId',
  'region',
  'deploymentId',
  'lifecycle',
  'host',
  'port',
  'held',
])

/** A room in a list of rooms: with what its process is. */
export const ROOM_LINE_FIELDS: readonly Field<RoomRow>[] = [
  ...ROOM_FIELDS,
  ...PROCESS_FIELDS.filter(({ name }) => OF_ITS_PROCESS.has(name)).map(({ name, value }) => ({
    name,
    value: ({ process }: RoomRow) => value(process),
  })),
]
