import { useSyncExternalStore } from 'react'

export interface Shown<T> {
  set(value: T): void
  use(): T
}

/** What a React rival shows, set from outside of React and drawn at once. */
export function createShown<T>(first: T): Shown<T> {
  let value = first
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const read = (): T => value
  return {
    set(next) {
      value = next
      for (const listener of listeners) listener()
    },
    use: () => useSyncExternalStore(subscribe, read),
  }
}
