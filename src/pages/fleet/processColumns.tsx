import { ForeignText } from '../../components/status/ForeignText.tsx'
import { memo, use, type ReactNode } from 'react'
import { BarFigure } from '../../components/table/BarFigure.tsx'
import { Sparkline } from '../../components/chart/Sparkline.tsx'
import type { GridColumn } from '../../components/table/DataGrid.tsx'
import { duration } from '../../fleet/words.ts'
import { byteRate, count, exactCount, UNKNOWN } from '../../view/format.ts'
import { bothTimes } from '../../view/time.ts'
import { usePreferences } from '../../view/preferences.ts'
import { LifecycleMark } from '../../widgets/LifecycleMark.tsx'
import { ProcessLink } from '../../widgets/ProcessLink.tsx'
import { RegionMark } from '../../widgets/RegionMark.tsx'
import { InViewContext, TopsContext, type ProcessRow } from './processRows.ts'
import classes from './processColumns.module.css'

const NO_VALUES: readonly number[] = []

// Each cell takes plain values, so that one whose values did not change is not drawn again.

const Connections = memo(function Connections({ value, age }: { value: number; age: string }) {
  const { connections: top } = use(TopsContext)
  return <BarFigure text={count(value)} share={value / top} title={`${exactCount(value)} connections, ${age}`} />
})

const ageWords = ({ now, connectionsAt }: ProcessRow): string =>
  Number.isNaN(connectionsAt) ? 'age unknown' : `measured ${duration(now - connectionsAt)} ago`

const Egress = memo(function Egress({ rate, total }: { rate: number; total: number }) {
  return <span title={`${exactCount(total)} bytes since it started`}>{byteRate(rate)}</span>
})

const Spark = memo(function Spark({ processId }: { processId: string }) {
  const { egress: top } = use(TopsContext)
  return <Sparkline values={use(InViewContext).sparks.get(processId) ?? NO_VALUES} top={top} />
})

const Rooms = memo(function Rooms({ rooms, capacity }: { rooms: number; capacity: number }) {
  return <BarFigure text={`${count(rooms)}/${count(capacity)}`} share={rooms / capacity} />
})

function openSlots({ lifecycle, facts, slots }: ProcessRow): ReactNode {
  if (lifecycle === 'starting') return <span className={classes.muted}>{facts.roomsPerProcess} coming</span>
  return lifecycle === 'running' ? count(slots) : UNKNOWN
}

function upFor({ facts, now }: ProcessRow): string {
  if (facts.startedAt !== null) return duration(now - facts.startedAt)
  return facts.startingAt === null ? UNKNOWN : `starting ${duration(now - facts.startingAt)}`
}

const Why = memo(function Why({ processId, severity }: { processId: string; severity: number }) {
  const words = use(InViewContext).why.get(processId)
  if (words === undefined || severity === 0) return null
  const [head = '', ...rest] = words.split(':')
  return (
    <span className={classes.why} data-severity={severity} title={words}>
      <b>{head}</b>
      {rest.length > 0 && `:${rest.join(':')}`}
    </span>
  )
})

const counterAge = ({ now, connectionsAt }: ProcessRow): string =>
  Number.isNaN(connectionsAt) ? UNKNOWN : duration(now - connectionsAt)

const Started = memo(function Started({ at }: { at: number | null }) {
  const { zone } = usePreferences()
  return <>{at === null ? UNKNOWN : bothTimes(at, zone).split(' · ')[0]}</>
})

const Identity = memo(ProcessLink)
const Region = memo(RegionMark)
const Lifecycle = memo(LifecycleMark)
const Text = memo(ForeignText)

/** The columns of the process table, in their order; some are hidden at first (view/preferences.ts). */
export const PROCESS_COLUMNS: readonly GridColumn<ProcessRow>[] = [
  {
    id: 'lifecycle',
    label: 'Lifecycle',
    track: '92px',
    sortable: true,
    cell: (row) => <Lifecycle lifecycle={row.lifecycle} />,
  },
  {
    id: 'process',
    label: 'Process',
    track: '100px',
    sortable: true,
    cell: (row) => <Identity processId={row.facts.processId} short={row.short} tabIndex={-1} />,
  },
  {
    id: 'region',
    label: 'Region',
    track: '134px',
    sortable: true,
    cell: (row) => <Region region={row.facts.region} />,
  },
  {
    id: 'deployment',
    label: 'Deployment',
    track: '94px',
    end: true,
    sortable: true,
    cell: (row) => <Text text={row.facts.deploymentId} />,
  },
  {
    id: 'connections',
    label: 'Connections',
    track: '116px',
    end: true,
    sortable: true,
    cell: (row) => <Connections value={row.connections} age={ageWords(row)} />,
  },
  {
    id: 'egress',
    label: 'Egress',
    track: '88px',
    end: true,
    sortable: true,
    cell: (row) => <Egress rate={row.egressRate} total={row.egressedBytes} />,
  },
  {
    id: 'spark',
    label: '15 min',
    track: '88px',
    hint: 'Egress over the last 15 minutes',
    cell: (row) => <Spark processId={row.facts.processId} />,
  },
  {
    id: 'rooms',
    label: 'Rooms',
    track: '108px',
    end: true,
    sortable: true,
    cell: (row) => <Rooms rooms={row.rooms} capacity={row.facts.roomsPerProcess} />,
  },
  { id: 'open', label: 'Open slots', track: '88px', end: true, sortable: true, cell: openSlots },
  { id: 'up', label: 'Up for', track: '88px', end: true, sortable: true, cell: upFor },
  {
    id: 'host',
    label: 'Host',
    track: '150px',
    sortable: true,
    cell: (row) => <Text text={row.facts.exposedPort?.host ?? UNKNOWN} />,
  },
  { id: 'age', label: 'Counters’ age', track: '104px', end: true, sortable: true, cell: counterAge },
  {
    id: 'started',
    label: 'Started at',
    track: '190px',
    sortable: true,
    cell: (row) => <Started at={row.facts.startedAt} />,
  },
  {
    id: 'why',
    label: 'Why',
    track: 'minmax(260px, 1fr)',
    sortable: true,
    hint: 'Why it needs attention',
    cell: (row) => <Why processId={row.facts.processId} severity={row.attention} />,
  },
]
