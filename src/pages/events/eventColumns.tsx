import { Button } from '../../components/controls/Button.tsx'
import { Link } from '@tanstack/react-router'
import { foreignText } from '../../components/status/foreignText.ts'
import type { GridColumn } from '../../components/table/gridColumn.ts'
import type { TimelineItem } from '../../fleet/timeline.ts'
import { UNKNOWN } from '../../view/format.ts'
import { writeRange } from '../../view/range.ts'
import { ProcessLink } from '../../widgets/ProcessLink.tsx'
import { RegionMark } from '../../widgets/RegionMark.tsx'
import { TimeText } from '../../widgets/TimeText.tsx'
import { withSearch } from '../../widgets/useSearchState.ts'
import { KindMark } from './KindMark.tsx'
import classes from './EventsPage.module.css'

const AROUND_MS = 15 * 60_000

/** The columns of the timeline; a process by its shortest unique ending. */
export function eventColumns(
  short: ReadonlyMap<string, string>,
  onDelete: (noteId: string) => void,
): readonly GridColumn<TimelineItem>[] {
  return [
    { id: 'time', label: 'Time', track: 'minmax(104px, 142px)', cell: ({ at }) => <Around at={at} /> },
    { id: 'kind', label: 'Kind', track: 'minmax(92px, 120px)', cell: ({ kind }) => <KindMark kind={kind} /> },
    {
      id: 'words',
      label: 'What happened',
      track: 'minmax(320px, 1fr)',
      cell: (item) => <Words item={item} onDelete={onDelete} />,
      more: ({ words }) => words,
    },
    {
      id: 'process',
      label: 'Process',
      track: '110px',
      cell: ({ processId }) =>
        processId === null ? UNKNOWN : <ProcessLink processId={processId} short={short.get(processId)} />,
    },
    {
      id: 'region',
      label: 'Region',
      track: '140px',
      cell: ({ region }) => (region === null ? UNKNOWN : <RegionMark region={region} />),
    },
    {
      id: 'deployment',
      label: 'Deployment',
      track: '100px',
      end: true,
      text: ({ deploymentId }) => foreignText(deploymentId ?? UNKNOWN),
    },
  ]
}

/** The moment, and the charts around it. */
function Around({ at }: { at: number }) {
  const range = writeRange(at - AROUND_MS, at + AROUND_MS)
  return (
    <Link to="/" search={withSearch({ range, q: undefined })} title="Charts around this time">
      <TimeText at={at} />
    </Link>
  )
}

function Words({ item: { key, kind, words }, onDelete }: { item: TimelineItem; onDelete: (noteId: string) => void }) {
  return (
    <>
      <bdi className={classes.words}>{foreignText(words)}</bdi>
      {kind === 'note' && (
        <Button
          look="link"
          className={classes.remove}
          aria-label={`Delete the note ${words}`}
          onClick={() => onDelete(key.slice('note '.length))}
        >
          delete
        </Button>
      )}
    </>
  )
}
