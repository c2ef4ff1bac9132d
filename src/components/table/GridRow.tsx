import { memo } from 'react'
import type { RowData } from '@tanstack/react-table'
import type { GridColumn } from './gridColumn.ts'
import classes from './DataGrid.module.css'

interface GridRowProps<T extends RowData> {
  row: T
  /** Its place among all rows. */
  index: number
  columns: readonly GridColumn<T>[]
  /** px */
  height: number
  tone: string | undefined
  /** Only for rows that open something: whether this one is open, and whether it is the tab stop. */
  open?: boolean
  /** Only for rows that can be selected. */
  selected?: boolean
  tabIndex?: 0 | -1
}

function Row<T extends RowData>({ row, index, columns, height, tone, open, selected, tabIndex }: GridRowProps<T>) {
  const role = open === undefined ? 'cell' : 'gridcell'
  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-selected={selected}
      aria-current={open}
      className={classes.row}
      data-index={index}
      data-open={open}
      data-selected={selected}
      data-tone={tone}
      data-clickable={open !== undefined}
      style={{ height, transform: `translateY(${index * height}px)` }}
      tabIndex={tabIndex}
    >
      {columns.map((column) => {
        const look = column.look?.(row)
        return (
          <div
            key={column.id}
            role={role}
            data-column={column.id}
            data-end={column.end}
            data-pinned={column.pinned}
            {...look}
            className={look?.className === undefined ? classes.cell : `${classes.cell} ${look.className}`}
          >
            {column.cell(row)}
          </div>
        )
      })}
    </div>
  )
}

/** One row; drawn again only for other values. */
export const GridRow = memo(Row) as typeof Row
