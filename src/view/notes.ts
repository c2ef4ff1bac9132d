import { z } from '../types/zMini.ts'
import { createStoredList } from './storedList.ts'

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

const list = createStoredList(KEY, noteSchema)

export const { read: readNotes, all: notes, use: useNotes } = list
const { stored, put } = list

/** Keeps one, written just now or had back; of more than 500 the oldest go. Other tabs see it at once. */
export const putNote = (note: Note): boolean => put([...stored(), note].slice(-MOST_NOTES))

/** Writes one down. @param at feed time, epoch ms */
export const addNote = (at: number, words: string): boolean =>
  putNote({ id: crypto.randomUUID(), at: Math.round(at), words: words.slice(0, MOST_WORDS) })

export const removeNote = (id: string): boolean => put(stored().filter((note) => note.id !== id))
