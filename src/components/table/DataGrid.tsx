import {
  columnVisibilityFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type RowData,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type SyntheticEvent,
} from 'react'
import { drawnRows, inDocumentOrder, keyAt, useSightFirst, type Sight } from './drawnRows.ts'
import type { GridColumn, GridSort, RowList } from './gridColumn.ts'
import { GridHeader } from './GridHeader.tsx'
import { GridRow } from './GridRow.tsx'
import { createRowWindow } from './rowWindow.ts'
import { useFocusFollows } from './useFocusFollows.ts'
import { useHold } from './useHold.ts'
import { useMoreOnHover } from './useMoreOnHover.ts'
import { useOffScreen, type OffScreen } from './useOffScreen.ts'
import { useRovingRow } from './useRovingRow.ts'
import { useSelection, type Selection } from './useSelection.ts'
import classes from './DataGrid.module.css'

const OVERSCAN = 4
// Rows that cannot be chosen take no focus, so that the keyboard scrolls the table itself.
const scrolled = (label: string) => ({ tabIndex: 0, role: 'group', 'aria-label': `${label}, scrolls` })
const features = tableFeatures({ columnVisibilityFeature, rowSortingFeature })
const NO_COLUMNS: readonly string[] = []
const UNSORTED: readonly GridSort[] = []

interface DataGridProps<T extends RowData, L> {
  /** Accessible name, exactly. */
  label: string
  columns: readonly GridColumn<T, L>[]
  rows: RowList<T>
  /** Place of a row by its key, −1 when it is not there; without it the list is walked. */
  indexOf?: (key: string) => number
  rowKey: (row: T) => string
  hidden?: readonly string[]
  /** What it is sorted by, the column with the first word first. */
  sorts?: readonly GridSort[]
  onSort?: (sorts: readonly GridSort[]) => void
  /** Click or Enter on a row. */
  onOpen?: (row: T) => void
  openKey?: string | null
  /** Where a row's own page is: the middle button opens it in a tab of its own. */
  hrefOf?: (row: T) => string
  /** Absent: rows cannot be selected. */
  selection?: Selection
  /** The row that the arrows came to while one is open. */
  onFollow?: (row: T) => void
  /** Somebody begins or ends to work in the table: rows had better stay where they are. */
  onHold?: (held: boolean) => void
  /** Extra words of a row for styling: `act`, `held`. */
  tone?: (row: T) => string | undefined
  rowHeight?: number
  maxHeight?: string
  /** Put around the body; it is given the rows in view, to ask for what only they need, which the body then shows. */
  around?: (inView: readonly T[], body: (later: L | undefined) => ReactNode) => ReactNode
  empty: ReactNode
}

function placeIn<T>(rows: RowList<T>, rowKey: (row: T) => string, key: string): number {
  for (let index = 0; index < rows.length; index++) {
    const row = rows.at(index)
    if (row !== undefined && rowKey(row) === key) return index
  }
  return -1
}

/** Rows in the table's window that the page shows. */
function onScreen(range: Sight | null, { above, below }: OffScreen, rowHeight: number): Sight | null {
  if (range === null) return null
  return {
    startIndex: range.startIndex + Math.floor(above / rowHeight),
    endIndex: range.endIndex - Math.floor(below / rowHeight),
  }
}

/** The first number of a track is the least it may be, px. */
const leastWidth = (track: string): number => Number(/\d+/.exec(track)?.[0] ?? 0)

/** The row element that an event came from, and its place. */
function rowOf({ target }: SyntheticEvent): { element: Element; index: number } | null {
  const element = target instanceof Element ? target.closest('[data-index]') : null
  return element && { element, index: Number(element.getAttribute('data-index')) }
}

/**
 * A table that stays smooth at any length: TanStack Table owns columns and sorting state, TanStack Virtual the window.
 * Rows take one tab stop; arrows, Page keys, Home and End move within, Enter opens. A row's element belongs to a place
 * on the screen and not to what stands in it, so that a new order writes values and moves no elements.
 */
