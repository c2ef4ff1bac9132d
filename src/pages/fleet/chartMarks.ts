import type { ChartMark } from '../../components/chart/chartData.ts'
import type { FleetEvent } from '../../types/fleet.ts'

export function marksOf(events: readonly FleetEvent[]): ChartMark[] {
  return events.flatMap((event): ChartMark[] => {
    if (event.kind === 'deployment first seen') return [{ at: event.at, label: `${event.deploymentId} first seen` }]
    if (event.kind === 'process ended' && event.lost) return [{ at: event.at, label: `✕ ${event.connections}` }]
    return []
  })
}

/** Remembers the marks given last: the same ones again are the same list, so that no chart is drawn for them. */
export function createMarksKeeper(): (now: readonly ChartMark[]) => readonly ChartMark[] {
  let before: readonly ChartMark[] = []
  return (now) => {
    const same =
      now.length === before.length &&
      now.every(({ at, label }, index) => at === before[index]?.at && label === before[index].label)
    if (!same) before = now
    return before
  }
}
