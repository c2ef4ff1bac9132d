import { useEffect, useRef, type RefObject } from 'react'

/** A pointer that rests this long is no longer aiming at anything. */
const REST_MS = 10_000

/**
 * Calls back when somebody begins or ends to work with rows: has the focus in one, or moves the pointer over the table.
 * The pointer counts over its headings, too: what is said there can be reached before the rows have moved.
 */
export function useHold(
  table: RefObject<HTMLElement | null>,
  rows: RefObject<HTMLElement | null>,
  onHold: ((held: boolean) => void) | undefined,
): void {
  const told = useRef(onHold)
  useEffect(() => void (told.current = onHold))
  useEffect(() => {
    const [whole, body] = [table.current, rows.current]
    if (whole === null || body === null) return
    let [focused, aiming, held] = [false, false, false]
    let rest: ReturnType<typeof setTimeout> | undefined
    const tell = (): void => {
      if (held === (focused || aiming)) return
      held = !held
      told.current?.(held)
    }
    const leave = (): void => {
      clearTimeout(rest)
      aiming = false
      tell()
    }
    const move = (): void => {
      clearTimeout(rest)
      rest = setTimeout(leave, REST_MS)
      aiming = true
      tell()
    }
    const focusIn = (): void => {
      focused = true
      tell()
    }
    const focusOut = ({ relatedTarget }: FocusEvent): void => {
      focused = relatedTarget instanceof Node && body.contains(relatedTarget)
      tell()
    }
    whole.addEventListener('pointermove', move)
    whole.addEventListener('pointerleave', leave)
    body.addEventListener('focusin', focusIn)
    body.addEventListener('focusout', focusOut)
    return () => {
      clearTimeout(rest)
      whole.removeEventListener('pointermove', move)
      whole.removeEventListener('pointerleave', leave)
      body.removeEventListener('focusin', focusIn)
      body.removeEventListener('focusout', focusOut)
    }
  }, [table, rows])
}
