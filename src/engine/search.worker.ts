import { findAgain, findText, growTo, newTextIndex, putText } from '../select/textIndex.ts'
import type { TextUpdate } from '../types/engine.ts'

// Text search off the page and beside the engine: a key press is answered while an answer is being read.

/** What the page says: where texts come from, or what to look for; an empty text is looked for no longer. */
export type SearchOrder = { source: MessagePort } | { needle: string }

/** Where the text looked for stands, by slot; or that the source of texts is gone. */
export type SearchReport = { needle: string; bits: Uint8Array } | { lost: true }

let index = newTextIndex()
let needle = ''
let bits: Uint8Array = new Uint8Array(0)
/** All pieces of the newest update are there. */
let complete = false
let touched = new Set<number>()

const report = (message: SearchReport): void => postMessage(message)

function takeIn(update: TextUpdate): void {
  if (update.whole) {
    index = newTextIndex()
    bits = new Uint8Array(0)
    complete = false
  }
  growTo(index, update.size)
  for (const [slot, text] of update.texts) {
    putText(index, slot, text)
    touched.add(slot)
  }
  if (!update.last) return
  const first = !complete
  complete = true
  const changed = needle === '' ? null : first ? findText(index, needle) : findAgain(index, needle, bits, touched)
  touched = new Set()
  if (changed === null) return
  bits = changed
  report({ needle, bits })
}

function follow(source: MessagePort): void {
  source.addEventListener('message', ({ data }: MessageEvent<TextUpdate | null>) => {
    if (data === null) report({ lost: true })
    else takeIn(data)
  })
  source.start()
}

addEventListener('message', ({ data }: MessageEvent<SearchOrder>) => {
  if ('source' in data) {
    follow(data.source)
    return
  }
  // What was typed on only stands where its beginning does.
  const within = complete && needle !== '' && data.needle.includes(needle) ? bits : undefined
  needle = data.needle
  if (needle === '' || !complete) return
  bits = findText(index, needle, within)
  report({ needle, bits })
})
