import * as alerts from './alerts.ts'
import * as endings from './endings.ts'
import type { LaterParts } from './laterParts.ts'

/** All of the engine at once, for where nothing is loaded over a line. */
export const allParts: LaterParts = { endings: async () => endings, alerts: async () => alerts }
