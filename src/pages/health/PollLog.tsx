import { useMemo } from 'react'
import { DataGrid } from '../../components/table/DataGrid.tsx'
import type { GridColumn } from '../../components/table/gridColumn.ts'
import { Notice } from '../../components/status/Notice.tsx'
import { Panel } from '../../components/layout/Panel.tsx'
import type { PollRecord } from '../../types/feed.ts'
import { bytes, count, milliseconds, UNKNOWN } from '../../view/format.ts'
import { TimeText } from '../../widgets/TimeText.tsx'
import classes from './HealthPage.module.css'

const keyOf = (record: PollRecord): string => String(record.number)

const known = (n: number | null, words: (n: number) => string): string => (n === null ? UNKNOWN : words(n))

const COLUMNS: readonly GridColumn<PollRecord>[] = [
  { id: 'at', label: 'Time', track: '90px', cell: ({ at }) => <TimeText at={at} /> },
  {
    id: 'result',
    label: 'Result',
    track: '110px',
    cell: ({ result }) => <span className={result === 'failed' ? classes.failed : undefined}>{result}</span>,
  },
  { id: 'duration', label: 'Duration', track: '100px', end: true, text: ({ durationMs }) => milliseconds(durationMs) },
  { id: 'bytes', label: 'Size', track: '90px', end: true, text: (record) => known(record.bytes, bytes) },
  { id: 'rows', label: 'Rows', track: '80px', end: true, text: ({ rows }) => known(rows, count) },
  { id: 'rejects', label: 'Rejected', track: '90px', end: true, text: ({ rejects }) => known(rejects, count) },
  {
    id: 'detail',
    label: 'Detail',
    track: 'minmax(260px, 1fr)',
    cell: ({ detail }) => <span title={detail}>{detail}</span>,
  },
]

/** The newest polls, good and bad. */
export function PollLog({ log }: { log: readonly PollRecord[] }) {
  const rows = useMemo(() => log.toReversed(), [log])
  return (
    <Panel title="Poll log" aside={`newest ${rows.length}`} flush>
      <DataGrid
        label="Polls"
        columns={COLUMNS}
        rows={rows}
        rowKey={keyOf}
        maxHeight="420px"
        empty={<Notice title="Nothing asked yet" />}
      />
    </Panel>
  )
}
