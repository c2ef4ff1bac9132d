import type { Virtualizer } from '@tanstack/react-virtual'
import { useState, type KeyboardEvent, type RefObject } from 'react'

interface RovingRow {
  count: number
  scroller: RefObject<HTMLDivElement | null>
  virtual: Virtualizer<HTMLDivElement, Element>
  /** The focus was moved to this row by a key. */
  moved: (index: number) => void
}

const PAGE = 10

/** Keyboard movement over virtual rows: one tab stop, focus follows the arrows, rows out of sight are scrolled to. */
export function useRovingRow({ count, scroller, virtual, moved }: RovingRow) {
  const [active, setActive] = useState(0)
  const current = Math.min(active, Math.max(0, count - 1))

  const focusRow = (index: number): void => {
    setActive(index)
    virtual.scrollToIndex(index)
    // The row may only exist once the window has moved.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus())
    })
  }

  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    const to = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      PageDown: index + PAGE,
      PageUp: index - PAGE,
      Home: 0,
      End: count - 1,
    }[event.key]
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const target = Math.min(Math.max(to, 0), count - 1)
    focusRow(target)
    moved(target)
  }

  const items = virtual.getVirtualItems()
  const activeIsThere = items.some((item) => item.index === current)
  const stop = activeIsThere ? current : (items[0]?.index ?? 0)
  return {
    tabIndexOf: (index: number): 0 | -1 => (index === stop ? 0 : -1),
    focused: setActive,
    focusRow,
    onKeyDown,
  }
}
