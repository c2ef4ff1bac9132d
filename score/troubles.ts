import { parseFault, type Fault } from '../simulator/faults.ts'

const MINUTE = 60_000

/** What goes wrong on a troubled day, each for ten minutes, one after the other with twenty minutes of peace between. */
const FAULTS = [
  'reset-counters',
  'freeze-counters',
  'bad-rows=6',
  'duplicate-rows=6',
  'region-down=Tokyo',
  'unknown-keys',
  'cap-10',
] as const
const EVERY_MS = 30 * MINUTE
const LASTS_MS = 10 * MINUTE
/** A stretch in which nobody polls, once an hour, away from the faults. */
const GAP_AT_MS = 50 * MINUTE
const GAP_MS = 4 * MINUTE

/** The fault that is on so long after a day began; null in times of peace. */
export function faultAt(ms: number): Fault | null {
  const [turn, into] = [Math.floor(ms / EVERY_MS), ms % EVERY_MS]
  // A day begins in peace.
  return turn === 0 || into >= LASTS_MS ? null : parseFault(FAULTS[(turn - 1) % FAULTS.length] ?? FAULTS[0])
}

/** Whether the poll at so long after a day began fails: all of them in a gap, and three in a hundred else. */
export const isLost = (ms: number, chance: number): boolean => {
  const intoHour = ms % (60 * MINUTE)
  return chance < 0.03 || (intoHour >= GAP_AT_MS && intoHour < GAP_AT_MS + GAP_MS)
}
