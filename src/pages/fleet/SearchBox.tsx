import { Field } from '../../components/controls/Field.tsx'
import { useDebouncedCallback } from '@mantine/hooks'
import { memo, useEffect, useRef, useSyncExternalStore } from 'react'
import { MAX_TEXT } from '../../view/search.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useChoice, useSetSearch } from '../../widgets/useSearchState.ts'
import { useJump } from './useJump.ts'
import classes from './ProcessToolbar.module.css'

/** Half the page is drawn anew for another address: it is written when the hand rests. */
const WRITE_AFTER = { delay: 200, flushOnUnmount: true } as const

/**
 * Looks for what is typed with every key. The address follows a moment later, and leads when it says something that the
 * box did not write itself (a link, Back).
 */
export const SearchBox = memo(function SearchBox() {
  const { search } = useDeck()
  const setSearch = useSetSearch()
  const text = useSyncExternalStore(search.subscribe, search.text)
  const inAddress = useChoice('q') ?? ''
  // What was written and the address has not said yet, oldest first.
  const written = useRef<string[]>([])
  const jump = useJump()
  const pasted = useRef(false)
  const write = useDebouncedCallback(() => {
    const now = search.text()
    if (now === inAddress) return
    written.current.push(now)
    setSearch({ q: now || undefined }, true)
  }, WRITE_AFTER)
  useEffect(() => {
    const at = written.current.indexOf(inAddress)
    written.current = at === -1 ? [] : written.current.slice(at + 1)
    if (at === -1) search.find(inAddress)
  }, [search, inAddress])
  return (
    <Field
      data-search-box
      className={classes.search}
      type="search"
      aria-label="Find processes, rooms and addresses"
      placeholder="Find process, room, address…  /"
      maxLength={MAX_TEXT}
      value={text}
      onFocus={search.prepare}
      onPaste={() => void (pasted.current = true)}
      onChange={(event) => {
        search.find(event.currentTarget.value)
        if (pasted.current) jump(event.currentTarget.value)
        pasted.current = false
        write()
      }}
      onKeyDown={(event) => event.key === 'Enter' && jump(event.currentTarget.value)}
    />
  )
})
