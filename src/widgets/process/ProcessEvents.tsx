import { eventWords } from '../../fleet/eventWords.ts'
import type { FleetEvent } from '../../types/fleet.ts'
import { TimeText } from '../TimeText.tsx'
import classes from './ProcessDetail.module.css'

/** What we saw happen to this process, newest first. */
export function ProcessEvents({ processId, events }: { processId: string; events: readonly FleetEvent[] }) {
  const own = events.filter((event) => 'processId' in event && event.processId === processId).toReversed()
  return (
    <section className={classes.section}>
      <h3>Events we saw</h3>
      {own.length === 0 ? (
        <p className={classes.muted}>None since this page began to watch</p>
      ) : (
        <ul className={classes.events}>
          {own.map((event) => (
            <li key={event.id}>
              <TimeText at={event.at} />
              <span>{eventWords(event)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
