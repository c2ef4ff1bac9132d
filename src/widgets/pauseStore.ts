import { useSyncExternalStore } from 'react'

let paused = false
const listeners = new Set<() => void>()

export function setPaused(value: boolean): void {
  paused = value
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether the viewer paused the feed; it holds for this visit. */
export const usePaused = (): boolean => useSyncExternalStore(subscribe, () => paused)
