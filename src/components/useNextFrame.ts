import { useEffect, useState } from 'react'
import { afterFrame } from './nextFrame.ts'

/** True a frame after what it follows is there, so that the two are not made in one frame. */
export function useTurn(before: boolean): boolean {
  const [turn, setTurn] = useState(false)
  useEffect(() => (before && !turn ? afterFrame(() => setTurn(true)) : undefined), [before, turn])
  return turn
}

/**
 * The value, a frame after it came: for what may be drawn later than what is looked at. Unlike `useDeferredValue` it
 * never takes part in the frame before, and all that is later is drawn in one frame.
 */
export function useNextFrame<T>(value: T): T {
  const [shown, setShown] = useState(() => value)
  useEffect(() => {
    if (shown === value) return
    return afterFrame(() => setShown(() => value))
  }, [shown, value])
  return shown
}
