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

/** Rows in the order to show; an array is one. Only the rows in view are ever asked for. */
export interface RowList<T> {
  readonly length: number
  at(index: number): T | undefined
}
