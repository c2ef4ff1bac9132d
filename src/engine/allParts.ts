import * as alerts from './alerts.ts'
import * as endings from './endings.ts'
import type { LaterParts } from './laterParts.ts'
import * as waves from './noteWaves.ts'
import * as outlook from './outlook.ts'

/** All of the engine at once, for where nothing is loaded over a line. */
export const allParts: LaterParts = {
  endings: async () => endings,
  drains: async () => ({ ...outlook, ...waves }),
  alerts: async () => alerts,
}
