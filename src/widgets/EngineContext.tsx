import { createContext, use, type ReactNode } from 'react'
import type { PageConfig } from '../types/config.ts'
import type { EngineClient } from '../engine/engineClient.ts'
import type { TextSearch } from '../engine/textSearch.ts'
import type { EngineClock } from '../types/engine.ts'

export interface Deck {
  engine: EngineClient
  search: TextSearch
  clock: EngineClock
  config: PageConfig
}

const DeckContext = createContext<Deck | null>(null)

export function DeckProvider({ deck, children }: { deck: Deck; children: ReactNode }) {
  return <DeckContext value={deck}>{children}</DeckContext>
}

/** The engine and what the server said of itself. */
export function useDeck(): Deck {
  const deck = use(DeckContext)
  if (deck === null) throw new Error('useDeck needs a DeckProvider above it')
  return deck
}
