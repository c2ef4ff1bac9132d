import { Panel } from '../../components/layout/Panel.tsx'
import type { FleetEvent } from '../../types/fleet.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { ProcessLink } from '../../widgets/ProcessLink.tsx'
import { RegionMark } from '../../widgets/RegionMark.tsx'
import { TimeText } from '../../widgets/TimeText.tsx'
import { VerdictMark } from '../../widgets/VerdictMark.tsx'
import classes from './DrainsPage.module.css'

const DAY = 86_400_000
const MOST = 30

type Ended = Extract<FleetEvent, { kind: 'process ended' }>

/** Drains that ended within a day, newest first, and how. */
export function EndedDrains({ snapshot }: { snapshot: FleetSnapshot }) {
  const ended = snapshot.events
    .filter((event): event is Ended => event.kind === 'process ended' && event.wasDraining)
    .filter((event) => event.at > snapshot.feedTime - DAY)
    .toSorted((a, b) => Number(b.lost) - Number(a.lost) || b.at - a.at)
  const lost = ended.filter((event) => event.lost).length
  return (
    <Panel title="Ended drains of a day" aside={`${ended.length}, ${lost} lost with connections`}>
      {ended.length === 0 && <p className={classes.muted}>None seen.</p>}
      <ul className={classes.ended}>
        {ended.slice(0, MOST).map((event) => (
          <li key={event.id}>
            <TimeText at={event.at} />
            <VerdictMark verdict={event.lost ? 'lost with connections' : 'ended'} />
            <ProcessLink processId={event.processId} />
            <RegionMark region={event.region} />
            <span className={classes.muted}>{event.reason}</span>
          </li>
        ))}
      </ul>
      {ended.length > MOST && <p className={classes.muted}>and {ended.length - MOST} earlier</p>}
    </Panel>
  )
}
