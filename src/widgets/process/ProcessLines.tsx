import { lazy, Suspense } from 'react'
import { Notice } from '../../components/status/Notice.tsx'
import { PanelBoundary } from '../../components/status/PanelBoundary.tsx'

const ProcessCharts = lazy(async () => ({ default: (await import('./ProcessCharts.tsx')).ProcessCharts }))

/** The charts, which are loaded when they are first shown. */
export function ProcessLines({ processId }: { processId: string }) {
  return (
    <PanelBoundary name="The charts">
      <Suspense fallback={<Notice title="Charts are loading" />}>
        <ProcessCharts processId={processId} />
      </Suspense>
    </PanelBoundary>
  )
}
