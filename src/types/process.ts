import { portSchema, type Port } from './port.ts'
import { roomSchema, type Room } from './room.ts'
import { amountSchema, countSchema, nameSchema, textSchema } from './text.ts'
import { dateSchema, nullableDateSchema } from './wireDate.ts'
import { z } from './z.ts'

const orNull = <T>(value: T | null | undefined): T | null => value ?? null

/** An opaque label that sorts naturally: an integer in early servers, a string in later ones. */
const deploymentIdSchema = z.union([countSchema.transform(String), nameSchema], 'expected a whole number or a string')

/**
 * A process as `list/stopped` and `info` send it: `ProcessWithRooms` less `rooms` and `totalRooms`.
 * Times are epoch ms, null when absent; counts are exact integers.
 */
export const processSchema = z.object({
  processId: nameSchema,
  appId: nameSchema,
  deploymentId: deploymentIdSchema,
  region: nameSchema,
  /** Gauge, measured at `activeConnectionsUpdatedAt`. */
  activeConnections: countSchema,
  activeConnectionsUpdatedAt: dateSchema,
  /** Bytes since the process started: a counter. */
  egressedBytes: countSchema,
  draining: z.boolean(),
  roomsPerProcess: countSchema,
  roomSlotsAvailable: amountSchema,
  roomSlotsAvailableUpdatedAt: dateSchema,
  roomsAllocated: countSchema.nullish().transform(orNull),
  roomsAllocatedUpdatedAt: nullableDateSchema.optional().transform(orNull),
  exposedPort: portSchema.nullish().transform(orNull),
  additionalExposedPorts: z.array(portSchema),
  startingAt: dateSchema,
  startedAt: nullableDateSchema.optional().transform(orNull),
  stoppingAt: nullableDateSchema.optional().transform(orNull),
  terminatedAt: nullableDateSchema.optional().transform(orNull),
  // Deprecated: read so that a wrong one is noticed, never the only source of anything.
  host: textSchema.nullish().transform(orNull),
  port: countSchema.nullish().transform(orNull),
  idleSince: nullableDateSchema.optional().transform(orNull),
})

export type Process = Omit<z.infer<typeof processSchema>, 'additionalExposedPorts'> & {
  additionalExposedPorts: readonly Port[]
}

/** A process as `list/running` sends it. */
export const processWithRoomsSchema = processSchema.extend({
  rooms: z.array(roomSchema),
  totalRooms: countSchema,
})

/** Its lists may be shared with what was read of the process before, so that nobody writes to them. */
export type ProcessWithRooms = Omit<z.infer<typeof processWithRoomsSchema>, 'additionalExposedPorts' | 'rooms'> & {
  additionalExposedPorts: readonly Port[]
  rooms: readonly Room[]
}

/** Sent by older servers, gone from newer ones; their absence is drift, not an error. */
export const DEPRECATED_FIELDS: readonly string[] = ['host', 'port', 'idleSince']
