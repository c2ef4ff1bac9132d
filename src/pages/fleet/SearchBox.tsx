import { TextInput } from '@mantine/core'
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useChoice, useSetSearch } from '../../widgets/useSearchState.ts'
import classes from './ProcessToolbar.module.css'

/** Half the page is drawn anew for another address: it is written when the hand rests. */
const WRITE_AFTER = { delay: 200, flushOnUnmount: true } as const

/**
 * Looks for what is typed with every key. The address follows a moment later, and leads when it says something that the
 * box did not write itself (a link, Back).
 */
export function SearchBox() {
  const { search } = useDeck()
  const setSearch = useSetSearch()
  const text = useSyncExternalStore(search.subscribe, search.text)
  const inAddress = useChoice('q') ?? ''
  // What was written and the address has not said yet, oldest first.
  const written = useRef<string[]>([])
  const box = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => box.current?.focus()]])
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
    <TextInput
      ref={box}
      size="xs"
      className={classes.search ?? ''}
      type="search"
      aria-label="Find processes, rooms and addresses"
      placeholder="Find process, room, address…  /"
      value={text}
      onChange={(event) => {
        search.find(event.currentTarget.value)
        write()
      }}
    />
  )
}
