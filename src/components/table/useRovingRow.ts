import type { Virtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'

interface RovingRow {
  count: number
  /** The rows' parent; it has the focus while the row that had it is out of sight. */
  body: RefObject<HTMLDivElement | null>
  virtual: Virtualizer<HTMLDivElement, Element>
  /** The focus was moved to this row by a key. */
  moved: (index: number) => void
}

const PAGE = 10

/** Keyboard movement over virtual rows: one tab stop, focus follows the arrows, rows out of sight are scrolled to. */
export function useRovingRow({ count, body, virtual, moved }: RovingRow) {
  const [active, setActive] = useState(0)
  const onItsWay = useRef(false)
  const current = Math.min(active, Math.max(0, count - 1))
  const items = virtual.getVirtualItems()
  const activeIsThere = items.some((item) => item.index === current)
  const stop = activeIsThere ? current : (items[0]?.index ?? 0)

  // The element of a row that was scrolled away shows another one by now.
  useLayoutEffect(() => {
    const { activeElement } = document
    if (activeIsThere || onItsWay.current || activeElement === body.current) return
    if (body.current?.contains(activeElement)) body.current.focus({ preventScroll: true })
  }, [activeIsThere, body])

  const focusRow = (index: number): void => {
    setActive(index)
    onItsWay.current = true
    virtual.scrollToIndex(index)
    // The row may only exist once the window has moved.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        onItsWay.current = false
        body.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus()
      })
    })
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + PAGE,
      PageUp: current - PAGE,
      Home: 0,
      End: count - 1,
    }[event.key]
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const target = Math.min(Math.max(to, 0), count - 1)
    focusRow(target)
    moved(target)
  }

  return {
    /** The row that has the focus or is about to. */
    current,
    tabIndexOf: (index: number): 0 | -1 => (index === stop ? 0 : -1),
    focused: setActive,
    focusRow,
    onKeyDown,
  }
}
