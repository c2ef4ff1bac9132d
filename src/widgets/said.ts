import { useSyncExternalStore } from 'react'

const STAYS_MS = 5000

let words = ''
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

function put(next: string): void {
  words = next
  for (const listener of listeners) listener()
}

/** Says that something without a place of its own was done; it is gone after a few seconds. Never the only place of a fact. */
export function say(what: string): void {
  clearTimeout(timer)
  put(what)
  timer = setTimeout(() => put(''), STAYS_MS)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useSaid = (): string => useSyncExternalStore(subscribe, () => words)
