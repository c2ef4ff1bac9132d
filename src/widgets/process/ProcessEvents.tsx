import { eventWords } from '../../fleet/eventWords.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { TimeText } from '../TimeText.tsx'
import classes from './ProcessDetail.module.css'

/** What we saw happen to this process, newest first. */
export function ProcessEvents({ processId, snapshot }: { processId: string; snapshot: FleetSnapshot }) {
  const { events, feed } = snapshot
  const own = events.filter((event) => 'processId' in event && event.processId === processId).toReversed()
  return (
    <section className={classes.section}>
      <h3>Events we saw</h3>
      {own.length === 0 ? (
        <p className={classes.muted}>
          None since we began to watch, <TimeText at={feed.watchingSince} />
        </p>
      ) : (
        <ul className={classes.events} aria-label="Events we saw">
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
