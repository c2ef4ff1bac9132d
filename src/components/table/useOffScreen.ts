import { useEffect, useState, type RefObject } from 'react'

/** As many steps as a tall table has rows: an observer calls back when one more is to be seen. */
const STEPS = Array.from({ length: 41 }, (_, at) => at / 40)

/** How much of a box lies beyond the screen, above it and below it, px. */
export interface OffScreen {
  above: number
  below: number
}

const NONE: OffScreen = { above: 0, below: 0 }

/** What of an element is beyond the screen, as the page is scrolled; a tall one is looked at in steps of a fortieth. */
export function useOffScreen(element: RefObject<HTMLElement | null>): OffScreen {
  const [off, setOff] = useState(NONE)
  useEffect(() => {
    const { current } = element
    if (current === null) return
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1)
        if (entry === undefined) return
        const { boundingClientRect: box, intersectionRect: seen, isIntersecting } = entry
        const step = box.height / STEPS.length
        // A row more on either side may be on the screen before the observer says so.
        const beyond = (px: number): number => Math.max(0, px - 2 * step)
        const now = isIntersecting
          ? { above: beyond(seen.top - box.top), below: beyond(box.bottom - seen.bottom) }
          : box.top < 0
            ? { above: box.height, below: 0 }
            : { above: 0, below: box.height }
        setOff((before) => (before.above === now.above && before.below === now.below ? before : now))
      },
      { threshold: STEPS },
    )
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
  return off
}
