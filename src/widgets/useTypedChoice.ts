import { useDebouncedCallback } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { useChoice, useSetSearch } from './useSearchState.ts'

/** The page is drawn anew for another address: it is written when the hand rests, ms. */
const WRITE_AFTER = 200

/**
 * A text of the address that is typed: it counts with every key, the address follows a moment later, and leads when it
 * says something that was not typed here (a link, Back).
 */
export function useTypedChoice(key: 'roomq' | 'q'): [text: string, type: (text: string) => void] {
  const inAddress = useChoice(key) ?? ''
  const setSearch = useSetSearch()
  const [text, setText] = useState(inAddress)
  // What was written and the address has not said yet, oldest first.
  const written = useRef<string[]>([])
  const write = useDebouncedCallback((now: string) => {
    if (now === inAddress) return
    written.current.push(now)
    setSearch({ [key]: now || undefined }, true)
  }, WRITE_AFTER)
  useEffect(() => {
    const at = written.current.indexOf(inAddress)
    written.current = at === -1 ? [] : written.current.slice(at + 1)
    if (at === -1) setText(inAddress)
  }, [inAddress])
  const type = (now: string): void => {
    setText(now)
    write(now)
  }
  return [text, type]
}
