import { nameSchema, textSchema } from './text.ts'
import { dateSchema, nullableDateSchema } from './wireDate.ts'
import { z } from './z.ts'

const allocationSchema = z.object({
  roomAllocationId: nameSchema,
  processId: nameSchema,
  scheduledAt: dateSchema,
  unscheduledAt: nullableDateSchema.optional().transform((at) => at ?? null),
})

/** A room on a process. `roomConfig` is a stranger's text, often JSON, never trusted; null when absent. */
export const roomSchema = z.object({
  appId: textSchema,
  roomId: nameSchema,
  /** `scheduling`, `active`, `suspended`, `destroyed` or something newer. */
  status: nameSchema,
  roomConfig: textSchema.nullish().transform((config) => config ?? null),
  currentAllocation: allocationSchema.nullish().transform((allocation) => allocation ?? null),
})

export type Room = z.infer<typeof roomSchema>

/** The statuses known when this was written; the set is open. */
export const KNOWN_ROOM_STATUSES: ReadonlySet<string> = new Set(['scheduling', 'active', 'suspended', 'destroyed'])
