import { ForeignText } from '../../components/status/ForeignText.tsx'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { DataGrid } from '../../components/table/DataGrid.tsx'
import type { GridColumn } from '../../components/table/gridColumn.ts'
import type { Selection } from '../../components/table/useSelection.ts'
import { Notice } from '../../components/status/Notice.tsx'
import { Button } from '../../components/controls/Button.tsx'
import { Panel } from '../../components/layout/Panel.tsx'
import { emptiesWords, inWords, leftOf } from '../../fleet/drainOutlook.ts'
import { olderWords } from '../../fleet/roomLengths.ts'
import { duration } from '../../fleet/words.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { count, UNKNOWN } from '../../view/format.ts'
import { saveText } from '../../view/saveText.ts'
import { shortIds } from '../../select/shortId.ts'
import { endsWhen } from '../../view/endsWhen.ts'
import { clockTime } from '../../view/time.ts'
import { unbroken } from '../../view/unbroken.ts'
import { usePreferences } from '../../view/preferences.ts'
import { hrefOf, placeOf, ProcessLink } from '../../widgets/ProcessLink.tsx'
import { RegionMark } from '../../widgets/RegionMark.tsx'
import { VerdictMark } from '../../widgets/VerdictMark.tsx'
import type { DrainRow } from './useDrainRows.ts'
import shared from '../../components/layout/Page.module.css'
import classes from './DrainsPage.module.css'

const keyOf = (row: DrainRow): string => row.drain.processId

function Verdict({ row }: { row: DrainRow }) {
  const { zone } = usePreferences()
  const words = row.unknownSince === null ? row.verdict : `unknown since ${clockTime(row.unknownSince, zone)}`
  return (
    <span className={classes.verdict} title={row.reason}>
      <VerdictMark verdict={row.verdict} words={words} /> <span className={classes.reason}>{unbroken(row.reason)}</span>
    </span>
  )
}

const ago = (at: number | null, now: number): string => (at === null ? UNKNOWN : `${duration(now - at)} ago`)

/** The columns of the drains table; `now` is feed time. */
function columnsOf(now: number, short: ReadonlyMap<string, string>): readonly GridColumn<DrainRow>[] {
  return [
    { id: 'verdict', label: 'Verdict', track: 'minmax(262px, 3fr)', cell: (row) => <Verdict row={row} /> },
    {
      id: 'process',
      label: 'Process',
      track: 'minmax(84px, 1fr)',
      cell: ({ drain }) => <ProcessLink processId={drain.processId} short={short.get(drain.processId)} />,
      more: ({ drain }) => drain.processId,
    },
    {
      id: 'region',
      label: 'Region',
      track: 'minmax(130px, 1fr)',
      cell: ({ drain }) => <RegionMark region={drain.region} />,
    },
    {
      id: 'deployment',
      label: 'Deployment',
      track: 'minmax(100px, 1fr)',
      end: true,
      cell: ({ drain }) => <ForeignText text={drain.deploymentId} />,
    },
    {
      id: 'for',
      label: 'Draining for',
      track: 'minmax(94px, 1fr)',
      end: true,
      text: ({ drain }) =>
        drain.draining ? `${drain.sawBegin ? '' : '≥ '}${duration(now - drain.firstSeenAt)}` : UNKNOWN,
    },
    {
      id: 'rooms',
      label: 'Rooms',
      hint: 'Now / when it was first seen to drain',
      track: 'minmax(84px, 1fr)',
      end: true,
      text: ({ drain }) => `${drain.doubtful ? '≥ ' : ''}${drain.rooms} / ${drain.roomsFirst}`,
    },
    {
      id: 'connections',
      label: 'Connections',
      hint: 'Now / when it was first seen to drain',
      track: 'minmax(110px, 1fr)',
      end: true,
      cell: ({ drain }) => <Connections row={drain} />,
      more: ({ drain }) => trendWords(drain, now),
    },
    {
      id: 'empties',
      label: 'Empties in',
      track: 'minmax(230px, 2fr)',
      hint: 'When its last room is gone: a range that holds 8 times in 10',
      cell: (row) => <EmptiesIn row={row} now={now} />,
    },
    {
      id: 'end',
      label: 'Last room end',
      track: 'minmax(108px, 1fr)',
      end: true,
      text: ({ drain }) => ago(drain.lastRoomEndAt, now),
    },
    {
      id: 'oldest',
      label: 'Oldest room',
      track: 'minmax(146px, 1fr)',
      end: true,
      cell: ({ drain }) => <Oldest row={drain} now={now} />,
    },
  ]
}

