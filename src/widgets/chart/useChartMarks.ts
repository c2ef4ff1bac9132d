import { useMemo, useState } from 'react'
import type { ChartMark } from '../../components/chart/chartData.ts'
import type { FleetEvent } from '../../types/fleet.ts'
import { useNotes } from '../../view/notes.ts'
import { createMarksKeeper, marksOf } from './chartMarks.ts'

/** What charts mark of the events and the viewer's notes: the same list as long as it says the same. */
export function useChartMarks(events: readonly FleetEvent[]): readonly ChartMark[] {
  const [keep] = useState(createMarksKeeper)
  const notes = useNotes()
  return useMemo(() => keep(marksOf(events, notes)), [keep, events, notes])
}
