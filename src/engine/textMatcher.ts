import { findNextLetters, type NextLetters } from '../select/nextLetters.ts'
import {
  findAgain,
  findText,
  growTo,
  isSameProcess,
  newTextIndex,
  putText,
  type SlotText,
} from '../select/textIndex.ts'
import type { TextUpdate } from '../types/engine.ts'
import type { Shown } from '../types/snapshot.ts'
import { holdText, takeDue, type HeldTexts } from './heldTexts.ts'

/**
 * Where the text looked for stands, by slot of the snapshot `of` (null before one is known); no `bits` where they are those
 * said before. Or which slots the page has to tell of itself, null for all. Or where the text stands with the letter that may
 * be typed next.
 */
export type MatchReport =
  | { needle: string; bits: Uint8Array | null; of: Shown | null }
  | { lacks: readonly number[] | null }
  | { next: NextLetters; of: Shown | null }

export interface TextMatcher {
  takeIn(update: TextUpdate): void
  /** What the page shows from now on. */
  shows(snapshot: Shown): void
  /** What the page knows itself of the slots that were lacking. */
  fill(own: readonly SlotText[]): void
  /** What to look for from now on; nothing when it is empty. */
  find(text: string): void
}

/** Who has not typed for so long is not about to, as far as anybody can tell: about three polls. */
const MOST_LOOKS = 6

/**
 * Looks for text in what the page shows. Texts come after each poll that any page caused, and slots are used again: in a
 * page that stands still, texts of later polls would belong to other rows. They are put aside until it shows their poll.
 * Who begins to search then lacks what was overtaken, and is asked for what it knows itself: all but the rooms.
 *
 * While the hand moves to the next key, the page is told what each letter would find, so that it need not ask for it.
 * @param soon runs a step of that in a while, after what waits already.
 */
export function createTextMatcher(
  report: (message: MatchReport) => void,
  soon: (step: () => void) => void,
): TextMatcher {
  let index = newTextIndex()
  let needle = ''
  let bits: Uint8Array = new Uint8Array(0)
  let touched = new Set<number>()
  let held: HeldTexts = new Map()
  let shown: Shown | null = null
  /** By slot the poll of its text, until the page says what it shows: texts of a later one are taken back then. */
  let early = new Map<number, number>()
  /** Of the newest update of which all pieces are there. */
  let newest: Shown | null = null
  /** What the index is of. */
  let of: Shown | null = null
  /** What is aside is of another engine than the index, and takes its place when the page shows that one. */
  let another = false
  let begun: 'no' | 'lacking' | 'yes' = 'no'

  /** Which text's next letters are being found out; a later one, and other texts to look in, end that. */
  let preparing = 0
  /** How often it was looked again since somebody typed. */
  let looks = 0

  const put = (slot: number, text: string | null): void => {
    putText(index, slot, text)
    touched.add(slot)
    preparing += 1
  }

  function prepareNext(): void {
    preparing += 1
    const own = preparing
    const finding = findNextLetters(index, needle, bits)
    const step = (): void => {
      if (own !== preparing) return
      const { done, value } = finding.next()
      if (done) report({ next: value, of })
      else soon(step)
    }
    soon(step)
  }

  const isOfShown = (engine: string): boolean => shown === null || shown.engine === engine

  function restart(): void {
    index = newTextIndex()
    bits = new Uint8Array(0)
    early = new Map()
    begun = 'no'
    another = false
    preparing += 1
  }

  function putDue(): void {
    if (shown === null) return
    for (const [slot, text] of takeDue(held, shown.seq)) put(slot, text)
  }

  function takeBackEarly(seq: number): void {
    for (const [slot, since] of early) {
      if (since <= seq) continue
      holdText(held, [slot, index.texts[slot] ?? null, since])
      put(slot, null)
      begun = 'no'
    }
    early = new Map()
  }

  /** All pieces are there: makes what is due of them findable. */
  function settle(): void {
    if (newest === null) return
    if (isOfShown(newest.engine)) {
      if (another) restart()
      putDue()
      of = { engine: newest.engine, seq: Math.min(newest.seq, shown?.seq ?? newest.seq) }
    }
    if (begun === 'no' && (another || held.size > 0)) {
      begun = 'lacking'
      report({ lacks: another ? null : [...held.keys()] })
    } else if (begun === 'no') begin()
    else if (begun === 'yes') lookAgain()
  }

  function begin(): void {
    begun = 'yes'
    looks = 0
    touched = new Set()
    if (needle !== '') {
      bits = findText(index, needle)
      report({ needle, bits, of })
    }
    prepareNext()
  }

  function lookAgain(): void {
    const changed = needle === '' ? null : findAgain(index, needle, bits, touched)
    touched = new Set()
    if (needle !== '') {
      bits = changed ?? bits
      report({ needle, bits: changed, of })
    }
    looks += 1
    if (looks <= MOST_LOOKS) prepareNext()
  }

  return {
    takeIn: ({ engine, seq, size, texts, whole, last }) => {
      if (whole) {
        held = new Map()
        newest = null
        if (isOfShown(engine)) restart()
        else another = true
      }
      const isDirect = !another && isOfShown(engine)
      if (isDirect) growTo(index, size)
      for (const timed of texts) {
        const [slot, text, since] = timed
        if (isDirect && since <= (shown?.seq ?? since) && !held.has(slot)) put(slot, text)
        else holdText(held, timed)
        if (shown === null) early.set(slot, since)
      }
      if (!last) return
      newest = { engine, seq }
      settle()
    },
    shows: (snapshot) => {
      if (shown === null) takeBackEarly(snapshot.seq)
      shown = snapshot
      settle()
    },
    fill: (own) => {
      if (begun === 'no') return
      for (const [slot, text] of own) {
        if (!(another || held.has(slot)) || typeof index.texts[slot] === 'string') continue
        const later = held.get(slot)?.at(-1)?.text ?? null
        // Of a process that is still there the engine knows the rooms, too.
        put(slot, isSameProcess(text, later) ? later : text)
      }
      of ??= shown
      if (begun === 'lacking') begin()
      else lookAgain()
    },
    find: (text) => {
      // What was typed on only stands where its beginning does.
      const within = begun === 'yes' && needle !== '' && text.includes(needle) ? bits : undefined
      needle = text
      looks = 0
      if (begun !== 'yes') return
      if (needle !== '') {
        bits = findText(index, needle, within)
        report({ needle, bits, of })
      }
      prepareNext()
    },
  }
}
