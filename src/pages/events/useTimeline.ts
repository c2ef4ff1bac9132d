import { useMemo } from 'react'
import { filterTimeline, timelineOf, type TimelineItem } from '../../fleet/timeline.ts'
import type { TimelineKind } from '../../types/fleet.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { useNotes } from '../../view/notes.ts'
import { useChoice, useRange } from '../../widgets/useSearchState.ts'

const NONE: readonly string[] = []
const NO_KINDS: readonly TimelineKind[] = []

export interface Timeline {
  /** Newest first. */
  items: TimelineItem[]
  counts: ReadonlyMap<TimelineKind, number>
  kinds: readonly TimelineKind[]
  /** Something leaves events out, beside the time. */
  filtered: boolean
  /** In words: `last 1 h`. */
  time: string
}

/** Events and notes under the viewer's choices. */
export function useTimeline({ events, feedTime }: FleetSnapshot): Timeline {
  const notes = useNotes()
  const range = useRange()
  const kinds = useChoice('kind') ?? NO_KINDS
  const regions = useChoice('region') ?? NONE
  const deployments = useChoice('deployment') ?? NONE
  const text = useChoice('q') ?? ''
  const all = useMemo(() => timelineOf(events, notes), [events, notes])
  // A note may be of a moment after the newest answer.
  const to = range.endAt ?? Number.POSITIVE_INFINITY
  const from = (range.endAt ?? feedTime) - range.ms
  const found = useMemo(
    () => filterTimeline(all, { kinds, regions, deployments, text, from, to }),
    [all, kinds, regions, deployments, text, from, to],
  )
  return {
    ...found,
    kinds,
    filtered: kinds.length + regions.length + deployments.length > 0 || text !== '',
    time: range.key === null ? `${range.label} chosen` : `last ${range.label}`,
  }
}
