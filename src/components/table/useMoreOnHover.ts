import { useEffect, useRef, type RefObject } from 'react'

/**
 * Gives a cell its title when the pointer comes, and takes it away when it leaves: titles that change with every poll
 * would cost as much as the figures, and an element may stand for another row the next time.
 * @param moreOf the words for a cell of a column in the row at `index`, if it has any.
 */
export function useMoreOnHover(
  body: RefObject<HTMLElement | null>,
  moreOf: (index: number, column: string) => string | undefined,
): void {
  const newest = useRef(moreOf)
  useEffect(() => void (newest.current = moreOf))
  useEffect(() => {
    const element = body.current
    const cellOf = ({ target }: Event): HTMLElement | null =>
      target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null
    const over = (event: Event): void => {
      const cell = cellOf(event)
      const index = Number(cell?.closest('[data-index]')?.getAttribute('data-index') ?? -1)
      const words = newest.current(index, cell?.dataset['column'] ?? '')
      if (cell && words !== undefined) cell.title = words
    }
    const out = (event: Event): void => cellOf(event)?.removeAttribute('title')
    element?.addEventListener('mouseover', over)
    element?.addEventListener('mouseout', out)
    return () => {
      element?.removeEventListener('mouseover', over)
      element?.removeEventListener('mouseout', out)
    }
  }, [body])
}
