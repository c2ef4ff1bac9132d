import { memo } from 'react'
import { sortsAfter, type GridHeading, type GridSort } from './gridColumn.ts'
import classes from './DataGrid.module.css'

interface GridHeaderProps {
  columns: readonly GridHeading[]
  sorts: readonly GridSort[]
  /** Absent: nothing can be sorted. */
  onSort: ((sorts: readonly GridSort[]) => void) | undefined
}

const ARROWS = { ascending: '▴', descending: '▾' } as const

function Header({ columns, sorts, onSort }: GridHeaderProps) {
  return (
    <div role="rowgroup" className={classes.header}>
      <div role="row" className={classes.row}>
        {columns.map(({ id, label, hint, end, sortable, pinned }) => {
          const at = sorts.findIndex((sort) => sort.id === id)
          const direction = at === -1 ? null : sorts[at]?.descending ? 'descending' : 'ascending'
          return (
            <div
              key={id}
              role="columnheader"
              className={classes.cell}
              data-pinned={pinned}
              data-end={end}
              title={hint}
              // One heading may say so; the others say it in words.
              {...(sortable ? { 'aria-sort': at === 0 ? (direction ?? 'none') : 'none' } : {})}
            >
              {sortable && onSort ? (
                <button
                  type="button"
                  className={classes.sort}
                  onClick={(event) => onSort(sortsAfter(sorts, id, end === true, event.shiftKey))}
                >
                  {label}
                  {direction !== null && (
                    <span aria-hidden="true">
                      {' '}
                      {ARROWS[direction]}
                      {sorts.length > 1 && at + 1}
                    </span>
                  )}
                  {at > 0 && <span className="visuallyHidden">{`, then ${direction}`}</span>}
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
