import { Panel } from '../../components/layout/Panel.tsx'
import { foreignText } from '../../components/status/foreignText.ts'
import { endsOf, type Ended } from '../../fleet/gone.ts'
import { othersSince } from '../../fleet/keptEvents.ts'
import type { DrainVerdict } from '../../types/fleet.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { ProcessLink } from '../../widgets/ProcessLink.tsx'
import { RegionMark } from '../../widgets/RegionMark.tsx'
import { TimeText } from '../../widgets/TimeText.tsx'
import { isChosen, useChoice } from '../../widgets/useSearchState.ts'
import { VerdictMark } from '../../widgets/VerdictMark.tsx'
import shared from '../../components/layout/Page.module.css'
import classes from './DrainsPage.module.css'

const DAY = 86_400_000
const MOST = 30

/**
 * Drains of the choice that ended within a day, and how: those that cut somebody off stand apart, and those that have left
 * the list though nobody says that they ended.
 */
export function EndedDrains({ snapshot }: { snapshot: FleetSnapshot }) {
  const region = useChoice('region')
  const deployment = useChoice('deployment')
  const drains = snapshot.events
    .filter((event): event is Ended => event.kind === 'process ended' && event.wasDraining && !event.withdrawn)
    .filter((event) => event.at > snapshot.feedTime - DAY)
    .filter((event) => isChosen(event, { region, deployment }))
    .toSorted((a, b) => b.at - a.at)
  const { lost, ended, missing } = endsOf(drains)
  const since = othersSince(snapshot.events)
  const cut = since !== null && since > snapshot.feedTime - DAY
  return (
    <Panel
      title="Ended drains of a day"
      aside={
        <>
          {cut && '≥ '}
          {ended.length + lost.length}, {lost.length} lost with connections
          {missing.length > 0 && `, ${missing.length} missing, end not confirmed`}
          {cut && (
            <>
              ; others kept since <TimeText at={since} />
            </>
          )}
        </>
      }
    >
      {drains.length === 0 && <p className={shared.muted}>None seen.</p>}
      <Group title="Lost with connections" verdict="lost with connections" events={lost} />
      <Group title="Missing, end not confirmed" verdict="unknown" words="missing" events={missing} />
      <Group title="Ended" verdict="ended" events={ended} />
    </Panel>
  )
}

interface GroupProps {
  title: string
  verdict: DrainVerdict
  /** In place of the verdict. */
  words?: string
  /** Newest first. */
  events: readonly Ended[]
}

function Group({ title, verdict, words = verdict, events }: GroupProps) {
  if (events.length === 0) return null
  return (
    <>
      <h3 className={classes.group}>{title}</h3>
      <ul className={classes.ended}>
        {events.slice(0, MOST).map((event) => (
          <li key={event.id}>
            <TimeText at={event.at} />
            <VerdictMark verdict={verdict} words={words} />
            <ProcessLink processId={event.processId} />
            <RegionMark region={event.region} />
            <span className={shared.muted}>{foreignText(event.reason)}</span>
          </li>
        ))}
      </ul>
      {events.length > MOST && <p className={shared.muted}>and {events.length - MOST} earlier</p>}
    </>
  )
}
