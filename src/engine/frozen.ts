import type { EngineState } from './state.ts'

const FROZEN_MS = 60_000
const FROZEN_CONNECTIONS = 50

/** Since when nothing in the answers has moved, feed time; null while something does (operations, "Live but frozen"). */
export function frozenSince(state: EngineState): number | null {
  const still = state.feedTime - state.movedAt >= FROZEN_MS && state.totals.connections > FROZEN_CONNECTIONS
  return still ? state.movedAt : null
}
