import { useSyncExternalStore } from 'react'
import { z } from '../types/zMini.ts'

/** What an operator wrote down at a time. */
export interface Note {
  id: string
  /** Feed time, epoch ms. */
  at: number
  words: string
}

export const MOST_WORDS = 1000
const MOST_NOTES = 500
const FORMAT = 1
const KEY = `roomdeck.notes.${FORMAT}`

const noteSchema = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  at: z.int(),
  words: z.string().check(z.minLength(1), z.maxLength(MOST_WORDS)),
})

/** Notes in a text as it is stored; what does not hold is left out, whatever else is there. */
export function readNotes(text: string | null): Note[] {
  if (text === null) return []
  try {
    const list: unknown = JSON.parse(text)
    if (!Array.isArray(list)) return []
    return list.flatMap((one) => {
      const read = noteSchema.safeParse(one)
      return read.success ? [read.data] : []
    })
  } catch {
    return []
  }
}

let current: readonly Note[] | null = null
const listeners = new Set<() => void>()

function stored(): readonly Note[] {
  try {
    return readNotes(localStorage.getItem(KEY))
  } catch {
    // No storage: notes hold for this visit.
    return []
  }
}

export const notes = (): readonly Note[] => (current ??= stored())

/** @returns false when they are not stored, so that they hold for this visit only. */
function put(next: readonly Note[]): boolean {
  current = next
  for (const listener of listeners) listener()
  try {
    localStorage.setItem(KEY, JSON.stringify(next))
    return true
  } catch {
    return false
  }
}

/** Writes one down; of more than 500 the oldest go. Other tabs see it at once. */
export const addNote = (at: number, words: string): boolean =>
  put(
    [...stored(), { id: crypto.randomUUID(), at: Math.round(at), words: words.slice(0, MOST_WORDS) }].slice(
      -MOST_NOTES,
    ),
  )

export const removeNote = (id: string): boolean => put(notes().filter((note) => note.id !== id))

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  const other = (event: StorageEvent): void => {
    if (event.key !== KEY && event.key !== null) return
    current = stored()
    listener()
  }
  window.addEventListener('storage', other)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', other)
  }
}

export const useNotes = (): readonly Note[] => useSyncExternalStore(subscribe, notes)
