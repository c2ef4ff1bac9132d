import { useEffect, useSyncExternalStore } from 'react'
import type { TextMatches } from '../engine/textSearch.ts'
import { useDeck } from './EngineContext.tsx'

const NOT_YET: TextMatches = { bits: new Uint8Array(0), searching: true }

/** Where the search text stands. While it is looked for, where the text before stood; before the first, nowhere. */
export function useTextMatches(text: string): TextMatches {
  const { search } = useDeck()
  useEffect(() => search.find(text), [search, text])
  const matches = useSyncExternalStore(search.subscribe, search.matches)
  return text.trim() !== '' && matches.bits === null ? NOT_YET : matches
}
