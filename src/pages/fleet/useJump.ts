import { useEffect, useRef } from 'react'
import { needleOf, onlySlot } from '../../select/textIndex.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useSnapshotReader } from '../../widgets/useFeed.ts'
import { useSetSearch } from '../../widgets/useSearchState.ts'

/**
 * Opens the process that a text belongs to, once it is found and when it is the only one: an ID, a room or an address
 * that somebody pasted needs no second click. It is found whatever the other choices leave out.
 */
export function useJump(): (text: string) => void {
  const { search } = useDeck()
  const snapshotNow = useSnapshotReader()
  const setSearch = useSetSearch()
  const wanted = useRef<string | null>(null)
  const tryIt = useRef(() => {})
  useEffect(() => {
    tryIt.current = () => {
      const { bits, needle, searching } = search.matches()
      if (wanted.current === null || wanted.current !== needle || searching || bits === null) return
      const snapshot = snapshotNow()
      // By the slots of another snapshot it would open another process. What is shown is looked through in a moment.
      if (snapshot === undefined || !search.isOf(snapshot)) return
      wanted.current = null
      const process = snapshot.index.rows[onlySlot(bits) ?? -1]?.processId
      if (process !== undefined) setSearch({ process })
    }
  })
  useEffect(() => search.subscribe(() => tryIt.current()), [search])
  return (text) => {
    wanted.current = needleOf(text)
    tryIt.current()
  }
}
