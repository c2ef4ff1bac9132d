import type { EngineClock } from '../types/engine.ts'

const JUMP_MS = 2000
const WAKING = ['visibilitychange', 'resume', 'focus', 'pageshow', 'online'] as const

/**
 * The page's clock. `performance.now()` stands still while some machines sleep, so when the page wakes up the time
 * that only the wall clock saw is added. A wall clock that is merely set changes nothing: no waking goes with it.
 */
export function createPageClock(target: Window): EngineClock {
  let slept = 0
  let seenMono = performance.now()
  let seenWall = Date.now()
  const look = (waking: boolean): void => {
    const mono = performance.now()
    const wall = Date.now()
    const jump = wall - seenWall - (mono - seenMono)
    if (waking && jump > JUMP_MS) slept += jump
    seenMono = mono
    seenWall = wall
  }
  for (const type of WAKING) {
    target.addEventListener(type, () => look(true), { capture: true })
    target.document.addEventListener(type, () => look(true), { capture: true })
  }
  return {
    mono: () => {
      return performance.now() + slept
    },
    wall: () => Date.now(),
  }
}
