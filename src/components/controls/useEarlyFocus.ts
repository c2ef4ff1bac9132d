import { useRef, type RefObject } from 'react'

/**
 * For a menu that comes opened (`OnDemand`): nobody has noted where the focus was, so that it goes to the menu's button
 * when it is first closed.
 */
export function useEarlyFocus(): { target: RefObject<HTMLButtonElement | null>; onClose: () => void } {
  const target = useRef<HTMLButtonElement>(null)
  const unnoted = useRef(true)
  const onClose = (): void => {
    if (unnoted.current) target.current?.focus()
    unnoted.current = false
  }
  return { target, onClose }
}
