import { useSyncExternalStore } from 'react'
import { z } from '../types/zMini.ts'

export const INTERVALS_MS = [1000, 2000, 5000, 10_000, 30_000, 60_000] as const

/** What the viewer prefers; one key of storage each, so that a bad value costs only itself. */
const shapes = {
  theme: z.enum(['system', 'dark', 'light']),
  /** null: as the server says. */
  intervalMs: z.nullable(z.int().check(z.minimum(1000), z.maximum(60_000))),
  zone: z.string().check(z.minLength(1), z.maxLength(64), z.refine(isZone)),
  /** Column IDs hidden from the process table. */
  hiddenColumns: z.array(z.string().check(z.maxLength(40))).check(z.maxLength(40)),
  keepPolling: z.boolean(),
} as const

type Shapes = typeof shapes
export type Preferences = { readonly [K in keyof Shapes]: z.infer<Shapes[K]> }

const DEFAULTS: Preferences = {
  theme: 'system',
  intervalMs: null,
  zone: 'local',
  hiddenColumns: ['host', 'age', 'started'],
  keepPolling: false,
}

const FORMAT = 1
const storageKey = (name: string): string => `roomdeck.${FORMAT}.${name}`

function isZone(name: string): boolean {
  if (name === 'local') return true
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function readOne<K extends keyof Shapes>(name: K): Preferences[K] {
  try {
    const text = localStorage.getItem(storageKey(name))
    if (text === null) return DEFAULTS[name]
    const read = shapes[name].safeParse(JSON.parse(text))
    if (read.success) return read.data as Preferences[K]
    localStorage.setItem(`${storageKey(name)}.bad`, text)
  } catch {
    // No storage, or not JSON: the default holds for this visit.
  }
  return DEFAULTS[name]
}

let current: Preferences | null = null
const listeners = new Set<() => void>()

function load(): Preferences {
  const names = Object.keys(shapes) as (keyof Shapes)[]
  return Object.fromEntries(names.map((name) => [name, readOne(name)])) as unknown as Preferences
}

export const preferences = (): Preferences => (current ??= load())

/** Changes one preference here and, where there is storage, for the next visit. */
export function setPreference<K extends keyof Shapes>(name: K, value: Preferences[K]): void {
  current = { ...preferences(), [name]: value }
  try {
    localStorage.setItem(storageKey(name), JSON.stringify(value))
  } catch {
    // Full or forbidden: it still holds for this visit.
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  const other = (event: StorageEvent): void => {
    if (!event.key?.startsWith('roomdeck.')) return
    current = load()
    listener()
  }
  window.addEventListener('storage', other)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', other)
  }
}

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, preferences)
