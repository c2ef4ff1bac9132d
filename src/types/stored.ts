import { ALERT_RULES, ALERT_SEVERITIES } from './alerts.ts'
import type { FleetEvent, FleetLink } from './fleet.ts'
import { countSchema, nameSchema, textSchema } from './text.ts'
import { z } from './z.ts'

/**
 * Raised when what is stored changes so that an older build would read it wrongly; a record of another format is left
 * alone. What is new beside it needs none: a build that does not know a kind of event goes without these.
 */
export const STORED_FORMAT = 1

const base = { id: countSchema, at: z.number() }
const process = { processId: nameSchema, region: nameSchema, deploymentId: nameSchema }
const ending = z.enum(['told to stop', 'died', 'never started', 'asking', 'gone', 'unconfirmed'])

const eventSchema = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('deployment first seen'), deploymentId: nameSchema, region: nameSchema }),
  z.object({ ...base, ...process, kind: z.literal('drain seen'), rooms: countSchema, connections: countSchema }),
  z.object({
    ...base,
    ...process,
    kind: z.literal('process ended'),
    ending,
    lost: z.boolean(),
    connections: countSchema,
    wasDraining: z.boolean(),
    reason: textSchema,
    withdrawn: z.exactOptional(z.literal(true)),
  }),
  z.object({ ...base, ...process, kind: z.literal('counter reset') }),
  z.object({
    ...base,
    kind: z.literal('counter reset burst'),
    processes: countSchema,
    region: z.nullable(nameSchema),
    deploymentId: z.nullable(nameSchema),
  }),
  z.object({
    ...base,
    kind: z.literal('alert'),
    on: z.boolean(),
    rule: z.enum(ALERT_RULES),
    severity: z.enum(ALERT_SEVERITIES),
    region: z.nullable(nameSchema),
    deploymentId: z.nullable(nameSchema),
    words: textSchema,
  }),
  z.object({ ...base, kind: z.literal('feed gap'), from: z.number(), reason: textSchema }),
  z.object({
    ...base,
    kind: z.literal('list dropped'),
    region: z.exactOptional(nameSchema),
    before: countSchema,
    after: countSchema,
  }),
]) satisfies z.ZodType<FleetEvent>

const drainMemorySchema = z.object({
  processId: nameSchema,
  /** Tells an ID used again from the process remembered. */
  startedAt: z.number().nullable(),
  firstSeenAt: z.number(),
  /** When the first of its wave was; older records do not tell. */
  waveSince: z.exactOptional(z.number()),
  sawBegin: z.boolean(),
  roomsFirst: countSchema,
  connectionsFirst: countSchema,
  /** What it had when it was seen last, and what was seen of room ends until then; older records do not tell. */
  roomEnds: z.exactOptional(
    z.object({ rooms: countSchema, watchedSince: z.number(), lastRoomEndAt: z.nullable(z.number()) }),
  ),
})
export type DrainMemory = z.infer<typeof drainMemorySchema>

/** What a minute saw of rooms that took slots and gave them back (fleet/slotFlow.ts). */
const slotMinuteSchema = z.object({
  minute: countSchema,
  coveredMs: z.number(),
  starts: countSchema,
  ends: countSchema,
  roomMs: z.number(),
})

const linkSchema = z.discriminatedUnion('to', [
  z.object({ to: z.enum(['drains', 'health', 'rollouts', 'capacity', 'events', 'alerts']) }),
  z.object({
    to: z.literal('fleet'),
    region: z.exactOptional(nameSchema),
    deployment: z.exactOptional(nameSchema),
    sort: z.exactOptional(nameSchema),
  }),
  z.object({ to: z.literal('process'), processId: nameSchema }),
]) satisfies z.ZodType<FleetLink>

/** An alert that fires, as it was told last (fleet/alertState.ts). */
const firingSchema = z.object({
  reading: z.object({
    rule: z.enum(ALERT_RULES),
    region: z.nullable(nameSchema),
    deploymentId: z.nullable(nameSchema),
    wave: z.exactOptional(z.number()),
    severity: z.enum(ALERT_SEVERITIES),
    words: textSchema,
    link: linkSchema,
    size: z.exactOptional(z.number()),
    mostly: z.exactOptional(nameSchema),
  }),
  firesSince: z.number(),
  offSince: z.nullable(z.number()),
  unknownSince: z.nullable(z.number()),
})

/** Lists in which a record that does not hold costs only itself. */
const leniently = <T>(schema: z.ZodType<T>) =>
  z.array(z.unknown()).transform((records) =>
    records.flatMap((record) => {
      const read = schema.safeParse(record)
      return read.success ? [read.data] : []
    }),
  )

/** What outlives the page, per source and app. No room IDs, no room configs, no addresses: those may be players' data. */
export const storedSchema = z.object({
  format: z.literal(STORED_FORMAT),
  /** Feed time of the newest poll in it, epoch ms. */
  savedAt: z.number(),
  events: leniently(eventSchema),
  drains: leniently(drainMemorySchema),
  /** Deployments known, with the feed time each was first seen. */
  deployments: leniently(z.tuple([nameSchema, z.number()])),
  /** By region, the last three hours; records of before it was kept have none. */
  slotFlow: z.optional(leniently(z.tuple([nameSchema, z.array(slotMinuteSchema)]))),
  /** By its key. */
  firing: z.optional(leniently(z.tuple([textSchema, firingSchema]))),
  /** By alert, what it was compared with, and when that was. */
  heldAgainst: z.optional(leniently(z.tuple([textSchema, z.object({ value: z.number(), at: z.number() })]))),
})
export type Stored = z.infer<typeof storedSchema>

/** Raised whenever the counts by age change their shape. */
export const STORED_SURVIVAL_FORMAT = 1

const bins = z.instanceof<typeof Uint32Array<ArrayBufferLike>>(Uint32Array)
const hourSchema = z.object({ hour: countSchema, joined: bins, ended: bins, unseen: bins })

/** How long rooms lasted, as counts by age, deployment and hour: no room by itself. */
export const storedSurvivalSchema = z.object({
  format: z.literal(STORED_SURVIVAL_FORMAT),
  /** Feed time of the newest poll in it, epoch ms. */
  savedAt: z.number(),
  tallies: leniently(z.tuple([nameSchema, z.array(hourSchema)])),
})
export type StoredSurvival = z.infer<typeof storedSurvivalSchema>
