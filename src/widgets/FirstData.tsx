import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Notice } from '../components/status/Notice.tsx'
import { duration } from '../fleet/words.ts'
import type { FleetSnapshot } from '../types/snapshot.ts'
import { useFeedActions, useFeedView, useSnapshot } from './useFeed.ts'

/** Until the first good answer: waiting, or why there is none and what happens next. After it: the page. */
export function FirstData({ children }: { children: (snapshot: FleetSnapshot) => ReactNode }) {
  const snapshot = useSnapshot()
  if (snapshot !== undefined && snapshot.seq > 0) return children(snapshot)
  return snapshot?.feed.failure ? <NoAnswer /> : <Notice title="Waiting for the first answer" />
}

function NoAnswer() {
  const feed = useFeedView()
  const { refresh } = useFeedActions()
  const failure = useSnapshot()?.feed.failure
  return (
    <Notice title="No data yet" tone="bad">
      <p>{failure?.detail}.</p>
      <p>
        {feed.nextInMs !== null && `Next try in ${duration(Math.ceil(feed.nextInMs / 1000) * 1000)}. `}
        <Button size="xs" variant="default" onClick={refresh}>
          Try now
        </Button>
      </p>
    </Notice>
  )
}
