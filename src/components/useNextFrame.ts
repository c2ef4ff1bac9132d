import { startTransition, useEffect, useState } from 'react'

/** Calls back in a task after the next frame; at once where there are no frames. The answer takes it back. */
export function afterFrame(then: () => void): () => void {
  if (document.hidden) {
    then()
    return () => {}
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  const frame = requestAnimationFrame(() => {
    timer = setTimeout(then, 0)
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

/**
 * The value, a frame after it came: for what may be drawn later than what is looked at. Unlike `useDeferredValue` it
 * never takes part in the frame before; what it changes is drawn in slices.
 */
export function useNextFrame<T>(value: T): T {
  const [shown, setShown] = useState(() => value)
  useEffect(() => {
    if (shown === value) return
    return afterFrame(() => startTransition(() => setShown(() => value)))
  }, [shown, value])
  return shown
}
