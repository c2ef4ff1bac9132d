import { useQuery } from '@tanstack/react-query'
import { detailsQuery } from '../../engine/queries/pages.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { useDeck } from '../EngineContext.tsx'
import { ProcessEvents } from './ProcessEvents.tsx'
import { ProcessHeader } from './ProcessHeader.tsx'
import { ProcessLines } from './ProcessLines.tsx'
import { PortList } from './PortList.tsx'
import { RawRow } from './RawRow.tsx'
import { RoomTable } from './RoomTable.tsx'
import classes from './ProcessDetail.module.css'

export interface ListedProcessProps {
  processId: string
  snapshot: FleetSnapshot
  /** Beside the table rather than on a page of its own. */
  compact: boolean
}

/** A process that runs: what it is, its lines, its rooms, its ports, its events, the row as sent. */
export function ListedProcess({ processId, snapshot, compact }: ListedProcessProps) {
  const { engine } = useDeck()
  const details = useQuery(detailsQuery(engine, processId)).data ?? null
  const slot = snapshot.index.slotOf.get(processId) ?? -1
  const facts = snapshot.index.rows[slot]
  if (!facts) return null
  return (
    <div className={classes.detail}>
      <ProcessHeader facts={facts} slot={slot} snapshot={snapshot} details={details} compact={compact} />
      <div className={classes.parts}>
        <ProcessLines processId={processId} />
        <div className={classes.rooms}>
          {details && (
            <RoomTable
              details={details}
              count={snapshot.columns.rooms[slot] ?? Number.NaN}
              capacity={facts.roomsPerProcess}
              deploymentId={facts.deploymentId}
              now={snapshot.feedTime}
            />
          )}
        </div>
        <PortList facts={facts} />
        <ProcessEvents processId={processId} snapshot={snapshot} />
      </div>
      <RawRow processId={processId} />
    </div>
  )
}
