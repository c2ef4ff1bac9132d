import {
  columnVisibilityFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type RowData,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import classes from './DataGrid.module.css'
import { useRovingRow } from './useRovingRow.ts'

const OVERSCAN = 8
// Rows that cannot be chosen take no focus, so that the keyboard scrolls the table itself.
const SCROLLED = { tabIndex: 0 } as const
const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature })
const NO_COLUMNS: readonly string[] = []

export interface GridColumn<T extends RowData> {
  id: string
  label: string
  /** CSS grid track, such as `90px` or `minmax(160px, 1fr)`. */
  track: string
  /** Figures stand at the end of their cell. */
  end?: boolean
  sortable?: boolean
  /** What the heading means, on hover. */
  hint?: string
  cell: (row: T) => ReactNode
}

export interface GridSort {
  id: string
  descending: boolean
}

/** Rows in the order to show; an array is one. Only the rows in view are ever asked for. */
export interface RowList<T> {
  readonly length: number
  at(index: number): T | undefined
}

interface DataGridProps<T extends RowData> {
  /** Accessible name, exactly. */
  label: string
  columns: readonly GridColumn<T>[]
  rows: RowList<T>
  /** Place of a row by its key, −1 when it is not there; without it the list is walked. */
  indexOf?: (key: string) => number
  rowKey: (row: T) => string
  hidden?: readonly string[]
  sort?: GridSort | null
  onSort?: (sort: GridSort) => void
  /** Click or Enter on a row. */
  onOpen?: (row: T) => void
  openKey?: string | null
  /** The row that the arrows came to while one is open. */
  onFollow?: (row: T) => void
  /** Extra words of a row for styling: `act`, `held`. */
  tone?: (row: T) => string | undefined
  rowHeight?: number
  maxHeight?: string
  /** Put around the body; it is given the rows in view, to ask for what only they need. */
  around?: (inView: readonly T[], body: ReactNode) => ReactNode
  empty: ReactNode
}

function windowOf<T>(rows: RowList<T>, first: number, end: number): T[] {
  const visible: T[] = []
  for (let index = first; index < Math.min(end, rows.length); index++) {
    const row = rows.at(index)
    if (row !== undefined) visible.push(row)
  }
  return visible
}

function placeOf<T>(rows: RowList<T>, rowKey: (row: T) => string, key: string): number {
  for (let index = 0; index < rows.length; index++) {
    const row = rows.at(index)
    if (row !== undefined && rowKey(row) === key) return index
  }
  return -1
}

/** The first number of a track is the least it may be, px. */
const leastWidth = (track: string): number => Number(/\d+/.exec(track)?.[0] ?? 0)

/**
 * A table that stays smooth at any length: TanStack Table owns columns and sorting state, TanStack Virtual the window.
 * Rows take one tab stop; arrows, Page keys, Home and End move within, Enter opens.
 */
