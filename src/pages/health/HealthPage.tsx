import { lazyPart } from '../../components/status/lazyPart.tsx'
import { Suspense } from 'react'
import { Notice } from '../../components/status/Notice.tsx'
import { useSnapshot } from '../../widgets/useFeed.ts'
import { ContradictionPanel } from './ContradictionPanel.tsx'
import { DriftPanel } from './DriftPanel.tsx'
import { FeedFacts } from './FeedFacts.tsx'
import { PollLog } from './PollLog.tsx'
import { RejectPanel } from './RejectPanel.tsx'
import classes from './HealthPage.module.css'

const LatencyChart = lazyPart('The chart', async () => ({ default: (await import('./LatencyChart.tsx')).LatencyChart }))

/** Can the feed be trusted: what was asked, what came, what could not be read. It needs no good answer to say so. */
export function HealthPage() {
  return (
    <>
      <title>Data health · Roomdeck</title>
      <h1 className="visuallyHidden">Data health</h1>
      <Health />
    </>
  )
}

function Health() {
  const snapshot = useSnapshot()
  if (!snapshot) return <Notice title="Waiting for the first answer" />
  return (
    <div className={classes.page}>
      <div className={classes.column}>
        <FeedFacts snapshot={snapshot} />
        <DriftPanel health={snapshot.health} />
      </div>
      <RejectPanel health={snapshot.health} />
      <ContradictionPanel contradictions={snapshot.health.contradictions} />
      <div className={classes.wide}>
        <Suspense fallback={<Notice title="The chart is loading" />}>
          {snapshot.health.log.length > 0 && <LatencyChart log={snapshot.health.log} />}
        </Suspense>
        <PollLog log={snapshot.health.log} />
      </div>
    </div>
  )
}
