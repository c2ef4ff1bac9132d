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

/** A lost process that somebody took note of, and when, epoch ms of feed time. */
export interface NotedLoss {
  processId: string
  at: number
}

/**
 * Processes that have left the list and are still to be seen, newest first (docs/decisions.md, "What is gone stands below the table"). Who came back and
 * was lost again after somebody took note is another loss.
 */
export function goneProcesses(events: readonly FleetEvent[], feedTime: number, noted: readonly NotedLoss[]): Ends {
  const notedAt = new Map(noted.map(({ processId, at }) => [processId, at]))
  const { lost, ended, missing } = endsOf(events.toReversed())
  const isRecent = ({ at }: Ended): boolean => feedTime - at <= ENDED_MS
  return {
    lost: lost.filter(({ at, processId }) => feedTime - at <= LOST_MS && at > (notedAt.get(processId) ?? 0)),
    ended: ended.filter(isRecent),
    missing: missing.filter(isRecent),
  }
}