function Connections({ row }: { row: DrainRow['drain'] }) {
  return (
    <>
      {count(row.connections)} / {count(row.connectionsFirst)}
      {!row.connectionsFresh && <span className={shared.muted}> old</span>}
    </>
  )
}

/** `42 first, 45 at most, 14 measured 6 s ago` */
function trendWords(drain: DrainRow['drain'], now: number): string {
  const { connections, connectionsFirst, connectionsPeak, connectionsAt } = drain
  const age = connectionsAt === null ? ', age unknown' : ` measured ${duration(now - connectionsAt)} ago`
  return `${count(connectionsFirst)} first, ${count(connectionsPeak)} at most, ${count(connections)}${age}`
}

function Oldest({ row, now }: { row: DrainRow['drain']; now: number }) {
  if (row.oldestRoom === null) return <>{UNKNOWN}</>
  const { oldestOlderThan: share } = row
  return (
    <span className={classes.oldest}>
      <span>
        <ForeignText className="mono" text={row.oldestRoom.roomId.slice(-8)} /> · {duration(now - row.oldestRoom.since)}
      </span>
      {!Number.isNaN(share) && <span className={classes.reason}>{olderWords(share)}</span>}
    </span>
  )
}

/** A range or why there is none; in words on two lines, with the times of the clock for who points at it. */
function EmptiesIn({ row, now }: { row: DrainRow; now: number }) {
  const { zone } = usePreferences()
  const { drain, unknownSince } = row
  if (unknownSince !== null) return <>{UNKNOWN}</>
  if (drain.rooms === 0)
    return <>{drain.reaped === null ? UNKNOWN : `gone ${unbroken(inWords(leftOf(drain.reaped, now)))}`}</>
  const { empties } = drain
  const words = unbroken(emptiesWords(empties, now))
  if ('none' in empties) return <span className={classes.reason}>{words}</span>
  return <span title={endsWhen(empties, zone)}>{words}</span>
}

interface DrainTableProps {
  snapshot: FleetSnapshot
  /** Drains outside the choice. */
  hidden: number
  rows: readonly DrainRow[]
  selection: Selection
}

/** What is in the table as a file: those selected, or all. */
function SaveDrains({ rows, selection }: Pick<DrainTableProps, 'rows' | 'selection'>) {
  if (rows.length === 0) return null
  const chosen = rows.filter((row) => selection.keys.has(keyOf(row)))
  const save = async (): Promise<void> => {
    const { drainsCsv } = await import('./drainsCsv.ts')
    saveText('drains', 'csv', drainsCsv(chosen.length > 0 ? chosen : rows))
  }
  return (
    <Button look="quiet" onClick={() => void save()}>
      Save {chosen.length > 0 ? `${chosen.length} selected` : 'all'} as CSV
    </Button>
  )
}

/** Every listed drain, worst first. */
export function DrainTable({ snapshot, rows, hidden, selection }: DrainTableProps) {
  const navigate = useNavigate()
  const short = useMemo(() => shortIds(rows.map(keyOf)), [rows])
  const columns = useMemo(() => columnsOf(snapshot.feedTime, short), [snapshot.feedTime, short])
  return (
    <Panel title="Draining now" aside={<SaveDrains rows={rows} selection={selection} />} flush>
      <DataGrid
        label="Drains"
        columns={columns}
        rows={rows}
        rowKey={keyOf}
        rowHeight={54}
        selection={selection}
        onOpen={(row) => void navigate(placeOf(keyOf(row)))}
        hrefOf={(row) => hrefOf(keyOf(row), window.location.search)}
        maxHeight="max(320px, 62vh)"
        empty={<Notice title={hidden > 0 ? 'No drain is within the choice' : 'No process is draining'} />}
      />
    </Panel>
  )
}
