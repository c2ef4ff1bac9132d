import { useState } from 'react'

interface Draft {
  text: string
  /** What the address said last. */
  seen: string
  /** What was sent and the address has not said yet, oldest first. */
  sent: readonly string[]
}

/** What the address says now is news, unless it is what was sent itself. */
export function heard(draft: Draft, value: string): Draft {
  const at = draft.sent.indexOf(value)
  if (at === -1) return { text: value, seen: value, sent: [] }
  return { ...draft, seen: value, sent: draft.sent.slice(at + 1) }
}

/**
 * A text box whose text lives in the address. The address follows a moment after the keys, so the box shows what was
 * typed, and takes what the address says only when that is not what it sent itself (Back, "Clear filters").
 */
export function useDraft(value: string, send: (value: string) => void): [text: string, change: (text: string) => void] {
  const [draft, setDraft] = useState<Draft>({ text: value, seen: value, sent: [] })
  if (value !== draft.seen) setDraft(heard(draft, value))
  const change = (text: string): void => {
    setDraft((before) => ({ ...before, text, sent: [...before.sent, text] }))
    send(text)
  }
  return [draft.text, change]
}
