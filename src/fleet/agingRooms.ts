import { LEAST_ENDED, sharedBeyond, type SurvivalCurve } from './survivalCurves.ts'

/** A room on a drain: how old it is, ms, and what is known of rooms like it. */
export interface AgingRoom {
  age: number
  curve: SurvivalCurve
}

/** How likely a room is to be there in `ms`. */
export function outlasts({ age, curve }: AgingRoom, ms: number): number {
  const now = sharedBeyond(curve, age)
  // No room was seen to last this long: it ends with the next of its kind.
  return now === 0 ? 0 : sharedBeyond(curve, age + ms) / now
}

/**
 * How likely rooms as healthy as all are so silent: none of them ended for `silentMs` (docs/meaning.md, "Drain verdicts"). 1 when
 * nothing is known of rooms that old.
 */
export function silenceChance(rooms: readonly AgingRoom[], silentMs: number): number {
  let chance = 1
  for (const { age, curve } of rooms) {
    if (curve.ended < LEAST_ENDED) return 1
    const before = sharedBeyond(curve, Math.max(0, age - silentMs))
    if (before > 0) chance *= sharedBeyond(curve, age) / before
  }
  return chance
}
