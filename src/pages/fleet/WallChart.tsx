import { lazy, Suspense } from 'react'
import type { FleetEvent } from '../../types/fleet.ts'
import { PanelBoundary } from '../../components/status/PanelBoundary.tsx'
import { NarrowedTo, REGIONS_AND_DEPLOYMENTS } from '../../widgets/ChosenChips.tsx'

const UpperChart = lazy(async () => ({ default: (await import('./FleetCharts.tsx')).UpperChart }))

/** One chart, of connections, and what it is narrowed to: the figures beside it are of the whole fleet. */
export function WallChart({ events }: { events: readonly FleetEvent[] }) {
  return (
    <PanelBoundary name="The chart">
      <NarrowedTo keys={REGIONS_AND_DEPLOYMENTS} />
      <Suspense fallback={null}>
        <UpperChart events={events} />
      </Suspense>
    </PanelBoundary>
  )
}
