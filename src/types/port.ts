import { countSchema, textSchema } from './text.ts'
import { z } from './z.ts'

/** Where players reach a process. `port` is not capped at 65535: official examples go over it. */
export const portSchema = z.object({
  host: textSchema,
  name: textSchema,
  port: countSchema,
  /** `udp`, `tcp`, `tls` or something newer. */
  transportType: textSchema,
})

export type Port = z.infer<typeof portSchema>

/** The transports known when this was written; the set is open. */
export const KNOWN_TRANSPORTS: ReadonlySet<string> = new Set(['udp', 'tcp', 'tls'])
