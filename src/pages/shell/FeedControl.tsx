import { lazyPart } from '../../components/status/lazyPart.tsx'
import { Button } from '../../components/controls/Button.tsx'
import { OnDemand } from '../../components/controls/OnDemand.tsx'
import type { FeedReport } from '../../types/feed.ts'
import { setPreference } from '../../view/preferences.ts'
import { usePaused } from '../../widgets/pauseStore.ts'
import { useFeedActions, useFeedSaid, useIntervalMs } from '../../widgets/useFeed.ts'
import { feedWords } from './feedWords.ts'
import { IntervalButton } from './IntervalButton.tsx'
import classes from './FeedControl.module.css'

const loadMenu = async () => ({ default: (await import('./IntervalMenu.tsx')).IntervalMenu })
const IntervalMenu = lazyPart('The list of intervals', loadMenu)

const ICONS = { Connecting: '◌', Live: '●', Stale: '◔', Failing: '✕', Paused: '❚❚' } as const

/** One status and one split button: what the feed does, how often it asks, pause and refresh. */
export function FeedControl() {
  return (
    <div className={classes.control} data-print>
      <FeedStatus />
      <FeedButtons />
    </div>
  )
}

/** It answers, and yet not all that is shown is of now. */
const isPartial = ({ frozenSince, missingRegions, darkRegions }: FeedReport): boolean =>
  frozenSince !== null || missingRegions.length + darkRegions.length > 0

/** What the feed does, said anew as time passes. */
function FeedStatus() {
  const { status, late, words } = useFeedSaid((feed, report) => ({
    status: feed.status,
    late: feed.late || (report !== undefined && isPartial(report)),
    words: feedWords(feed, report).filter((one) => one !== ''),
  }))
  return (
    <div
      className={classes.status}
      data-status={status}
      data-late={late}
      role="status"
      aria-live="off"
      aria-label="Feed"
    >
      {/* Drawn by the style sheet: the text begins with the state's word. */}
      <span className={classes.icon} aria-hidden="true" data-icon={ICONS[status]} />
      <span className={classes.word}>{status}</span>
      {words.map((one) => (
        <span key={one.replaceAll(/\d/g, '')}> · {one}</span>
      ))}
    </div>
  )
}

function FeedButtons() {
  const { refresh, togglePause } = useFeedActions()
  const intervalMs = useIntervalMs()
  const paused = usePaused()
  const choose = (ms: number): void => setPreference('intervalMs', ms)
  return (
    <>
      <OnDemand load={loadMenu} renderButton={(props) => <IntervalButton {...props} />}>
        <IntervalMenu intervalMs={intervalMs} onChoose={choose} onRefresh={refresh} />
      </OnDemand>
      <Button look="icon" className={classes.middle} onClick={refresh} aria-label="Refresh now" title="Refresh now (r)">
        ↻
      </Button>
      <Button
        look="icon"
        className={classes.last}
        onClick={togglePause}
        aria-label={paused ? 'Resume' : 'Pause'}
        title={paused ? 'Resume (p)' : 'Pause (p)'}
      >
        {paused ? '▶' : '❚❚'}
      </Button>
    </>
  )
}
