import type { SlotText } from '../select/textIndex.ts'
import type { TextUpdate } from '../types/engine.ts'
import type { Shown } from '../types/snapshot.ts'
import { breathe } from './breathe.ts'
import { createTextMatcher, type MatchReport } from './textMatcher.ts'

// Text search off the page and beside the engine: a key press is answered while an answer is being read.

/**
 * What the page says: where texts come from, what it shows now, what it knows of slots that are lacking, or what to look
 * for; an empty text is looked for no longer.
 */
export type SearchOrder = { source: MessagePort } | { shows: Shown } | { own: readonly SlotText[] } | { needle: string }

/** What was found, or is lacking; or that the source of texts is gone. */
export type SearchReport = MatchReport | { lost: true }

function report(message: SearchReport): void {
  const given = 'next' in message ? [...message.next.bits.values()].map(({ buffer }) => buffer) : []
  postMessage(message, { transfer: given })
}

// A key that waits is answered before the next step.
const matcher = createTextMatcher(report, (step) => void breathe().then(step))
let source: MessagePort | null = null

function follow(next: MessagePort): void {
  // A worker that was left may still live, and send.
  source?.close()
  source = next
  source.addEventListener('message', ({ data }: MessageEvent<TextUpdate | null>) => {
    if (data === null) report({ lost: true })
    else matcher.takeIn(data)
  })
  source.start()
}

addEventListener('message', ({ data }: MessageEvent<SearchOrder>) => {
  if ('source' in data) follow(data.source)
  else if ('shows' in data) matcher.shows(data.shows)
  else if ('own' in data) matcher.fill(data.own)
  else matcher.find(data.needle)
})
