import type { RowData } from '@tanstack/react-table'
import type { HTMLAttributes, ReactNode } from 'react'

/** What a cell's own element carries besides its content: fewer elements are fewer to lay out. */
export type CellLook = Pick<HTMLAttributes<HTMLDivElement>, 'className' | 'style'> & {
  [data: `data-${string}`]: string
}

export interface GridColumn<T extends RowData> {
  id: string
  label: string
  /** CSS grid track, such as `90px` or `minmax(160px, 1fr)`. */
  track: string
  /** Figures stand at the end of their cell. */
  end?: boolean
  sortable?: boolean
  /** Stays in sight where not all columns fit. */
  pinned?: boolean
  /** What the heading means, on hover. */
  hint?: string
  cell: (row: T) => ReactNode
  /** More words on the cell, on hover; asked for then, since a title that changes is costly. */
  more?: (row: T) => string
  look?: (row: T) => CellLook
}

export interface GridSort {
  id: string
  descending: boolean
}

/**
 * What a table is sorted by after a heading was clicked: that column, the other way when it is the one already. With
 * `further` the others stay and this one is added after them, or turned round where it stands.
 * @param downFirst figures begin with the largest.
 */
export function sortsAfter(sorts: readonly GridSort[], id: string, downFirst: boolean, further: boolean): GridSort[] {
  const before = sorts.find((sort) => sort.id === id)
  const next = { id, descending: before === undefined ? downFirst : !before.descending }
  if (!further) return [next]
  return before === undefined ? [...sorts, next] : sorts.map((sort) => (sort.id === id ? next : sort))
}

/** Rows in the order to show; an array is one. Only the rows in view are ever asked for. */
export interface RowList<T> {
  readonly length: number
  at(index: number): T | undefined
  /** The key of the row at a place without the row; absent: it is asked of the row. */
  keyAt?(index: number): string | undefined
}
