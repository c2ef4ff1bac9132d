import { lazy, Suspense } from 'react'
import type { FleetEvent } from '../../types/fleet.ts'
import { PanelBoundary } from '../../components/status/PanelBoundary.tsx'

const UpperChart = lazy(async () => ({ default: (await import('./FleetCharts.tsx')).UpperChart }))

/** One chart, of connections. */
export function WallChart({ events }: { events: readonly FleetEvent[] }) {
  return (
    <PanelBoundary name="The chart">
      <Suspense fallback={null}>
        <UpperChart events={events} />
      </Suspense>
    </PanelBoundary>
  )
}
