import { ForeignBlock, ForeignText } from '../../components/status/ForeignText.tsx'
import { counted, duration } from '../../fleet/words.ts'
import type { Room } from '../../types/room.ts'
import { UNKNOWN } from '../../view/format.ts'
import { TimeText } from '../TimeText.tsx'
import classes from './ProcessDetail.module.css'

interface RoomTableProps {
  rooms: readonly Room[]
  /** Rooms it says it has, or sent, whichever is more. */
  count: number
  capacity: number
  now: number
}

/** The rooms on a process. A room's config is a stranger's text: shown as text, folded. */
export function RoomTable({ rooms, count, capacity, now }: RoomTableProps) {
  const hidden = count - rooms.length
  return (
    <section className={classes.section}>
      <h3>
        Rooms <span className={classes.muted}>{`${count} of ${capacity}`}</span>
      </h3>
      {rooms.length === 0 && hidden <= 0 && <p className={classes.muted}>No room on this process</p>}
      {rooms.length > 0 && (
        <div className={classes.scroller}>
          <table className={classes.table} aria-label="Rooms">
            <thead>
              <tr>
                <th scope="col">Room</th>
                <th scope="col">Status</th>
                <th scope="col">Since</th>
                <th scope="col">Config</th>
              </tr>
            </thead>
            <tbody>
              {rooms.map((room) => (
                <RoomRow key={room.roomId} room={room} now={now} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {hidden > 0 && <p className={classes.why}>{counted(hidden, 'room')} of it could not be read or was not sent</p>}
    </section>
  )
}

function RoomRow({ room, now }: { room: Room; now: number }) {
  const since = room.currentAllocation?.scheduledAt ?? null
  return (
    <tr>
      <th scope="row" className="mono">
        <ForeignText text={room.roomId} />
      </th>
      <td>
        <ForeignText text={room.status} />
      </td>
      <td>
        {since === null ? (
          UNKNOWN
        ) : (
          <>
            <TimeText at={since} /> <span className={classes.muted}>{duration(now - since)}</span>
          </>
        )}
      </td>
      <td>
        <RoomConfig config={room.roomConfig} />
      </td>
    </tr>
  )
}

function RoomConfig({ config }: { config: string | null }) {
  if (config === null) return <span className={classes.muted}>none</span>
  return (
    <details>
      <summary>{counted(config.length, 'character')}</summary>
      <ForeignBlock className={classes.config} text={pretty(config)} />
    </details>
  )
}

/** JSON indented, anything else as it is. */
function pretty(config: string): string {
  try {
    return JSON.stringify(JSON.parse(config), null, 2)
  } catch {
    return config
  }
}
