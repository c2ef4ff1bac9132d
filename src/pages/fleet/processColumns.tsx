import { foreignText } from '../../components/status/foreignText.ts'
import type { ReactNode } from 'react'
import { NO_SPARK, Sparkline, writeSparkline } from '../../components/chart/Sparkline.tsx'
import type { GridColumn } from '../../components/table/gridColumn.ts'
import type { CellLook } from '../../components/table/writeCell.ts'
import { billedMs, perConnection } from '../../fleet/perProcess.ts'
import { duration, regionName, UNKNOWN_WHILE_STALE } from '../../fleet/words.ts'
import { byteRate, count, exactCount, UNKNOWN } from '../../view/format.ts'
import { fullTime } from '../../view/time.ts'
import { usePreferences } from '../../view/preferences.ts'
import { lifecycleLook } from '../../widgets/LifecycleMark.tsx'
import { processLinkLook, WrittenProcessLink } from '../../widgets/ProcessLink.tsx'
import { regionLook } from '../../widgets/RegionMark.tsx'
import type { ProcessRow, SaidOfView } from './processRows.ts'
import classes from './processColumns.module.css'

const FOREIGN: CellLook = { className: classes.foreign ?? '' }
const BAR_PX = 48

/** A bar behind the figure, drawn by the style sheet: same place, same scale in every row. */
function barLook(share: number): CellLook {
  const filled = Number.isNaN(share) ? 0 : Math.min(Math.max(share, 0), 1)
  return { className: classes.bar ?? '', style: { '--filled': `${Math.round(filled * BAR_PX)}px` } }
}

/** Of more rooms than this the figures take the bar's place, too. */
const MOST_WITH_BAR = 999

const roomsLook = ({ rooms, facts: { roomsPerProcess } }: ProcessRow): CellLook =>
  Math.max(rooms, roomsPerProcess) > MOST_WITH_BAR ? PLAIN : barLook(rooms / roomsPerProcess)

const PLAIN: CellLook = {}
const MUTED: CellLook = { className: classes.muted ?? '' }
const CHANGED = { 'data-changed': 'true' } as const

/** Until the next poll: nothing moves, so that it costs no frame and troubles nobody. */
const withChange = (look: CellLook, changed: boolean): CellLook => (changed ? { ...look, ...CHANGED } : look)

const STALE = { 'data-stale': 'true' } as const

/** Of a figure whose counter is too old. */
const withAge = (look: CellLook, { stale }: ProcessRow): CellLook => (stale ? { ...look, ...STALE } : look)

const ageWords = ({ now, connectionsAt }: ProcessRow): string =>
  Number.isNaN(connectionsAt) ? 'age unknown' : `measured ${duration(now - connectionsAt)} ago`

function openSlots({ lifecycle, facts, slots }: ProcessRow): string {
  if (lifecycle === 'starting') return `${facts.roomsPerProcess} coming`
  return lifecycle === 'running' ? count(slots) : UNKNOWN
}

function upFor({ facts, now }: ProcessRow): string {
  if (facts.startedAt !== null) return duration(now - facts.startedAt)
  return facts.startingAt === null ? UNKNOWN : `starting ${duration(now - facts.startingAt)}`
}

function why({ facts, attention }: ProcessRow, said: SaidOfView | undefined): ReactNode {
  // Of a drain, "empty" least of all.
  const words = said?.stale && facts.draining ? UNKNOWN_WHILE_STALE : said?.why?.get(facts.processId)
  if (words === undefined || attention === 0) return null
  const [head = '', ...rest] = words.split(':')
  return (
    <span className={classes.why} data-severity={attention} title={words}>
      <b>{head}</b>
      {rest.length > 0 && `:${rest.join(':')}`}
    </span>
  )
}

const durationOf = (ms: number): string => (Number.isNaN(ms) ? UNKNOWN : duration(ms))

function Started({ at }: { at: number | null }) {
  const { zone } = usePreferences()
  return <>{at === null ? UNKNOWN : fullTime(at, zone)}</>
}

