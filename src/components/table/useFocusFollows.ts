import { useLayoutEffect, useRef, type RefObject } from 'react'

/**
 * Keeps the focus on the row that it was put on when rows above it come or go: elements belong to places, so that the
 * row may stand in another one after a poll. A row that has left leaves the focus where it stood.
 * @param keys keys of the rows drawn, from the place `first` on.
 * @returns to be told which place was given the focus.
 */
export function useFocusFollows(
  body: RefObject<HTMLElement | null>,
  first: number,
  keys: readonly string[],
): (index: number) => void {
  const focused = useRef<string | null>(null)
  useLayoutEffect(() => {
    const { activeElement } = document
    if (focused.current === null || !body.current?.contains(activeElement)) return
    const at = Number(activeElement?.closest('[data-index]')?.getAttribute('data-index') ?? Number.NaN) - first
    if (Number.isNaN(at) || keys[at] === focused.current) return
    const to = keys.indexOf(focused.current)
    if (to === -1) focused.current = keys[at] ?? null
    else body.current.querySelector<HTMLElement>(`[data-index="${first + to}"]`)?.focus({ preventScroll: true })
  })
  return (index) => void (focused.current = keys[index - first] ?? null)
}