export function DataGrid<T extends RowData>(props: DataGridProps<T>) {
  const {
    label,
    columns,
    rows,
    rowKey,
    hidden = NO_COLUMNS,
    sort = null,
    onSort,
    onOpen,
    rowHeight = 28,
    empty,
  } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const end = (items.at(-1)?.index ?? -1) + 1
  const visible = useMemo(() => windowOf(rows, first, end), [rows, first, end])

  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        header: column.label,
        enableSorting: column.sortable ?? false,
        cell: ({ row }: { row: { original: T } }) => column.cell(row.original),
      })),
    [columns],
  )
  const columnVisibility = useMemo(() => Object.fromEntries(hidden.map((id) => [id, false])), [hidden])
  const sorting = useMemo(() => (sort === null ? [] : [{ id: sort.id, desc: sort.descending }]), [sort])
  const table = useTable({
    features,
    columns: definitions,
    data: visible,
    getRowId: rowKey,
    manualSorting: true,
    state: { columnVisibility, sorting },
  })

  const shown = columns.filter((column) => !hidden.includes(column.id))
  const byId = new Map(columns.map((column) => [column.id, column]))
  const tracks = shown.map((column) => column.track).join(' ')
  const least = shown.reduce((sum, column) => sum + leastWidth(column.track), 0)
  const openKey = props.openKey ?? null
  const follow = (index: number): void => {
    const row = rows.at(index)
    if (openKey !== null && row !== undefined) props.onFollow?.(row)
  }
  const roving = useRovingRow({ count: rows.length, scroller, virtual, moved: follow })

  // What was open has closed, and the focus with it: it goes back to the row that it came from.
  const openBefore = useRef(openKey)
  useEffect(() => {
    const before = openBefore.current
    openBefore.current = openKey
    if (before === null || openKey !== null || document.activeElement !== document.body) return
    const index = props.indexOf ? props.indexOf(before) : placeOf(rows, rowKey, before)
    if (index !== -1) roving.focusRow(index)
  })
  const cellRole = onOpen ? 'gridcell' : 'cell'

  const body = (
    <div role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }}>
      {table.getRowModel().rows.map((row, offset) => {
        const index = first + offset
        return (
          <div
            key={row.id}
            role="row"
            aria-rowindex={index + 1}
            className={classes.row}
            data-index={index}
            data-open={openKey === row.id}
            {...(onOpen ? { 'aria-selected': openKey === row.id } : {})}
            data-tone={props.tone?.(row.original)}
            data-clickable={onOpen !== undefined}
            style={{ height: rowHeight, transform: `translateY(${index * rowHeight}px)` }}
            {...(onOpen
              ? {
                  tabIndex: roving.tabIndexOf(index),
                  onFocus: () => roving.focused(index),
                  onClick: () => onOpen(row.original),
                  onKeyDown: (event: React.KeyboardEvent) => {
                    if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(row.original)
                    else roving.onKeyDown(event, index)
                  },
                }
              : {})}
          >
            {row.getVisibleCells().map((cell) => (
              <div key={cell.id} role={cellRole} className={classes.cell} data-end={byId.get(cell.column.id)?.end}>
                <table.FlexRender cell={cell} />
              </div>
            ))}
          </div>
        )
      })}
    </div>
  )

  return (
    <div
      className={classes.scroller}
      ref={scroller}
      style={{ maxHeight: props.maxHeight ?? 'none' }}
      {...(onOpen ? {} : SCROLLED)}
    >
      <div
        role={onOpen ? 'grid' : 'table'}
        aria-label={label}
        aria-rowcount={rows.length}
        style={{ '--tracks': tracks, minWidth: least } as React.CSSProperties}
      >
        <div role="rowgroup" className={classes.header}>
          {table.getHeaderGroups().map((group) => (
            <div role="row" className={classes.row} key={group.id}>
              {group.headers.map((header) => {
                const column = byId.get(header.column.id)
                const sorted =
                  sort?.id === header.column.id ? (sort.descending ? 'descending' : 'ascending') : undefined
                return (
                  <div
                    key={header.id}
                    role="columnheader"
                    className={classes.cell}
                    data-end={column?.end}
                    title={column?.hint}
                    {...(column?.sortable ? { 'aria-sort': sorted ?? 'none' } : {})}
                  >
                    {column?.sortable && onSort ? (
                      <button
                        type="button"
                        className={classes.sort}
                        onClick={() =>
                          onSort({
                            id: column.id,
                            descending: sorted === undefined ? !!column.end : sorted === 'ascending',
                          })
                        }
                      >
                        {column.label}
                        <span aria-hidden="true">
                          {sorted === undefined ? '' : sorted === 'descending' ? ' ▾' : ' ▴'}
                        </span>
                      </button>
                    ) : (
                      column?.label
                    )}
                  </div>
                )
              })}
            </div>
          ))}
        </div>
        {props.around ? props.around(visible, body) : body}
      </div>
      {rows.length === 0 && empty}
    </div>
  )
}
