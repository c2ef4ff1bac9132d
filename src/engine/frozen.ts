import type { CounterMode } from '../fleet/counterMode.ts'
import type { EngineState } from './state.ts'

const FROZEN_MS = 60_000
const STEPS = 3
const FROZEN_CONNECTIONS = 50

/** Since when nothing in the answers has moved, feed time; null while something does (docs/meaning.md, "Feed"). */
export function frozenSince(state: EngineState): number | null {
  const still = state.feedTime - state.movedAt >= FROZEN_MS && state.totals.connections > FROZEN_CONNECTIONS
  return still ? state.movedAt : null
}

/**
 * Whether no gauge and no counter of any process has moved for three of the source's slow steps, though rooms may have:
 * what they say is of then, also where each by itself may stand still for good.
 * @param at feed time of the poll in hand.
 */
export function areCountersFrozen(state: EngineState, { mode, slowStepMs }: CounterMode, at: number): boolean {
  if (mode === 'learning' || state.totals.connections <= FROZEN_CONNECTIONS) return false
  return at - state.countersMovedAt > Math.max(FROZEN_MS, STEPS * slowStepMs)
}
