import { KNOWN_TRANSPORTS } from '../types/port.ts'
import type { Drift } from '../types/parsed.ts'
import { DEPRECATED_FIELDS, processWithRoomsSchema, type ProcessWithRooms } from '../types/process.ts'
import { portSchema } from '../types/port.ts'
import { isKnownRegion } from '../types/region.ts'
import { KNOWN_ROOM_STATUSES, roomSchema } from '../types/room.ts'

// A hostile payload can invent a new key in every row; the report stays a report.
const MAX_KINDS = 200

const ROW_KEYS = new Set(Object.keys(processWithRoomsSchema.shape))
const ROOM_KEYS = new Set(Object.keys(roomSchema.shape))
const PORT_KEYS = new Set(Object.keys(portSchema.shape))
const ALLOCATION_KEYS = new Set(['roomAllocationId', 'processId', 'scheduledAt', 'unscheduledAt'])

export const emptyDrift = (): Drift => ({
  unknownKeys: new Map(),
  newValues: new Map(),
  missingFields: new Map(),
  droppedRooms: [],
})

function count(into: Map<string, number>, what: string): void {
  const seen = into.get(what)
  if (seen === undefined && into.size >= MAX_KINDS) return
  into.set(what, (seen ?? 0) + 1)
}

function countUnknown(into: Map<string, number>, value: unknown, known: ReadonlySet<string>, prefix: string): void {
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.keys(value)) if (!known.has(key)) count(into, prefix + key.slice(0, 80))
}

/** Deprecated fields that a row leaves out; all that can be noted of a row without anything new in it. */
export function noteMissing(drift: Drift, sent: object): void {
  for (const field of DEPRECATED_FIELDS) if (!Object.hasOwn(sent, field)) count(drift.missingFields, field)
}

/** Notes how one accepted row, as sent and as read, differs from what was known. */
export function noteDrift(drift: Drift, sent: Record<string, unknown>, row: ProcessWithRooms): void {
  countUnknown(drift.unknownKeys, sent, ROW_KEYS, '')
  noteMissing(drift, sent)
  if (!isKnownRegion(row.region)) count(drift.newValues, `region: ${row.region.slice(0, 80)}`)
  countUnknown(drift.unknownKeys, sent['exposedPort'], PORT_KEYS, 'exposedPort.')
  const ports = row.exposedPort ? [row.exposedPort, ...row.additionalExposedPorts] : row.additionalExposedPorts
  for (const port of ports) {
    if (!KNOWN_TRANSPORTS.has(port.transportType)) {
      count(drift.newValues, `transportType: ${port.transportType.slice(0, 80)}`)
    }
  }
  for (const port of sent['additionalExposedPorts'] as unknown[]) {
    countUnknown(drift.unknownKeys, port, PORT_KEYS, 'additionalExposedPorts[].')
  }
  for (const room of row.rooms) {
    if (!KNOWN_ROOM_STATUSES.has(room.status)) count(drift.newValues, `room status: ${room.status.slice(0, 80)}`)
  }
  for (const room of sent['rooms'] as Record<string, unknown>[]) {
    countUnknown(drift.unknownKeys, room, ROOM_KEYS, 'rooms[].')
    countUnknown(drift.unknownKeys, room?.['currentAllocation'], ALLOCATION_KEYS, 'rooms[].currentAllocation.')
  }
}
