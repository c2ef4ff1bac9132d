import type { RowData } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import type { CellLook } from './writeCell.ts'

/**
 * A column whose cells are words alone: they are written straight into the cell, past React, since that is most of what a
 * poll changes. `look` is what the cell's own element carries besides; an element around the words would be one more to
 * lay out.
 */
interface WordColumn<T> {
  text: (row: T) => string
  look?: (row: T) => CellLook
  /** An element that React draws once, such as a link: the words are written into it, and the look is its own. */
  inside?: ReactNode
  cell?: undefined
  write?: undefined
}

/** A column of drawings that change with every poll: React makes the element once, and they are written into it. */
interface WrittenColumn<T, L> {
  inside: ReactNode
  write: (element: Element, row: T, later: L | undefined) => void
  cell?: undefined
  text?: undefined
}

/** A column of marks and the like, which React draws. */
interface DrawnColumn<T, L> {
  cell: (row: T, later: L | undefined) => ReactNode
  text?: undefined
  write?: undefined
  inside?: undefined
}

/** A column with its heading. `L` is what is known of the rows in view a little later than they are there. */
export type GridColumn<T extends RowData, L = never> = (WordColumn<T> | WrittenColumn<T, L> | DrawnColumn<T, L>) &
  GridHeading & {
    /** More words on the cell, on hover; asked for then, since a title that changes is costly. */
    more?: (row: T) => string
  }

export interface GridHeading {
  id: string
  label: string
  /** CSS grid track, such as `90px` or `minmax(160px, 1fr)`. */
  track: string
  /** Figures stand at the end of their cell. */
  end?: boolean
  sortable?: boolean
  /** Figures that are never wider than their cell: nothing is cut off, which spares the browser a clip for each. */
  fits?: boolean
  /** Stays in sight where not all columns fit. */
  pinned?: boolean
  /** What the heading means, on hover. */
  hint?: string
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
  /** The same for as long as only time moves the rows; what is out of sight need not follow it at once then. */
  readonly asked?: unknown
}
