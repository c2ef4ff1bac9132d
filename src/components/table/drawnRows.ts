import type { Range as RowRange } from '@tanstack/react-virtual'
import { useMemo } from 'react'
import { useNextFrame } from '../useNextFrame.ts'
import type { RowList } from './gridColumn.ts'

/** Rows drawn, from a place on. */
export interface Drawn<T> {
  first: number
  rows: T[]
}

/** The rows from a place on up to another, as far as there are any. */
export function drawnRows<T>(rows: RowList<T>, first: number, end: number): Drawn<T> {
  const drawn: T[] = []
  for (let index = first; index < Math.min(end, rows.length); index++) {
    const row = rows.at(index)
    if (row !== undefined) drawn.push(row)
  }
  return { first, rows: drawn }
}

/** Rows in sight as they are now, those beyond the edges as they were a frame ago, where they were drawn then. */
export function useSightFirst<T>(now: Drawn<T>, sight: Pick<RowRange, 'startIndex' | 'endIndex'> | null): T[] {
  const before = useNextFrame(now)
  return useMemo(() => {
    if (before === now || sight === null) return now.rows
    const inSight = (index: number): boolean => index >= sight.startIndex && index <= sight.endIndex
    return now.rows.map((row, offset) => {
      const index = now.first + offset
      return inSight(index) ? row : (before.rows[index - before.first] ?? row)
    })
  }, [now, before, sight])
}

/** A row's element is that of its place modulo the rows there are, so that scrolling on by one writes one over. */
export const keyAt = (index: number, size: number): number => index % size

/** Rows as a reader meets them; while they are scrolled as their elements stand, since moving elements is slow. */
export function inDocumentOrder<R>(rows: R[], first: number, scrolling: boolean): R[] {
  const next = keyAt(-first, rows.length) + rows.length
  return scrolling ? [...rows.slice(next), ...rows.slice(0, next)] : rows
}
