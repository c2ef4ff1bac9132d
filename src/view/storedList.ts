import { useSyncExternalStore } from 'react'
import { z } from '../types/zMini.ts'

/** A list that lasts from visit to visit and is the same in all tabs. */
export interface StoredList<T> {
  /** What a text as it is stored holds; what does not hold is left out, whatever else is there. */
  read: (text: string | null) => T[]
  /** As it is here. */
  all: () => readonly T[]
  /** As it is stored: another tab may have been quicker. */
  stored: () => readonly T[]
  /** @returns false when it is not stored, so that it holds for this visit only. */
  put: (next: readonly T[]) => boolean
  use: () => readonly T[]
}

/** @param key of the browser's storage, its format's version in it. */
export function createStoredList<S extends z.core.$ZodType>(key: string, schema: S): StoredList<z.infer<S>> {
  type T = z.infer<S>
  let current: readonly T[] | null = null
  /** What was put last could not be stored: it holds for this visit, and is what the next change is made to. */
  let unstored = false
  const listeners = new Set<() => void>()
  const read = (text: string | null): T[] => {
    if (text === null) return []
    try {
      const list: unknown = JSON.parse(text)
      if (!Array.isArray(list)) return []
      return list.flatMap((one) => {
        const found = z.safeParse(schema, one)
        return found.success ? [found.data] : []
      })
    } catch {
      return []
    }
  }
  const stored = (): readonly T[] => {
    if (unstored) return current ?? []
    try {
      return read(localStorage.getItem(key))
    } catch {
      // No storage: it holds for this visit.
      return []
    }
  }
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const all = (): readonly T[] => (current ??= stored())
  const put = (next: readonly T[]): boolean => {
    current = next
    try {
      localStorage.setItem(key, JSON.stringify(next))
      unstored = false
    } catch {
      unstored = true
    }
    tell()
    return !unstored
  }
  // Also while nobody looks: what is shown next is what there is then.
  globalThis.addEventListener?.('storage', (event: StorageEvent) => {
    if (event.key !== key && event.key !== null) return
    if (!unstored) current = null
    tell()
  })
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return { read, all, stored, put, use: () => useSyncExternalStore(subscribe, all) }
}
