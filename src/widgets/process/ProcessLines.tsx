import { lazyPart } from '../../components/status/lazyPart.tsx'
import { Suspense } from 'react'
import { Notice } from '../../components/status/Notice.tsx'

const ProcessCharts = lazyPart('The charts', async () => ({
  default: (await import('./ProcessCharts.tsx')).ProcessCharts,
}))

/** The charts, which are loaded when they are first shown. */
export function ProcessLines({ processId }: { processId: string }) {
  return (
    <Suspense fallback={<Notice title="Charts are loading" />}>
      <ProcessCharts processId={processId} />
    </Suspense>
  )
}
