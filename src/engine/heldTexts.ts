import type { SlotText } from '../select/textIndex.ts'
import type { TimedText } from '../types/engine.ts'

/** Texts of polls that the page does not show yet, by slot, oldest first: at most three of a slot. */
export type HeldTexts = Map<number, { text: string | null; seq: number }[]>

/** A text that another one followed within so many polls is kept: the page may be about to show the poll between. */
const RECENT = 3

/** Puts a text aside, in place. */
export function holdText(held: HeldTexts, [slot, text, seq]: TimedText): void {
  const recent = (held.get(slot) ?? []).filter((one) => one.seq > seq - RECENT)
  held.set(slot, [...recent, { text, seq }])
}

/** The texts as of a poll, of those that are aside, and these no longer are. */
export function takeDue(held: HeldTexts, seq: number): SlotText[] {
  const due: SlotText[] = []
  for (const [slot, texts] of held) {
    const newest = texts.findLast((one) => one.seq <= seq)
    if (newest === undefined) continue
    due.push([slot, newest.text])
    const later = texts.filter((one) => one.seq > seq)
    if (later.length === 0) held.delete(slot)
    else held.set(slot, later)
  }
  return due
}
