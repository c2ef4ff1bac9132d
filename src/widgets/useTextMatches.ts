import { useSyncExternalStore } from 'react'
import type { TextMatches } from '../engine/textSearch.ts'
import { useDeck } from './EngineContext.tsx'

const NOT_YET: TextMatches = { bits: new Uint8Array(0), needle: '', searching: true }

/**
 * Where the search text stands. While another one is looked for, where the text before stood; before the first, nowhere.
 * @param text what the address says is searched for; the search box has it looked for.
 */
export function useTextMatches(text: string): TextMatches {
  const { search } = useDeck()
  const matches = useSyncExternalStore(search.subscribe, search.matches)
  return text.trim() !== '' && matches.bits === null ? NOT_YET : matches
}
