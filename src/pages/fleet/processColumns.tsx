import { ForeignText } from '../../components/status/ForeignText.tsx'
import { use } from 'react'
import { BarFigure } from '../../components/table/BarFigure.tsx'
import { Sparkline } from '../../components/chart/Sparkline.tsx'
import type { GridColumn } from '../../components/table/DataGrid.tsx'
import { duration } from '../../fleet/words.ts'
import { LIFECYCLES, type ProcessFacts } from '../../types/fleet.ts'
import { byteRate, count, exactCount, UNKNOWN } from '../../view/format.ts'
import { bothTimes } from '../../view/time.ts'
import { usePreferences } from '../../view/preferences.ts'
import { LifecycleMark } from '../../widgets/LifecycleMark.tsx'
import { ProcessLink } from '../../widgets/ProcessLink.tsx'
import { RegionMark } from '../../widgets/RegionMark.tsx'
import { SparksContext, useProcessRows } from './processRows.ts'
import classes from './processColumns.module.css'

const NO_VALUES: readonly number[] = []

function useRow(row: ProcessFacts) {
  const rows = useProcessRows()
  const slot = rows.snapshot.slotOf.get(row.processId) ?? -1
  const lifecycle = LIFECYCLES[rows.snapshot.columns.lifecycle[slot] ?? 1] ?? 'running'
  return { ...rows, slot, lifecycle, columns: rows.snapshot.columns, now: rows.snapshot.feedTime }
}

function Lifecycle({ row }: { row: ProcessFacts }) {
  return <LifecycleMark lifecycle={useRow(row).lifecycle} />
}

function Identity({ row }: { row: ProcessFacts }) {
  return <ProcessLink processId={row.processId} short={useRow(row).short.get(row.processId)} tabIndex={-1} />
}

function Connections({ row }: { row: ProcessFacts }) {
  const { columns, slot, topConnections, now } = useRow(row)
  const value = columns.connections[slot] ?? Number.NaN
  const age = now - (columns.connectionsAt[slot] ?? Number.NaN)
  const aged = Number.isNaN(age) ? 'age unknown' : `measured ${duration(age)} ago`
  return (
    <BarFigure text={count(value)} share={value / topConnections} title={`${exactCount(value)} connections, ${aged}`} />
  )
}

function Egress({ row }: { row: ProcessFacts }) {
  const { columns, slot } = useRow(row)
  const rate = columns.egressRate[slot] ?? Number.NaN
  const total = exactCount(columns.egressedBytes[slot] ?? Number.NaN)
  return <span title={`${total} bytes since it started`}>{byteRate(rate)}</span>
}

function Spark({ row }: { row: ProcessFacts }) {
  const { topEgress } = useRow(row)
  return <Sparkline values={use(SparksContext).get(row.processId) ?? NO_VALUES} top={topEgress} />
}

function Rooms({ row }: { row: ProcessFacts }) {
  const { columns, slot } = useRow(row)
  const rooms = columns.rooms[slot] ?? Number.NaN
  return <BarFigure text={`${count(rooms)}/${count(row.roomsPerProcess)}`} share={rooms / row.roomsPerProcess} />
}

function OpenSlots({ row }: { row: ProcessFacts }) {
  const { columns, slot, lifecycle } = useRow(row)
  if (lifecycle === 'starting') return <span className={classes.muted}>{row.roomsPerProcess} coming</span>
  return <>{lifecycle === 'running' ? count(columns.slots[slot] ?? Number.NaN) : UNKNOWN}</>
}

function UpFor({ row }: { row: ProcessFacts }) {
  const { now } = useRow(row)
  if (row.startedAt !== null) return <>{duration(now - row.startedAt)}</>
  return <>{row.startingAt === null ? UNKNOWN : `starting ${duration(now - row.startingAt)}`}</>
}

function Why({ row }: { row: ProcessFacts }) {
  const { snapshot, slot, columns } = useRow(row)
  const words = snapshot.why.get(slot)
  if (words === undefined) return null
  const [head = '', ...rest] = words.split(':')
  return (
    <span className={classes.why} data-severity={columns.attention[slot]} title={words}>
      <b>{head}</b>
      {rest.length > 0 && `:${rest.join(':')}`}
    </span>
  )
}

function Age({ row }: { row: ProcessFacts }) {
  const { columns, slot, now } = useRow(row)
  const at = columns.connectionsAt[slot] ?? Number.NaN
  return <>{Number.isNaN(at) ? UNKNOWN : duration(now - at)}</>
}

function Started({ row }: { row: ProcessFacts }) {
  const { zone } = usePreferences()
  return <>{row.startedAt === null ? UNKNOWN : bothTimes(row.startedAt, zone).split(' · ')[0]}</>
}

/** The columns of the process table, in their order; some are hidden at first (view/preferences.ts). */
export const PROCESS_COLUMNS: readonly GridColumn<ProcessFacts>[] = [
  { id: 'lifecycle', label: 'Lifecycle', track: '92px', sortable: true, cell: (row) => <Lifecycle row={row} /> },
  { id: 'process', label: 'Process', track: '100px', sortable: true, cell: (row) => <Identity row={row} /> },
  { id: 'region', label: 'Region', track: '134px', sortable: true, cell: (row) => <RegionMark region={row.region} /> },
  {
    id: 'deployment',
    label: 'Deployment',
    track: '94px',
    end: true,
    sortable: true,
    cell: (row) => <ForeignText text={row.deploymentId} />,
  },
  {
    id: 'connections',
    label: 'Connections',
    track: '116px',
    end: true,
    sortable: true,
    cell: (row) => <Connections row={row} />,
  },
  { id: 'egress', label: 'Egress', track: '88px', end: true, sortable: true, cell: (row) => <Egress row={row} /> },
  {
    id: 'spark',
    label: '15 min',
    track: '88px',
    hint: 'Egress over the last 15 minutes',
    cell: (row) => <Spark row={row} />,
  },
  { id: 'rooms', label: 'Rooms', track: '108px', end: true, sortable: true, cell: (row) => <Rooms row={row} /> },
  { id: 'open', label: 'Open slots', track: '88px', end: true, sortable: true, cell: (row) => <OpenSlots row={row} /> },
  { id: 'up', label: 'Up for', track: '88px', end: true, sortable: true, cell: (row) => <UpFor row={row} /> },
  {
    id: 'host',
    label: 'Host',
    track: '150px',
    sortable: true,
    cell: (row) => <ForeignText text={row.exposedPort?.host ?? UNKNOWN} />,
  },
  { id: 'age', label: 'Counters’ age', track: '104px', end: true, sortable: true, cell: (row) => <Age row={row} /> },
  { id: 'started', label: 'Started at', track: '190px', sortable: true, cell: (row) => <Started row={row} /> },
  {
    id: 'why',
    label: 'Why',
    track: 'minmax(260px, 1fr)',
    sortable: true,
    hint: 'Why it needs attention',
    cell: (row) => <Why row={row} />,
  },
]
