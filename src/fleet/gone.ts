import type { FleetEvent } from '../types/fleet.ts'

export type Ended = Extract<FleetEvent, { kind: 'process ended' }>

interface Ends {
  lost: Ended[]
  ended: Ended[]
  /** They left the list, and nobody says that they ended. */
  missing: Ended[]
}

/** An ended or missing process is shown a minute, one lost with connections until somebody took note of it, a day at most. */
const ENDED_MS = 60_000
const LOST_MS = 86_400_000

/** Ends on record by their kind, in the order they stand; one that was withdrawn was none. */
export function endsOf(events: readonly FleetEvent[]): Ends {
  const ends: Ends = { lost: [], ended: [], missing: [] }
  for (const event of events) {
    if (event.kind !== 'process ended' || event.withdrawn) continue
    if (event.lost) ends.lost.push(event)
    else if (event.ending === 'unconfirmed') ends.missing.push(event)
    else ends.ended.push(event)
  }
  return ends
}

/**
 * Processes that have left the list and are still to be seen, newest first (operations, "Tombstones").
 * @param acknowledged IDs of lost ones that somebody took note of.
 */
export function goneProcesses(events: readonly FleetEvent[], feedTime: number, acknowledged: readonly string[]): Ends {
  const noted = new Set(acknowledged)
  const { lost, ended, missing } = endsOf(events.toReversed())
  const isRecent = ({ at }: Ended): boolean => feedTime - at <= ENDED_MS
  return {
    lost: lost.filter(({ at, processId }) => feedTime - at <= LOST_MS && !noted.has(processId)),
    ended: ended.filter(isRecent),
    missing: missing.filter(isRecent),
  }
}
