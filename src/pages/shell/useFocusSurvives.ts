import { useEffect } from 'react'

const FOCUSABLE = 'button:not([disabled]), a[href], input, select, textarea, [tabindex="0"]'
/** Whatever gives the focus back by itself, a menu or a list in front, has done so by then, ms. */
const SETTLED_MS = 50

/**
 * A control that goes as it is used (acknowledge, delete, clear) takes the focus with it, and whoever works by keyboard is
 * at the top of the page. It goes on with the first control of what it was in.
 */
export function useFocusSurvives(): void {
  useEffect(() => {
    let path: Element[] = []
    const note = ({ target }: FocusEvent): void => {
      path = []
      for (let at = target instanceof Element ? target : null; at && at !== document.body; at = at.parentElement) {
        path.push(at)
      }
    }
    const look = (): void => {
      if (document.activeElement !== document.body || path[0]?.isConnected !== false) return
      for (const one of path) {
        const next = one.isConnected ? one.querySelector<HTMLElement>(FOCUSABLE) : null
        if (next !== null) return next.focus()
      }
    }
    const later = (): void => void setTimeout(look, SETTLED_MS)
    addEventListener('focusin', note)
    addEventListener('click', later)
    addEventListener('keydown', later)
    return () => {
      removeEventListener('focusin', note)
      removeEventListener('click', later)
      removeEventListener('keydown', later)
    }
  }, [])
}
