// TanStack Table given all rows, with TanStack Virtual, as their virtualisation guide shows: table first, then the
// final rows virtualised, fixed heights, stable keys and columns, only the features used registered, `data` a new array
// per poll, the sort its own (sorted row model, `basic`), no index resets.
import '../shared/page.css'
import {
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  useTable,
  type Cell,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { COLUMNS, OVERSCAN, ROW_HEIGHT } from '../shared/columns.ts'
import { connectFeed } from '../shared/feed.ts'
import type { Flat, RowPoll } from '../shared/flat.ts'
import { createShown, type Shown } from '../shared/shown.ts'

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
})
const TEXTS = new Map(COLUMNS.map(({ key, text }) => [key as string, text]))
const columns = COLUMNS.map(({ key, label }) => ({
  id: key,
  header: label,
  accessorFn: (row: Flat) => row[key],
  sortFn: 'basic' as const,
}))
const initialState = { sorting: [{ id: 'connections', desc: true }] }
const TRACKS = { gridTemplateColumns: COLUMNS.map(({ width }) => `${width}px`).join(' ') }
const keyOf = (row: Flat): string => row.id

interface LineProps {
  top: number
  cells: readonly Cell<typeof features, Flat, unknown>[]
  row: Flat
}

/** Renders anew when its row or place did. */
const Line = memo(
  ({ top, cells }: LineProps) => (
    <div className="line" style={{ ...TRACKS, transform: `translateY(${top}px)` }}>
      {cells.map((cell) => (
        <div key={cell.id}>{TEXTS.get(cell.column.id)?.(cell.getValue() as number | string)}</div>
      ))}
    </div>
  ),
  (before, now) => before.row === now.row && before.top === now.top,
)

function Page({ shown }: { shown: Shown<Flat[]> }) {
  const data = shown.use()
  const scroller = useRef<HTMLDivElement>(null)
  const table = useTable({ features, columns, data, getRowId: keyOf, initialState })
  const { rows } = table.getRowModel()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    getItemKey: (index) => rows[index]?.id ?? index,
  })
  return (
    <div className="scroller" ref={scroller} data-bench="table">
      <div className="line header" style={TRACKS}>
        {COLUMNS.map(({ key, label }) => (
          <div key={key}>{label}</div>
        ))}
      </div>
      <div className="body" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          return row && <Line key={row.id} top={start} cells={row.getAllCells()} row={row.original} />
        })}
      </div>
    </div>
  )
}

connectFeed<RowPoll>(
  () => 'rows',
  (first) => {
    const root = document.createElement('div')
    document.body.append(root)
    const shown = createShown(first)
    createRoot(root).render(<Page shown={shown} />)
    return ({ rows }) => shown.set(rows)
  },
)
