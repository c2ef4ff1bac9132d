import { countSchema } from './text.ts'
import { z } from './z.ts'

/** Raised whenever a stored block of the history changes its shape. */
export const HISTORY_FORMAT = 3
/** Earlier formats that can be read, by how many columns a line has in them; what it has now depends on the tier. */
export const EARLIER_COLUMNS = { 1: 8, 2: 10 } as const

/** Two names and what they are: the key of a line. */
const LONGEST_KEY = 1100

/**
 * One stretch of one tier as it is stored. Lines are named by region and deployment: no room, no address, no process.
 * `buckets` and `cover` hold the lines one after the other, see history/block.ts.
 */
export const storedBlockSchema = z.object({
  format: z.literal([1, 2, HISTORY_FORMAT]),
  tier: z.enum(['raw', '10s', '1min', '15min']),
  /** Epoch ms. */
  start: z.number(),
  cells: countSchema,
  shed: z.boolean(),
  times: z.instanceof(Float64Array),
  gaps: z.instanceof(Uint8Array),
  keys: z.array(z.string().max(LONGEST_KEY)).max(10_000),
  buckets: z.object({
    n: z.instanceof(Uint16Array),
    min: z.instanceof(Float32Array),
    max: z.instanceof(Float32Array),
    sum: z.union([z.instanceof(Float64Array), z.instanceof(Float32Array)]),
  }),
  cover: z.object({ resets: z.instanceof(Uint16Array), coveredMs: z.instanceof(Float32Array) }),
  /** Of all the bytes above, see history/blockRecord.ts. */
  check: z.number(),
})
export type StoredBlock = z.infer<typeof storedBlockSchema>
