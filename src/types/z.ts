import { z } from 'zod'

// Zod probes for code generation when the first schema is made; under the page's CSP that probe is itself
// a violation. Every schema takes `z` from here, so the switch is always thrown first.
z.config({ jitless: true })

export { z }
