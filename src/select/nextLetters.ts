import { isPlain, PLAIN, slotsWithPairs } from './pairIndex.ts'
import { eachBit, type TextIndex } from './textIndex.ts'

/** Where a text stands with one letter more, found out before somebody types it. */
export interface NextLetters {
  /** The text without the letter; empty before the first. */
  needle: string
  /** How many slots there are. */
  size: number
  /** By plain letter a bit by slot; one that is not there follows the text nowhere. Of others nothing is known. */
  bits: ReadonlyMap<string, Uint32Array>
}

/** Slots that are looked at between two pauses. */
const AT_ONCE = 2000

/**
 * Finds out where a text stands with each letter that may be typed next. Of a text as long as a pair less its last letter
 * the index knows; for longer ones the texts are read, with pauses.
 * @param found where the text stands, by slot; not needed for an empty one.
 */
export function* findNextLetters(
  { texts, pairs }: TextIndex,
  needle: string,
  found: Uint8Array,
): Generator<undefined, NextLetters> {
  const bits = new Map<string, Uint32Array>()
  const next: NextLetters = { needle, size: texts.length, bits }
  if (needle === '' || isPlain(needle)) {
    for (const letter of PLAIN) {
      const there = slotsWithPairs(pairs, needle + letter)
      if (there !== null) bits.set(letter, there)
    }
    return next
  }
  for (let slot = 0; slot < texts.length; slot++) {
    if (slot % AT_ONCE === AT_ONCE - 1) yield
    const text = texts[slot]
    if (found[slot] !== 1 || typeof text !== 'string') continue
    for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) {
      const letter = text.charAt(at + needle.length)
      if (!isPlain(letter)) continue
      let there = bits.get(letter)
      if (there === undefined) bits.set(letter, (there = new Uint32Array(Math.ceil(texts.length / 32))))
      there[slot >>> 5] = (there[slot >>> 5] ?? 0) | (1 << (slot & 31))
    }
  }
  return next
}

/** By slot, 1 where a text stands, when it is the one that was prepared for and a letter more; else null. */
export function withNextLetter({ needle, size, bits }: NextLetters, text: string): Uint8Array | null {
  const letter = text.slice(needle.length)
  if (!text.startsWith(needle) || !isPlain(letter)) return null
  const found = new Uint8Array(size)
  const there = bits.get(letter)
  if (there === undefined) return found
  eachBit(there, (slot) => void (found[slot] = 1))
  return found
}
