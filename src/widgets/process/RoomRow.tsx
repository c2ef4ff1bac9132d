import { useCallback, useState } from 'react'
import { ForeignText } from '../../components/status/ForeignText.tsx'
import { foreignText } from '../../components/status/foreignText.ts'
import { LEAST_ENDED, olderWords } from '../../fleet/roomLengths.ts'
import { roomSince } from '../../fleet/roomList.ts'
import { counted, duration } from '../../fleet/words.ts'
import type { Room } from '../../types/room.ts'
import { UNKNOWN } from '../../view/format.ts'
import { CopyButton } from '../CopyButton.tsx'
import { TimeText } from '../TimeText.tsx'
import { ConfigLine, WholeConfig } from './RoomConfig.tsx'
import classes from './RoomTable.module.css'

/** Of a row: ID, status, since, age, allocation, config. */
const COLUMNS = 6

interface RoomRowProps {
  room: Room
  now: number
  /** What rooms are searched for; empty for nothing. */
  needle: string
  /** The share of the ended rooms of its deployment that ended younger, 0–1, NaN unknown. */
  olderThan: number
  ended: number
  deploymentId: string
}

/** One room, and under it its config when that is open. On a narrow page each cell names itself. */
export function RoomRow({ room, now, needle, olderThan, ended, deploymentId }: RoomRowProps) {
  const { roomId, status, roomConfig } = room
  const since = roomSince(room)
  const [open, setOpen] = useState(false)
  const toggle = useCallback(() => setOpen((before) => !before), [])
  return (
    <>
      <tr data-open={open && roomConfig !== null}>
        {/* The name of a row is the room's alone, without the button's. */}
        <th scope="row" aria-label={roomId}>
          <span className={classes.copied}>
            <Cut text={roomId} />
            <CopyButton quiet text={roomId} what={`room ID ${roomId}`} />
          </span>
        </th>
        <td data-label="Status">
          <ForeignText text={status} />
        </td>
        <td data-label="Since">{since === null ? UNKNOWN : <TimeText at={since} />}</td>
        <td data-label="Age" className={classes.age}>
          {since === null ? UNKNOWN : duration(now - since)}{' '}
          <span className={classes.muted} title={olderTitle(olderThan, ended, deploymentId)}>
            {Number.isNaN(olderThan) ? UNKNOWN : olderWords(olderThan)}
          </span>
        </td>
        <td data-label="Allocation">
          <Allocation room={room} />
        </td>
        <td data-label="Config">
          {roomConfig === null ? (
            <span className={classes.muted}>none</span>
          ) : (
            <ConfigLine config={roomConfig} needle={needle} open={open} onToggle={toggle} />
          )}
        </td>
      </tr>
      {open && roomConfig !== null && (
        <tr>
          <td colSpan={COLUMNS}>
            <WholeConfig config={roomConfig} roomId={roomId} />
          </td>
        </tr>
      )}
    </>
  )
}

/** All of it is in the page, to be read and copied; the row has place for its beginning. */
function Cut({ text }: { text: string }) {
  return (
    <span className={classes.cut} title={foreignText(text)}>
      <ForeignText text={text} />
    </span>
  )
}

function Allocation({ room: { roomId, currentAllocation } }: { room: Room }) {
  if (currentAllocation === null) return UNKNOWN
  const { roomAllocationId, unscheduledAt } = currentAllocation
  return (
    <span className={classes.copied}>
      <Cut text={roomAllocationId} />
      <CopyButton quiet text={roomAllocationId} what={`allocation of room ${roomId}`} />
      {unscheduledAt !== null && (
        <span className={classes.muted}>
          until <TimeText at={unscheduledAt} />
        </span>
      )}
    </span>
  )
}

const olderTitle = (share: number, ended: number, deploymentId: string): string => {
  const deployment = `deployment ${foreignText(deploymentId)}`
  return Number.isNaN(share)
    ? `How old that is among rooms of ${deployment} is said when ${LEAST_ENDED} of them were seen to end; ${ended} were so far`
    : `Of the ${counted(ended, 'room')} of ${deployment} that were seen to end`
}
