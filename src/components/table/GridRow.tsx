import { memo, useLayoutEffect, useMemo, useRef, type ReactNode } from 'react'
import type { RowData } from '@tanstack/react-table'
import type { GridColumn, GridHeading } from './gridColumn.ts'
import { writeCell } from './writeCell.ts'
import classes from './DataGrid.module.css'

interface GridRowProps<T extends RowData, L> {
  row: T
  /** What came later than the row. */
  later: L | undefined
  /** Its place among all rows. */
  index: number
  columns: readonly GridColumn<T, L>[]
  /** px */
  height: number
  tone: string | undefined
  /** Only for rows that open something: whether this one is open, and whether it is the tab stop. */
  open?: boolean
  /** Only for rows that can be selected. */
  selected?: boolean
  tabIndex?: 0 | -1
}

/** A cell; one that is written into stays the same element, so that React passes it by. */
function frame({ id, end, fits, pinned }: GridHeading, role: string, content?: ReactNode) {
  return (
    <div
      key={id}
      role={role}
      data-column={id}
      data-end={end}
      data-fits={fits}
      data-pinned={pinned}
      className={classes.cell}
    >
      {content}
    </div>
  )
}

function Row<T extends RowData, L>(props: GridRowProps<T, L>) {
  const { row, later, index, columns, height, tone, open, selected, tabIndex } = props
  const element = useRef<HTMLDivElement>(null)
  const role = open === undefined ? 'cell' : 'gridcell'
  const written = useMemo(
    () => columns.map((column) => (column.cell ? null : frame(column, role, column.inside))),
    [columns, role],
  )
  useLayoutEffect(() => {
    const cells = element.current?.children
    for (const [at, column] of columns.entries()) {
      if (!column.text) continue
      const target = column.inside === undefined ? cells?.[at] : cells?.[at]?.firstElementChild
      if (target instanceof HTMLElement) writeCell(target, column.text(row), column.look?.(row))
    }
  }, [columns, row])
  useLayoutEffect(() => {
    const cells = element.current?.children
    for (const [at, column] of columns.entries()) {
      const target = column.write && cells?.[at]?.firstElementChild
      if (target) column.write(target, row, later)
    }
  }, [columns, row, later])
  return (
    <div
      ref={element}
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
      {columns.map((column, at) => (column.cell ? frame(column, role, column.cell(row, later)) : written[at]))}
    </div>
  )
}

/** One row; drawn again only for other values. */
export const GridRow = memo(Row) as typeof Row
