import { useSyncExternalStore } from 'react'

const TICK_MS = 500
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let ticks = 0

/** Calls back every half second while anyone listens. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    ticks += 1
    for (const one of listeners) one()
  }, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Renders the caller anew every half second; the number only says that time has passed. */
export const useTick = (): number => useSyncExternalStore(onTick, () => ticks)
