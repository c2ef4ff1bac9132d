import { Button } from '../../components/controls/Button.tsx'
import { Link } from '@tanstack/react-router'
import { memo, useMemo } from 'react'
import { foreignText } from '../../components/status/foreignText.ts'
import { goneProcesses, type Ended } from '../../fleet/gone.ts'
import { counted, processes } from '../../fleet/words.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { MOST_ACKNOWLEDGED, preferences, setPreference, usePreferences } from '../../view/preferences.ts'
import { ProcessLink } from '../../widgets/ProcessLink.tsx'
import { RegionMark } from '../../widgets/RegionMark.tsx'
import { TimeText } from '../../widgets/TimeText.tsx'
import { keepSearch } from '../../widgets/useSearchState.ts'
import classes from './GoneProcesses.module.css'

const MOST = 5

const acknowledge = (gone: readonly Ended[], at: number): void => {
  const losses = gone.map(({ processId }) => ({ processId, at }))
  setPreference('losses', [...preferences().losses, ...losses].slice(-MOST_ACKNOWLEDGED))
}

/**
 * Processes that have left the list: those lost with connections until somebody acknowledges them, others for a minute. They
 * stand below the table, so that no row moves for them.
 */
export const GoneProcesses = memo(function GoneProcesses({ snapshot }: { snapshot: FleetSnapshot }) {
  const { losses } = usePreferences()
  const { events, feedTime } = snapshot
  const { lost, ended, missing } = useMemo(() => goneProcesses(events, feedTime, losses), [events, feedTime, losses])
  const named = [...lost, ...missing, ...ended].slice(0, MOST)
  const cut = lost.reduce((sum, { connections }) => sum + connections, 0)
  return (
    <section className={classes.gone} aria-label="Gone">
      <p className={classes.title}>
        {lost.length > 0 && (
          <b className={classes.bad}>
            ✕ {processes(lost.length)} lost with {counted(cut, 'connection')}
          </b>
        )}
        <span>
          {ended.length === 0 ? 'none ended' : `${ended.length} ended`}
          {missing.length > 0 && `, ${missing.length} missing, end not confirmed,`} in the last minute
        </span>
        <Link to="/events" search={keepSearch}>
          all events
        </Link>
        {lost.length > 1 && (
          <Button look="link" onClick={() => acknowledge(lost, feedTime)}>
            acknowledge all
          </Button>
        )}
      </p>
      {named.length > 0 && (
        <ul className={classes.list}>
          {named.map((event) => (
            <li key={event.id} data-lost={event.lost}>
              <TimeText at={event.at} />
              <ProcessLink processId={event.processId} />
              <RegionMark region={event.region} />
              <span className={classes.reason}>{foreignText(event.reason)}</span>
              {event.lost && (
                <Button
                  look="link"
                  aria-label={`Acknowledge ${event.processId}`}
                  onClick={() => acknowledge([event], feedTime)}
                >
                  acknowledge
                </Button>
              )}
            </li>
          ))}
          {lost.length > MOST && <li>and {lost.length - MOST} more lost, among the events</li>}
        </ul>
      )}
    </section>
  )
})
