import { flushSync } from 'react-dom'

/** What is drawn after a frame waits for the work it depends on, but no longer than this, ms. */
const MOST_MS = 100

interface Waiting {
  /** Work whose results are drawn together with what waits. */
  work: Set<() => Promise<unknown>>
  draw: Set<() => void>
}

let waiting: Waiting | null = null

/** How much work is under way, and what was to be told meanwhile. */
let working = 0
let held: (() => void)[] = []

/**
 * Calls back soon; while work is under way with what waits for it, so that its results and what waits are drawn once and
 * not one after the other.
 */
export function tellSoon(tell: () => void): void {
  if (working > 0) held.push(tell)
  else queueMicrotask(tell)
}

async function run({ work, draw }: Waiting): Promise<void> {
  if (work.size > 0) {
    working += 1
    const done = Promise.allSettled([...work].map((one) => one()))
    let late: ReturnType<typeof setTimeout> | undefined
    await Promise.race([done, new Promise((resolve) => (late = setTimeout(resolve, MOST_MS)))])
    clearTimeout(late)
    working -= 1
  }
  const told = held
  held = []
  const drawAll = (): void => {
    for (const one of told) one()
    for (const one of draw) one()
  }
  // To React what stores told is more urgent than what waited; this makes one drawing of both.
  if (told.length > 0) flushSync(drawAll)
  else drawAll()
}

function next(): Waiting {
  if (waiting !== null) return waiting
  const made: Waiting = { work: new Set(), draw: new Set() }
  waiting = made
  const begin = (): void => void run(made)
  // Who comes when the frame has begun waits for the one after it.
  const close = (): void => void (waiting = null)
  if (document.hidden) queueMicrotask(() => (close(), begin()))
  else requestAnimationFrame(() => (close(), setTimeout(begin, 0)))
  return made
}

/**
 * Calls back in a task after the next frame, soon where there are no frames; everyone who waits for the same frame is
 * called in one task, so that what they draw is drawn in one frame. The answer takes it back.
 */
export function afterFrame(draw: () => void): () => void {
  const own = (): void => draw()
  const { draw: others } = next()
  others.add(own)
  return () => void others.delete(own)
}

/** Begins work after the next frame; whoever waits for that frame waits for the work, too, for a moment. */
export function workAfterFrame(work: () => Promise<unknown>): () => void {
  const own = (): Promise<unknown> => work()
  const { work: others } = next()
  others.add(own)
  return () => void others.delete(own)
}
