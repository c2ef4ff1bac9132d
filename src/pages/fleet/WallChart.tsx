import { lazy, Suspense } from 'react'
import type { ChartMark } from '../../components/chart/chartData.ts'
import { PanelBoundary } from '../../components/status/PanelBoundary.tsx'

const UpperChart = lazy(async () => ({ default: (await import('./FleetCharts.tsx')).UpperChart }))

/** One chart, of connections. */
export function WallChart({ marks }: { marks: readonly ChartMark[] }) {
  return (
    <PanelBoundary name="The chart">
      <Suspense fallback={null}>
        <UpperChart marks={marks} />
      </Suspense>
    </PanelBoundary>
  )
}
