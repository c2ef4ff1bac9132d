import { ForeignBlock, ForeignText } from '../../components/status/ForeignText.tsx'
import { Panel } from '../../components/layout/Panel.tsx'
import { counted } from '../../fleet/words.ts'
import type { HealthReport } from '../../types/feed.ts'
import classes from './HealthPage.module.css'

const MOST_ROOMS = 20
/** Rows of the newest answer that could not be read, by path and message, with one of each as it was sent. */
export function RejectPanel({ health }: { health: HealthReport }) {
  const { groups, rejectedRows, droppedRooms } = health
  return (
    <Panel
      title="Rejected rows"
      aside={rejectedRows === 0 ? 'none in the newest answer' : `${rejectedRows} in the newest answer`}
    >
      {rejectedRows === 0 && droppedRooms.length === 0 && (
        <p className={classes.muted}>Every row and room could be read.</p>
      )}
      <ul className={classes.list}>
        {groups.map((group) => (
          <li key={`${group.path} ${group.message}`}>
            <b>
              <code>{group.path === '' ? 'row' : group.path}</code> {group.message}
            </b>
            {group.found !== '' && (
              <>
                , <ForeignText text={group.found} />
              </>
            )}{' '}
            <span className={classes.muted}>{counted(group.count, 'row')}</span>
            {group.processIds.length > 0 && (
              <p className={classes.muted}>
                <ForeignText text={group.processIds.join(', ')} />
              </p>
            )}
            <details>
              <summary>Sample</summary>
              <ForeignBlock className={classes.sample} text={group.sample} />
            </details>
          </li>
        ))}
      </ul>
      {droppedRooms.length > 0 && (
        <>
          <h3 className={classes.sub}>{counted(droppedRooms.length, 'room')} left out of good rows</h3>
          <ul className={classes.list}>
            {droppedRooms.slice(0, MOST_ROOMS).map((room) => (
              <li key={`${room.processId} ${room.index}`}>
                <ForeignText text={room.processId} />, room {room.index + 1}:{' '}
                {room.issues.map((issue) => `${issue.path} ${issue.message}`).join('; ')}
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
