import type { RowData } from '@tanstack/react-table'
import { memo } from 'react'
import type { GridColumn, GridSort } from './gridColumn.ts'
import classes from './DataGrid.module.css'

interface GridHeaderProps<T extends RowData> {
  columns: readonly GridColumn<T>[]
  sort: GridSort | null
  /** Absent: nothing can be sorted. */
  onSort: ((sort: GridSort) => void) | undefined
}

const ARROWS = { ascending: ' ▴', descending: ' ▾', none: '' } as const

function Header<T extends RowData>({ columns, sort, onSort }: GridHeaderProps<T>) {
  const directionOf = (id: string): keyof typeof ARROWS => {
    if (sort?.id !== id) return 'none'
    return sort.descending ? 'descending' : 'ascending'
  }
  return (
    <div role="rowgroup" className={classes.header}>
      <div role="row" className={classes.row}>
        {columns.map(({ id, label, hint, end, sortable }) => {
          const direction = directionOf(id)
          const next = { id, descending: direction === 'none' ? end === true : direction === 'ascending' }
          return (
            <div
              key={id}
              role="columnheader"
              className={classes.cell}
              data-end={end}
              title={hint}
              {...(sortable ? { 'aria-sort': direction } : {})}
            >
              {sortable && onSort ? (
                <button type="button" className={classes.sort} onClick={() => onSort(next)}>
                  {label}
                  <span aria-hidden="true">{ARROWS[direction]}</span>
                </button>
              ) : (
                label
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** The headings, drawn again only when columns or sort change. */
export const GridHeader = memo(Header) as typeof Header
