import { useRef, type KeyboardEvent, type MouseEvent } from 'react'
import type { RowList } from './gridColumn.ts'

export interface Selection {
  keys: ReadonlySet<string>
  onChange: (keys: ReadonlySet<string>) => void
}

interface SelectionUse<T> {
  rows: RowList<T>
  rowKey: (row: T) => string
  /** Place of a row by its key, −1 when it is not there. */
  indexOf: (key: string) => number
  selection: Selection | undefined
}

function keyAt<T>({ rows, rowKey }: SelectionUse<T>, index: number): string | undefined {
  if (rows.keyAt) return rows.keyAt(index)
  const row = rows.at(index)
  return row === undefined ? undefined : rowKey(row)
}

const keysBetween = <T>(use: SelectionUse<T>, from: number, to: number): string[] =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, offset) => keyAt(use, Math.min(from, to) + offset)).filter(
    (key) => key !== undefined,
  )

/**
 * Selecting rows as lists do it: Ctrl+click or Space switches one over, Shift with either selects all up to it, Ctrl+A
 * selects all, Escape none.
 * @returns handlers that say whether the event was theirs.
 */
export function useSelection<T>(use: SelectionUse<T>) {
  const { rows, selection } = use
  // Where a span begins: by its key, since rows move.
  const anchor = useRef<string | null>(null)
  const toggle = (index: number): void => {
    const key = keyAt(use, index)
    if (!selection || key === undefined) return
    const keys = new Set(selection.keys)
    if (!keys.delete(key)) keys.add(key)
    anchor.current = key
    selection.onChange(keys)
  }
  const extend = (index: number): void => {
    if (!selection) return
    const from = anchor.current === null ? -1 : use.indexOf(anchor.current)
    selection.onChange(new Set([...selection.keys, ...keysBetween(use, from === -1 ? index : from, index)]))
  }
  return {
    onClick(event: MouseEvent, index: number): boolean {
      if (!selection || index < 0) return false
      if (event.shiftKey) extend(index)
      else if (event.ctrlKey || event.metaKey) toggle(index)
      else {
        anchor.current = keyAt(use, index) ?? null
        return false
      }
      return true
    },
    onKeyDown(event: KeyboardEvent, index: number): boolean {
      if (!selection) return false
      if (event.key === ' ' && event.shiftKey) extend(index)
      else if (event.key === ' ') toggle(index)
      else if (event.key === 'a' && (event.ctrlKey || event.metaKey))
        selection.onChange(new Set(rows.length === 0 ? [] : keysBetween(use, 0, rows.length - 1)))
      else if (event.key === 'Escape' && selection.keys.size > 0) selection.onChange(new Set())
      else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    },
  }
}
