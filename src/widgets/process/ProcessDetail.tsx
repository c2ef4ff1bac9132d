import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { PanelBoundary } from '../../components/status/PanelBoundary.tsx'
import { Notice } from '../../components/status/Notice.tsx'
import { detailsQuery } from '../../engine/queries.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { useDeck } from '../EngineContext.tsx'
import { GoneProcess } from './GoneProcess.tsx'
import { ProcessEvents } from './ProcessEvents.tsx'
import { ProcessHeader } from './ProcessHeader.tsx'
import { PortList } from './PortList.tsx'
import { RawRow } from './RawRow.tsx'
import { RoomTable } from './RoomTable.tsx'
import classes from './ProcessDetail.module.css'

const ProcessCharts = lazy(async () => ({ default: (await import('./ProcessCharts.tsx')).ProcessCharts }))

interface ProcessDetailProps {
  processId: string
  snapshot: FleetSnapshot
  /** Beside the table rather than on a page of its own. */
  compact?: boolean
}

/** Everything known of one process: what it is, its rooms, its lines, its events, the row as sent. */
export function ProcessDetail({ processId, snapshot, compact = false }: ProcessDetailProps) {
  const { engine } = useDeck()
  const details = useQuery(detailsQuery(engine, processId)).data ?? null
  const slot = snapshot.index.slotOf.get(processId)
  const facts = slot === undefined ? null : (snapshot.index.rows[slot] ?? null)
  if (facts === null || slot === undefined) return <GoneProcess processId={processId} snapshot={snapshot} />
  return (
    <div className={classes.detail} data-compact={compact}>
      <ProcessHeader facts={facts} slot={slot} snapshot={snapshot} details={details} compact={compact} />
      <PanelBoundary name="The charts">
        <Suspense fallback={<Notice title="Charts are loading" />}>
          <ProcessCharts processId={processId} />
        </Suspense>
      </PanelBoundary>
      {details && (
        <RoomTable
          rooms={details.rooms}
          count={snapshot.columns.rooms[slot] ?? Number.NaN}
          capacity={facts.roomsPerProcess}
          now={snapshot.feedTime}
        />
      )}
      <PortList facts={facts} />
      <ProcessEvents processId={processId} events={snapshot.events} />
      <RawRow processId={processId} />
    </div>
  )
}
