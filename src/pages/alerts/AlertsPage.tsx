import { Link } from '@tanstack/react-router'
import { Panel } from '../../components/layout/Panel.tsx'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { FirstData } from '../../widgets/FirstData.tsx'
import { TimeText } from '../../widgets/TimeText.tsx'
import { withSearch } from '../../widgets/useSearchState.ts'
import { AlertRules } from './AlertRules.tsx'
import { Firing } from './Firing.tsx'
import { NotifyChoice } from './NotifyChoice.tsx'
import shared from '../../components/layout/Page.module.css'
import classes from './AlertsPage.module.css'

/** What is wrong now, what is watched for, and what was. */
export function AlertsPage() {
  return (
    <>
      <title>Alerts · Roomdeck</title>
      <h1 className="visuallyHidden">Alerts</h1>
      <FirstData>{(snapshot) => <Alerts snapshot={snapshot} />}</FirstData>
    </>
  )
}

function Alerts({ snapshot }: { snapshot: FleetSnapshot }) {
  return (
    <div className={shared.page}>
      <Panel title="Firing" aside={<NotifyChoice />}>
        <Firing snapshot={snapshot} />
      </Panel>
      <AlertRules />
      <AlertHistory snapshot={snapshot} />
      <p className={shared.limits}>
        Alerts are judged while this page, or another tab with it, asks the feed: what happened while nobody asked is on
        no record here. An alert clears when its figure has been under four fifths of its threshold for twice as long as
        it takes to fire.
      </p>
    </div>
  )
}

const MOST = 20

/** What began and ended to fire, newest first. */
function AlertHistory({ snapshot }: { snapshot: FleetSnapshot }) {
  const events = snapshot.events.filter((event) => event.kind === 'alert').toReversed()
  return (
    <Panel
      title="History"
      aside={
        <Link to="/events" search={withSearch({ kind: ['alert'] })}>
          all on the timeline
        </Link>
      }
    >
      {events.length === 0 && <p className={shared.muted}>None seen.</p>}
      <ul className={classes.history}>
        {events.slice(0, MOST).map(({ id, at, on, rule, words, severity }) => (
          <li key={id}>
            <TimeText at={at} />
            <span className={classes.kind} data-severity={on ? severity : 'over'}>
              {on ? 'fires' : 'over'}
            </span>
            <span>
              <b>{rule}</b> <span className={shared.muted}>{words}</span>
            </span>
          </li>
        ))}
      </ul>
      {events.length > MOST && <p className={shared.muted}>and {events.length - MOST} earlier</p>}
    </Panel>
  )
}
