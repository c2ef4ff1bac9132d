import type { Range as RowRange } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { afterFrame } from '../nextFrame.ts'
import type { RowList } from './gridColumn.ts'

/** Rows drawn, from a place on. */
export interface Drawn<T> {
  first: number
  rows: T[]
}

/** Places of rows that are to be seen, both ends included. */
export type Sight = Pick<RowRange, 'startIndex' | 'endIndex'>

/** The rows from a place on up to another, as far as there are any. */
export function drawnRows<T>(rows: RowList<T>, first: number, end: number): Drawn<T> {
  const drawn: T[] = []
  for (let index = first; index < Math.min(end, rows.length); index++) {
    const row = rows.at(index)
    if (row !== undefined) drawn.push(row)
  }
  return { first, rows: drawn }
}

/** Rows out of sight are as they were so long ago at most, however often there are others, ms. */
const FOLLOW_MS = 5000

/** Rows a frame after they came; while only time moves them, every five seconds at most. */
function useFollowing<T>(now: Drawn<T>, asked: unknown): Drawn<T> {
  const [shown, setShown] = useState(now)
  const followed = useRef({ at: 0, asked })
  useEffect(() => {
    if (shown === now) return
    const follow = (): (() => void) =>
      afterFrame(() => {
        followed.current = { at: performance.now(), asked }
        setShown(now)
      })
    const { at, asked: before } = followed.current
    const isSameWindow = shown.first === now.first && shown.rows.length === now.rows.length
    const mayWait = asked !== undefined && asked === before && isSameWindow
    const rest = mayWait ? at + FOLLOW_MS - performance.now() : 0
    if (rest <= 0) return follow()
    let end: (() => void) | undefined
    const timer = setTimeout(() => (end = follow()), rest)
    return () => {
      clearTimeout(timer)
      end?.()
    }
  }, [shown, now, asked])
  return shown
}

/**
 * Rows in sight as they are now, those beyond the edges of the table and of the screen as they were a moment ago, where
 * they were drawn then.
 * @param sight places of the rows in sight.
 * @param asked as `RowList` has it.
 */
export function useSightFirst<T>(now: Drawn<T>, sight: Sight | null, asked: unknown): T[] {
  const before = useFollowing(now, asked)
  const [from, to] = [sight?.startIndex ?? 0, sight?.endIndex ?? Number.POSITIVE_INFINITY]
  return useMemo(() => {
    if (before === now) return now.rows
    return now.rows.map((row, offset) => {
      const index = now.first + offset
      return index >= from && index <= to ? row : (before.rows[index - before.first] ?? row)
    })
  }, [now, before, from, to])
}

/** A row's element is that of its place modulo the rows there are, so that scrolling on by one writes one over. */
export const keyAt = (index: number, size: number): number => index % size

/** Rows as a reader meets them; while they are scrolled as their elements stand, since moving elements is slow. */
export function inDocumentOrder<R>(rows: R[], first: number, scrolling: boolean): R[] {
  const next = keyAt(-first, rows.length) + rows.length
  return scrolling ? [...rows.slice(next), ...rows.slice(0, next)] : rows
}
