import { Fragment } from 'react'
import { ForeignText } from '../../components/status/ForeignText.tsx'
import { Button } from '../../components/controls/Button.tsx'
import { Panel } from '../../components/layout/Panel.tsx'
import { counted, duration, regionName } from '../../fleet/words.ts'
import type { HistoryReport } from '../../types/feed.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { milliseconds } from '../../view/format.ts'
import { usePreferences } from '../../view/preferences.ts'
import { copySeen } from '../../widgets/copySeen.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { TimeText } from '../../widgets/TimeText.tsx'
import { missingFacts } from './missingFacts.ts'
import classes from './HealthPage.module.css'

const NOTABLE_OFFSET_MS = 30_000

const historyWords = ({ note, persisted }: HistoryReport): string =>
  note ?? (persisted ? 'kept in this browser' : 'in memory, not yet written to this browser')

/** What somebody who is to find the fault needs: this page as it is seen, the build and the browser. */
function BugReport() {
  const { config } = useDeck()
  const { zone } = usePreferences()
  const copy = (): void =>
    void copySeen('markdown', zone, [`Roomdeck, build ${config.build}`, `Browser: ${navigator.userAgent}`])
  return (
    <Button look="quiet" onClick={copy}>
      Copy a bug report
    </Button>
  )
}

/** What the engine learned of the source. */
export function FeedFacts({ snapshot }: { snapshot: FleetSnapshot }) {
  const { config } = useDeck()
  const { feed, health } = snapshot
  const missing = missingFacts(feed)
  const { stopped, startTimes, clockOffsetMs, history } = health
  const mode =
    health.counterMode === 'heartbeat'
      ? `a heartbeat: older than ${duration(health.staleAfterMs)} is stale, ${health.staleCounters} are`
      : health.counterMode === 'on change'
        ? 'move only on change: their age is not staleness'
        : 'still learning how they move'
  return (
    <Panel title="The feed" aside={<BugReport />}>
      <dl className={classes.facts}>
        <dt>Source</dt>
        <dd>
          <ForeignText text={config.source.label} />, app <ForeignText text={config.app} />,{' '}
          {config.regions.length === 0 ? 'all regions at once' : counted(config.regions.length, 'region')}
        </dd>
        <dt>Watching since</dt>
        <dd>
          <TimeText at={feed.watchingSince} />
        </dd>
        <dt>Answers</dt>
        <dd>
          {counted(feed.polls, 'poll')}, usually {milliseconds(feed.medianMs)}
        </dd>
        <dt>Counters</dt>
        <dd>{mode}</dd>
        <dt>Clock difference</dt>
        <dd className={Math.abs(clockOffsetMs ?? 0) > NOTABLE_OFFSET_MS ? classes.notable : undefined}>
          {clockOffsetMs === null
            ? 'unknown: the feed sends no time'
            : `the feed is ${duration(Math.abs(clockOffsetMs))} ${clockOffsetMs < 0 ? 'behind' : 'ahead of'} this computer`}
        </dd>
        <dt>History</dt>
        <dd className={history.note === null ? undefined : classes.notable}>
          {historyWords(history)}
          {history.loadedFrom !== null && (
            <>
              , from <TimeText at={history.loadedFrom} /> on
            </>
          )}
          {history.quarantined > 0 && `; ${counted(history.quarantined, 'stored record')} could not be read, put aside`}
          {history.gaveUp !== null && `; ${history.gaveUp}`}
        </dd>
        <dt>Start times</dt>
        <dd>
          {startTimes === null
            ? 'too few starts seen'
            : `half within ${duration(startTimes.p50)}, 95 in 100 within ${duration(startTimes.p95)} (${startTimes.n})`}
        </dd>
        <dt>Stopped list</dt>
        <dd>
          {stopped.failure ?? (stopped.at === null ? 'not read yet' : counted(stopped.rows, 'row'))}
          {stopped.rejected > 0 && `, ${stopped.rejected} could not be read`}
        </dd>
        <dt>Maybe capped</dt>
        <dd>
          {feed.cappedRegions.length === 0
            ? 'no: no answer held exactly 10 rows'
            : `${feed.cappedRegions.map(regionName).join(', ')}: exactly 10 rows, so maybe only the newest`}
        </dd>
        <dt>Missing regions</dt>
        <dd>
          {missing.length === 0
            ? 'none'
            : missing.map(({ name, words, since }, at) => (
                <Fragment key={`${name} (${words})`}>
                  {at > 0 && ', '}
                  {`${name} (${words}`}
                  {since !== null && (
                    <>
                      , since <TimeText at={since} />
                    </>
                  )}
                  {')'}
                </Fragment>
              ))}
        </dd>
      </dl>
    </Panel>
  )
}
