import { useSyncExternalStore } from 'react'
import { MOST_EVENTS } from '../fleet/keptEvents.ts'
import { z } from '../types/zMini.ts'

/** Heights of a table's rows, px. */
export const ROW_PX = { dense: 24, normal: 28, roomy: 36 } as const
export type Density = keyof typeof ROW_PX
export const DENSITIES = Object.keys(ROW_PX) as [Density, ...Density[]]

export const MOST_VIEWS = 50
/** More than there can be events of losses: one that is acknowledged must not bring back another. */
export const MOST_ACKNOWLEDGED = 2 * MOST_EVENTS
/** IDs of columns, names of rules. */
const nameList = z.array(z.string().check(z.maxLength(40))).check(z.maxLength(40))

/** A page as somebody wants to see it again: its path and query. */
const viewSchema = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(60)),
  // A path of this app: `//host` would be another's.
  to: z.string().check(z.regex(/^\/(?!\/)/), z.maxLength(8000)),
})
export type SavedView = z.infer<typeof viewSchema>

export const INTERVALS_MS = [1000, 2000, 5000, 10_000, 30_000, 60_000] as const

const price = z.nullable(z.number().check(z.minimum(0), z.maximum(1_000_000)))

/** What Mantine calls the themes. */
export const SCHEMES = { system: 'auto', dark: 'dark', light: 'light' } as const

/** What the viewer prefers; one key of storage each, so that a bad value costs only itself. */
const shapes = {
  theme: z.enum(['system', 'dark', 'light']),
  /** null: as the server says. */
  intervalMs: z.nullable(z.int().check(z.minimum(1000), z.maximum(60_000))),
  zone: z.string().check(z.minLength(1), z.maxLength(64), z.refine(isZone)),
  /** Column IDs hidden from the process table. */
  hiddenColumns: nameList,
  /** Column IDs in the order they were put; those not named follow in their own. */
  columnOrder: nameList,
  density: z.enum(DENSITIES),
  /** Egress in bytes or in bits a second. */
  egressUnit: z.enum(['bytes', 'bits']),
  views: z.array(viewSchema).check(z.maxLength(MOST_VIEWS)),
  /** Name of the view that the address without anything opens; null for none. */
  startView: z.nullable(z.string().check(z.maxLength(60))),
  /** Lost processes that somebody took note of, and when, epoch ms of feed time; newest last. */
  losses: z
    .array(z.object({ processId: z.string().check(z.maxLength(512)), at: z.number() }))
    .check(z.maxLength(MOST_ACKNOWLEDGED)),
  keepPolling: z.boolean(),
  /** Alerts come as notifications, too. */
  notify: z.boolean(),
  /** Rules whose alerts are not wanted. */
  mutedRules: nameList,
  /** What a process-hour and a GB sent cost, in whatever currency; null: not said. */
  pricePerHour: price,
  pricePerGb: price,
  /** Who acknowledges alerts here. */
  operator: z.string().check(z.maxLength(60)),
} as const

type Shapes = typeof shapes
export type Preferences = { readonly [K in keyof Shapes]: z.infer<Shapes[K]> }

const DEFAULTS: Preferences = {
  theme: 'system',
  intervalMs: null,
  zone: 'local',
  hiddenColumns: ['host', 'age', 'oldestRoom', 'started', 'perConnection', 'billed'],
  columnOrder: [],
  density: 'normal',
  egressUnit: 'bytes',
  views: [],
  startView: null,
  losses: [],
  keepPolling: false,
  notify: false,
  mutedRules: [],
  pricePerHour: null,
  pricePerGb: null,
  operator: '',
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

const FILE = 'roomdeck.preferences'

/** All preferences that differ from what holds without them, for a file. */
export function preferencesFile(): string {
  const mine = Object.entries(preferences()).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(DEFAULTS[name as keyof Preferences]),
  )
  return JSON.stringify({ format: FILE, version: FORMAT, preferences: Object.fromEntries(mine) }, null, 2)
}

/**
 * Takes the preferences of a file; what it does not name falls back to what holds without it.
 * @returns in words what was not taken; empty when all was. Nothing is changed when the file is another one.
 */
export function takePreferences(text: string): string[] {
  const read = fileSchema.safeParse(parsed(text))
  if (!read.success) return [`this is no file of preferences, version ${FORMAT}`]
  const refused: string[] = []
  for (const name of Object.keys(shapes) as (keyof Preferences)[]) {
    if (!Object.hasOwn(read.data.preferences, name)) {
      setPreference(name, DEFAULTS[name])
      continue
    }
    const value = shapes[name].safeParse(read.data.preferences[name])
    if (value.success) setPreference(name, value.data as never)
    else refused.push(`${name} does not hold`)
  }
  const unknown = Object.keys(read.data.preferences).filter((name) => !Object.hasOwn(shapes, name))
  return [...refused, ...unknown.map((name) => `${name} is not known`)]
}

const fileSchema = z.object({
  format: z.literal(FILE),
  version: z.literal(FORMAT),
  preferences: z.record(z.string(), z.unknown()),
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Back to what holds without any. */
export function resetPreferences(): void {
  for (const name of Object.keys(shapes) as (keyof Preferences)[]) setPreference(name, DEFAULTS[name])
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
