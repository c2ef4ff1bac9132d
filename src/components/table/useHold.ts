import { useEffect, useRef, type RefObject } from 'react'

/** A pointer that rests this long is no longer aiming at anything (operations, defaults). */
const REST_MS = 10_000

/** Calls back when somebody begins or ends to work in an element: has the focus in it, or moves the pointer over it. */
export function useHold(element: RefObject<HTMLElement | null>, onHold: ((held: boolean) => void) | undefined): void {
  const told = useRef(onHold)
  useEffect(() => void (told.current = onHold))
  useEffect(() => {
    const target = element.current
    if (target === null) return
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
      focused = relatedTarget instanceof Node && target.contains(relatedTarget)
      tell()
    }
    target.addEventListener('pointermove', move)
    target.addEventListener('pointerleave', leave)
    target.addEventListener('focusin', focusIn)
    target.addEventListener('focusout', focusOut)
    return () => {
      clearTimeout(rest)
      target.removeEventListener('pointermove', move)
      target.removeEventListener('pointerleave', leave)
      target.removeEventListener('focusin', focusIn)
      target.removeEventListener('focusout', focusOut)
    }
  }, [element])
}
