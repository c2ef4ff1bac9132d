import { Button } from '../components/controls/Button.tsx'
import { startTransition, useEffect, useState, type ReactNode } from 'react'
import { Notice } from '../components/status/Notice.tsx'
import { failureSaid } from '../fleet/feedState.ts'
import { duration } from '../fleet/words.ts'
import type { FleetSnapshot } from '../types/snapshot.ts'
import type { Progress } from '../types/engine.ts'
import { bytes, exactCount } from '../view/format.ts'
import { useProgress } from './useEngineNews.ts'
import { useFeedActions, useFeedView, useSnapshot } from './useFeed.ts'

/** Until the first good answer: waiting, or why there is none and what happens next. After it: the page. */
export function FirstData({ children }: { children: (snapshot: FleetSnapshot) => ReactNode }) {
  const snapshot = useSnapshot()
  const here = snapshot !== undefined && snapshot.seq > 0
  const [begun, setBegun] = useState(here)
  // A whole page at once would keep the viewer's own clicks waiting: it is made in slices.
  useEffect(() => {
    if (here) startTransition(() => setBegun(true))
  }, [here])
  if (begun && here) return children(snapshot)
  return snapshot?.feed.failure ? <NoAnswer /> : <FirstAnswer />
}

/** A big fleet takes a moment: what has come so far. */
function FirstAnswer() {
  const progress = useProgress()
  return (
    <Notice title="Waiting for the first answer">
      {progress && (
        <>
          <progress aria-label="Loading processes" {...valueOf(progress)} />
          <p>{wordsOf(progress)}</p>
        </>
      )}
    </Notice>
  )
}

const valueOf = ({ done, total }: Progress) => (total === null ? {} : { value: done, max: total })

const wordsOf = ({ stage, done, total }: Progress): string =>
  stage === 'reading' ? `${bytes(done)} read` : `${exactCount(done)} of ${exactCount(total ?? done)} processes`

function NoAnswer() {
  const feed = useFeedView()
  const { refresh } = useFeedActions()
  const failure = useSnapshot()?.feed.failure
  return (
    <Notice title="No data yet" tone="bad">
      <p>{failure && failureSaid(failure)}.</p>
      <p>
        {feed.nextInMs !== null && `Next try in ${duration(Math.ceil(feed.nextInMs / 1000) * 1000)}. `}
        <Button onClick={refresh}>Try now</Button>
      </p>
    </Notice>
  )
}
