import * as z from 'zod/mini'

// The page's own few schemas need little of Zod; the rows are checked in the worker, with all of it. As in `z.ts`: no
// probe for code generation, which would be a violation of the page's policy.
z.config({ jitless: true })

/** `z.catch`, by a name that is not taken for a promise's. */
export const orElse = z.catch

export { z }
