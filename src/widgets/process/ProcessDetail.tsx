import { lazyPart } from '../../components/status/lazyPart.tsx'
import { Suspense } from 'react'
import { Notice } from '../../components/status/Notice.tsx'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import classes from './ProcessDetail.module.css'

// Nobody has chosen a process when the first table is drawn.
const ProcessBody = lazyPart('The process', async () => ({ default: (await import('./ProcessBody.tsx')).ProcessBody }))

interface ProcessDetailProps {
  processId: string
  snapshot: FleetSnapshot
  /** Beside the table rather than on a page of its own. */
  compact?: boolean
}

/** Everything known of one process, listed or gone. */
export function ProcessDetail({ processId, snapshot, compact = false }: ProcessDetailProps) {
  return (
    <div className={classes.container}>
      <p className="visuallyHidden" aria-live="polite">
        {snapshot.index.slotOf.has(processId) ? '' : 'This process is no longer listed'}
      </p>
      <Suspense fallback={<Notice title="The process is loading" />}>
        <ProcessBody processId={processId} snapshot={snapshot} compact={compact} />
      </Suspense>
    </div>
  )
}