export function DataGrid<T extends RowData, L = never>(props: DataGridProps<T, L>) {
  const { label, columns, rows, rowKey, hidden = NO_COLUMNS, sorts = UNSORTED, onOpen, rowHeight = 28, empty } = props
  const scroller = useRef<HTMLDivElement>(null)
  const group = useRef<HTMLDivElement>(null)
  const [rangeExtractor] = useState(createRowWindow)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    rangeExtractor,
  })
  const items = virtual.getVirtualItems()
  const first = items[0]?.index ?? 0
  const end = (items.at(-1)?.index ?? -1) + 1
  const drawn = useMemo(() => drawnRows(rows, first, end), [rows, first, end])
  const off = useOffScreen(scroller)
  const visible = useSightFirst(drawn, onScreen(virtual.range, off, rowHeight), rows.asked)

  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns])
  const definitions = useMemo(
    () => columns.map(({ id, label: header, sortable }) => ({ id, header, enableSorting: sortable ?? false })),
    [columns],
  )
  const columnVisibility = useMemo(() => Object.fromEntries(hidden.map((id) => [id, false])), [hidden])
  const sorting = useMemo(() => sorts.map(({ id, descending }) => ({ id, desc: descending })), [sorts])
  const table = useTable({
    features,
    columns: definitions,
    data: visible,
    getRowId: rowKey,
    manualSorting: true,
    state: { columnVisibility, sorting },
  })
  const leaves = table.getVisibleLeafColumns()
  const shown = useMemo(() => leaves.flatMap(({ id }) => byId.get(id) ?? []), [leaves, byId])
  const tracks = shown.map((column) => column.track).join(' ')
  const least = shown.reduce((sum, column) => sum + leastWidth(column.track), 0)

  const openKey = props.openKey ?? null
  const follow = (index: number): void => {
    const row = rows.at(index)
    if (openKey !== null && row !== undefined) props.onFollow?.(row)
  }
  const roving = useRovingRow({ count: rows.length, body: group, virtual, moved: follow })

  const keys = useMemo(() => visible.map(rowKey), [visible, rowKey])
  const focusFollows = useFocusFollows(group, first, keys)
  useHold(scroller, group, props.onHold)
  useMoreOnHover(group, (index, id) => {
    const row = rows.at(index)
    return row === undefined ? undefined : byId.get(id)?.more?.(row)
  })

  const placeOf = (key: string): number => (props.indexOf ? props.indexOf(key) : placeIn(rows, rowKey, key))

  // What was open has closed, and the focus with it: it goes back to the row that it came from.
  const openBefore = useRef(openKey)
  useEffect(() => {
    const before = openBefore.current
    openBefore.current = openKey
    if (before === null || openKey !== null || document.activeElement !== document.body) return
    const index = placeOf(before)
    if (index !== -1) roving.focusRow(index)
  })

  const selecting = useSelection({ rows, rowKey, indexOf: placeOf, selection: props.selection })
  /** What stands there on the page: beyond the screen it may be what stood there a moment ago. */
  const drawnAt = (index: number): T | undefined => visible[index - first] ?? rows.at(index)
  const openAt = (index: number): void => {
    const row = drawnAt(index)
    if (row !== undefined) onOpen?.(row)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = rowOf(event)
    if (at !== null && event.target === at.element && selecting.onKeyDown(event, roving.current)) return
    if (at !== null && event.key === 'Enter' && event.target === at.element) openAt(at.index)
    else roving.onKeyDown(event)
  }
  const onFocus = (event: SyntheticEvent): void => {
    const at = rowOf(event)
    if (at === null) return
    focusFollows(at.index)
    roving.focused(at.index)
  }
  const onClick = (event: MouseEvent): void => {
    const index = rowOf(event)?.index ?? -1
    if (!selecting.onClick(event, index)) openAt(index)
  }
  // Shift selects rows, not their words.
  const onMouseDown = (event: MouseEvent): void => {
    if (props.selection && event.shiftKey) event.preventDefault()
  }
  const onAuxClick = (event: MouseEvent): void => {
    const row = drawnAt(rowOf(event)?.index ?? -1)
    // A link under the pointer does it itself.
    if (event.button !== 1 || row === undefined || (event.target as Element).closest('a')) return
    const href = props.hrefOf?.(row)
    if (href !== undefined) window.open(href, '_blank', 'noopener')
  }
  const handlers = onOpen && { tabIndex: -1, onClick, onMouseDown, onAuxClick, onFocus, onKeyDown }

  const body = (later?: L): ReactNode => (
    <div ref={group} role="rowgroup" className={classes.body} style={{ height: virtual.getTotalSize() }} {...handlers}>
      {inDocumentOrder(table.getRowModel().rows, first, virtual.isScrolling).map(({ id, original, index: offset }) => {
        const index = first + offset
        return (
          <GridRow
            key={onOpen ? keyAt(index, visible.length) : id}
            row={original}
            later={later}
            index={index}
            columns={shown}
            height={rowHeight}
            tone={props.tone?.(original)}
            {...(onOpen ? { open: openKey === id, tabIndex: roving.tabIndexOf(index) } : {})}
            {...(props.selection ? { selected: props.selection.keys.has(id) } : {})}
          />
        )
      })}
    </div>
  )

  return (
    <div
      className={classes.scroller}
      ref={scroller}
      style={{ maxHeight: props.maxHeight ?? 'none' }}
      {...(onOpen ? {} : scrolled(label))}
    >
      <div
        role={onOpen ? 'grid' : 'table'}
        aria-label={label}
        aria-rowcount={rows.length}
        aria-multiselectable={props.selection ? true : undefined}
        style={{ '--tracks': tracks, minWidth: least } as React.CSSProperties}
      >
        <GridHeader columns={shown} sorts={sorts} onSort={props.onSort} />
        {props.around ? props.around(drawn.rows, body) : body()}
      </div>
      {rows.length === 0 && empty}
    </div>
  )
}