/** The columns of the process table, in their order; some are hidden at first (view/preferences.ts). */
export const PROCESS_COLUMNS: readonly GridColumn<ProcessRow, SaidOfView>[] = [
  {
    id: 'lifecycle',
    label: 'Lifecycle',
    track: '92px',
    fits: true,
    sortable: true,
    text: (row) => row.lifecycle,
    look: (row) => withChange(lifecycleLook(row.lifecycle), row.changed.lifecycle),
  },
  {
    id: 'process',
    label: 'Process',
    track: '100px',
    sortable: true,
    pinned: true,
    text: (row) => foreignText(row.short),
    look: (row) => processLinkLook(row.facts.processId),
    inside: <WrittenProcessLink />,
    more: (row) => row.facts.processId,
  },
  {
    id: 'region',
    label: 'Region',
    track: '134px',
    sortable: true,
    text: (row) => foreignText(regionName(row.facts.region)),
    look: (row) => regionLook(row.facts.region),
  },
  {
    id: 'deployment',
    label: 'Deployment',
    track: '94px',
    end: true,
    sortable: true,
    text: (row) => foreignText(row.facts.deploymentId),
    look: () => FOREIGN,
  },
  {
    id: 'connections',
    label: 'Connections',
    track: '120px',
    fits: true,
    end: true,
    sortable: true,
    text: (row) => count(row.connections),
    look: (row) => withAge(withChange(barLook(row.connections / row.tops.connections), row.changed.connections), row),
    more: (row) =>
      `${exactCount(row.connections)} ${row.connections === 1 ? 'connection' : 'connections'}, ${ageWords(row)}`,
  },
  {
    id: 'egress',
    label: 'Egress',
    track: '98px',
    fits: true,
    end: true,
    sortable: true,
    text: (row) => byteRate(row.egressRate),
    more: (row) => `${exactCount(row.egressedBytes)} bytes since it started`,
  },
  {
    id: 'spark',
    label: '15 min',
    track: '88px',
    fits: true,
    hint: 'Egress over the last 15 minutes',
    inside: <Sparkline {...NO_SPARK} />,
    write: (element, { facts, tops }, said) =>
      writeSparkline(element, { ...NO_SPARK, ...said?.sparks?.get(facts.processId), ...said?.span, top: tops.egress }),
  },
  {
    id: 'rooms',
    label: 'Rooms',
    track: '132px',
    fits: true,
    end: true,
    sortable: true,
    text: (row) => `${count(row.rooms)}/${count(row.facts.roomsPerProcess)}`,
    look: (row) => withChange(roomsLook(row), row.changed.rooms),
  },
  {
    id: 'open',
    label: 'Open slots',
    track: '100px',
    fits: true,
    end: true,
    sortable: true,
    text: openSlots,
    look: (row) => withChange(row.lifecycle === 'starting' ? MUTED : PLAIN, row.changed.slots),
  },
  { id: 'up', label: 'Up for', track: '104px', end: true, sortable: true, text: upFor },
  {
    id: 'host',
    label: 'Host',
    track: '150px',
    sortable: true,
    text: (row) => foreignText(row.facts.exposedPort?.host ?? UNKNOWN),
    look: () => FOREIGN,
  },
  {
    id: 'age',
    label: 'Counters’ age',
    track: '104px',
    fits: true,
    end: true,
    sortable: true,
    text: ({ now, connectionsAt }) => durationOf(now - connectionsAt),
    look: (row) => withAge(PLAIN, row),
  },
  {
    id: 'oldestRoom',
    label: 'Oldest room',
    track: '104px',
    fits: true,
    end: true,
    sortable: true,
    hint: 'How long its oldest room has been placed',
    text: ({ facts, now }) => durationOf(now - (facts.oldestRoomSince ?? Number.NaN)),
  },
  {
    id: 'started',
    label: 'Started at',
    track: '190px',
    sortable: true,
    cell: (row) => <Started at={row.facts.startedAt} />,
  },
  {
    id: 'perConnection',
    label: 'Per connection',
    track: '128px',
    fits: true,
    end: true,
    sortable: true,
    hint: 'Egress per connection, from 5 connections on',
    text: (row) => byteRate(perConnection(row.egressRate, row.connections)),
  },
  {
    id: 'billed',
    label: 'Billed',
    track: '88px',
    fits: true,
    end: true,
    sortable: true,
    hint: 'From its start to its stop, or until now',
    text: ({ facts, now }) => durationOf(billedMs(facts, now)),
  },
  {
    id: 'why',
    label: 'Why',
    track: 'minmax(208px, 1fr)',
    sortable: true,
    hint: 'Why it needs attention',
    cell: why,
  },
]
