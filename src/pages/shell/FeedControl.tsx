import { ActionIcon } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { setPreference } from '../../view/preferences.ts'
import { usePaused } from '../../widgets/pauseStore.ts'
import { useFeedActions, useFeedView, useIntervalMs, useSnapshot } from '../../widgets/useFeed.ts'
import { feedWords } from './feedWords.ts'
import { IntervalButton } from './IntervalButton.tsx'
import classes from './FeedControl.module.css'

// Menus are as heavy as a page; the first table comes without them.
const IntervalMenu = lazy(async () => ({ default: (await import('./IntervalMenu.tsx')).IntervalMenu }))

const ICONS = { Connecting: '◌', Live: '●', Stale: '◔', Failing: '✕', Paused: '❚❚' } as const

/** One status and one split button: what the feed does, how often it asks, pause and refresh. */
export function FeedControl() {
  return (
    <div className={classes.control}>
      <FeedStatus />
      <FeedButtons />
    </div>
  )
}

/** What the feed does, said anew as time passes. */
function FeedStatus() {
  const feed = useFeedView()
  const report = useSnapshot()?.feed
  return (
    <div
      className={classes.status}
      data-status={feed.status}
      data-late={feed.late}
      role="status"
      aria-live="off"
      aria-label="Feed"
    >
      {/* Drawn by the style sheet: the text begins with the state's word. */}
      <span className={classes.icon} aria-hidden="true" data-icon={ICONS[feed.status]} />
      <span className={classes.word}>{feed.status}</span>
      {feedWords(feed, report)
        .filter((words) => words !== '')
        .map((words) => (
          <span key={words.replaceAll(/\d/g, '')}> · {words}</span>
        ))}
    </div>
  )
}

function FeedButtons() {
  const { refresh, catchUp, togglePause } = useFeedActions()
  const intervalMs = useIntervalMs()
  const paused = usePaused()
  // A menu that is asked for before it has been loaded opens as soon as it is.
  const [asked, setAsked] = useState(false)
  const choose = (ms: number): void => {
    setPreference('intervalMs', ms)
    if (!paused) catchUp()
  }
  return (
    <>
      <Suspense fallback={<IntervalButton onClick={() => setAsked(true)} />}>
        <IntervalMenu intervalMs={intervalMs} onChoose={choose} onRefresh={refresh} defaultOpened={asked} />
      </Suspense>
      <ActionIcon
        variant="default"
        size={30}
        className={classes.middle}
        onClick={refresh}
        aria-label="Refresh now"
        title="Refresh now (r)"
      >
        ↻
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={30}
        className={classes.last}
        onClick={togglePause}
        aria-label={paused ? 'Resume' : 'Pause'}
        title={paused ? 'Resume (p)' : 'Pause (p)'}
      >
        {paused ? '▶' : '❚❚'}
      </ActionIcon>
    </>
  )
}
