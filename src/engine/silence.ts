import { GAP_PERIODS, periodOf } from './accept.ts'
import type { EngineState } from './state.ts'

/** How long there was no good answer, ms. */
export interface Silence {
  /** Since the last one. */
  sinceGoodMs: number
  /** Of that, for how long it was asked for: who slept or paused was not left without an answer. */
  unansweredMs: number
}

/** @param lastGoodAt and `now` on the engine's own clock, ms. */
export function silenceOf(state: EngineState, lastGoodAt: number, now: number): Silence {
  if (state.failure === null) return { sinceGoodMs: 0, unansweredMs: 0 }
  // Between the last good answer and the first that was asked for in vain there is a pause in any case.
  const paused = state.failingSince - lastGoodAt > GAP_PERIODS * periodOf(state)
  return { sinceGoodMs: now - lastGoodAt, unansweredMs: now - (paused ? state.failingSince : lastGoodAt) }
}
