import { textOf } from '../select/textIndex.ts'
import type { TextUpdate, TimedText } from '../types/engine.ts'
import type { EngineState } from './state.ts'

/** Slots in one message; more would keep its receiver from answering for too long. */
const PIECE = 2000

export interface TextFeed {
  /** Sends all there is now, and what changes from then on; the answer ends that. */
  follow: (send: (update: TextUpdate) => void) => () => void
  /** After an accepted poll: what it changed, to everybody who follows. */
  sendChanges: () => void
}

/** What can be searched, for whoever keeps an index of it. Nothing is made while nobody does. */
export function createTextFeed(state: EngineState): TextFeed {
  /** What each of them has. */
  const followers = new Map<(update: TextUpdate) => void, { engine: string; seq: number }>()

  const send = (to: (update: TextUpdate) => void, since: number, whole: boolean): void => {
    const texts: TimedText[] = []
    for (let slot = 0; slot < state.size; slot++) {
      const changedAt = state.textSeq[slot] ?? 0
      if (changedAt <= since) continue
      const track = state.slots[slot]
      texts.push([slot, track ? textOf(track.facts, track.roomList) : null, changedAt])
    }
    const { id: engine, seq, size } = state
    for (let from = 0; from === 0 || from < texts.length; from += PIECE) {
      const last = from + PIECE >= texts.length
      to({ engine, seq, size, texts: texts.slice(from, from + PIECE), whole: whole && from === 0, last })
    }
    followers.set(to, { engine, seq })
  }

  return {
    follow: (to) => {
      send(to, -1, true)
      return () => followers.delete(to)
    },
    sendChanges: () => {
      for (const [to, { engine, seq }] of followers) {
        if (engine === state.id) send(to, seq, false)
        else send(to, -1, true)
      }
    },
  }
}
