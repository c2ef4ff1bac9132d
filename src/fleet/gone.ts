import type { FleetEvent } from '../types/fleet.ts'

export type Ended = Extract<FleetEvent, { kind: 'process ended' }>

/** An ended process is shown a minute, one lost with connections until somebody took note of it, a day at most. */
const ENDED_MS = 60_000
const LOST_MS = 86_400_000

/**
 * Processes that have left the list and are still to be seen, newest first (operations, "Tombstones").
 * @param acknowledged IDs of lost ones that somebody took note of.
 */
export function goneProcesses(
  events: readonly FleetEvent[],
  feedTime: number,
  acknowledged: readonly string[],
): { lost: Ended[]; ended: Ended[] } {
  const noted = new Set(acknowledged)
  const lost: Ended[] = []
  const ended: Ended[] = []
  for (const event of events.toReversed()) {
    if (event.kind !== 'process ended') continue
    const ageMs = feedTime - event.at
    if (event.lost && ageMs <= LOST_MS && !noted.has(event.processId)) lost.push(event)
    else if (!event.lost && ageMs <= ENDED_MS) ended.push(event)
  }
  return { lost, ended }
}
