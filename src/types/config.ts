import { z } from './zMini.ts'

const textSchema = z.string().check(z.minLength(1))

/**
 * What the server tells the page at `/config.json`: everything the page may know of its set-up, and no secret.
 * `version` rises when a field changes its meaning.
 */
export const pageConfigSchema = z.object({
  version: z.literal(1),
  source: z.object({
    /** Stable name of the upstream; one half of every process's identity. */
    id: textSchema,
    label: textSchema,
    kind: z.enum(['simulator', 'upstream']),
  }),
  /** The app whose processes are asked for. */
  app: textSchema,
  /** Asked one by one; empty asks for all at once. */
  regions: z.array(textSchema),
  /** Milliseconds between an answer and the next question, unless the viewer chose otherwise. */
  intervalMs: z.int().check(z.minimum(1000)),
  /** How long the server waits for a whole answer of its upstream, ms; 10 s where it does not say. */
  timeoutMs: z.optional(z.int().check(z.minimum(1))),
  /** Most rows of one answer that are read; `MAX_ROWS` where it does not say. */
  maxRows: z.optional(z.int().check(z.minimum(1))),
  /** Hash of the built app: a page that sees another one was built before the last deployment. */
  build: z.string(),
})

/**
 * The name that a source's answers go out under (`X-Roomdeck-Source`); a page of another source refuses them. Every start
 * of the embedded simulator is a world with an ID of its own, and a page that is open goes on with the next one.
 */
export const answersAs = ({ id, kind }: PageConfig['source']): string => (kind === 'simulator' ? kind : id)

export type PageConfig = z.infer<typeof pageConfigSchema>
