import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { chooseRooms } from '../../fleet/roomList.ts'
import { counted } from '../../fleet/words.ts'
import type { ProcessDetails } from '../../types/engine.ts'
import type { Room } from '../../types/room.ts'
import { exactCount } from '../../view/format.ts'
import { readRoomSort, type RoomSort } from '../../view/search.ts'
import { useChoice } from '../useSearchState.ts'
import { RoomHead } from './RoomHead.tsx'
import { RoomRow } from './RoomRow.tsx'
import { MAX_TEXT } from '../../view/search.ts'
import { useTypedChoice } from '../useTypedChoice.ts'
import classes from './RoomTable.module.css'

interface RoomTableProps {
  details: ProcessDetails
  /** Rooms it says it has, or sent, whichever is more. */
  count: number
  capacity: number
  deploymentId: string
  now: number
}

/** What was there for longest comes first: what hangs, or keeps a drain from ending. */
const OLDEST_FIRST: RoomSort = { key: 'age', descending: true }
/** More than these are drawn only when somebody wants them. */
const MOST_SHOWN = 200

/** The rooms on a process, searched and ordered as the address says. */
export function RoomTable({ details, count, capacity, deploymentId, now }: RoomTableProps) {
  const { rooms } = details
  const [text, type] = useTypedChoice('roomq')
  const sort = readRoomSort(useChoice('roomsort') ?? '') ?? OLDEST_FIRST
  const [all, setAll] = useState(false)
  const needle = text.trim()
  const chosen = chooseRooms(rooms, { needle, ...sort })
  const shown = all ? chosen : chosen.slice(0, MOST_SHOWN)
  const hidden = count - rooms.length
  const olderThan = new Map<Room, number>(rooms.map((room, at) => [room, details.olderThan[at] ?? Number.NaN]))
  return (
    <section className={classes.section}>
      <div className={classes.bar}>
        <h3>
          Rooms <span className={classes.muted}>{`${count} of ${capacity}`}</span>
        </h3>
        {(rooms.length > 1 || text !== '') && (
          <TextInput
            size="xs"
            className={classes.search ?? ''}
            aria-label="Find rooms by ID or config"
            placeholder="Find room ID, config…"
            maxLength={MAX_TEXT}
            value={text}
            onChange={(event) => type(event.currentTarget.value)}
          />
        )}
        <span className={classes.muted} aria-live="polite">
          {needle !== '' && `${exactCount(chosen.length)} of ${counted(rooms.length, 'room')}`}
        </span>
      </div>
      {rooms.length === 0 && hidden <= 0 && <p className={classes.muted}>No room on this process</p>}
      {rooms.length > 0 && chosen.length === 0 && (
        <p className={classes.none}>
          No room matches.{' '}
          <button type="button" className={classes.plain} onClick={() => type('')}>
            Show all rooms
          </button>
        </p>
      )}
      {chosen.length > 0 && (
        <table className={classes.table} aria-label="Rooms">
          <RoomHead sort={sort} />
          <tbody>
            {shown.map((room) => (
              <RoomRow
                key={room.roomId}
                room={room}
                now={now}
                needle={needle}
                olderThan={olderThan.get(room) ?? Number.NaN}
                ended={details.roomsEnded}
                deploymentId={deploymentId}
              />
            ))}
          </tbody>
        </table>
      )}
      {shown.length < chosen.length && (
        <button type="button" className={classes.plain} onClick={() => setAll(true)}>
          {`Show all ${exactCount(chosen.length)} rooms, not only ${MOST_SHOWN}`}
        </button>
      )}
      {hidden > 0 && <p className={classes.why}>{counted(hidden, 'room')} of it could not be read or was not sent</p>}
    </section>
  )
}
