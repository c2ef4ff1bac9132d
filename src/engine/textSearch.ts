import { needleOf } from '../select/textIndex.ts'
import SearchWorkerUrl from './search.worker.ts?worker&url'
import type { SearchOrder, SearchReport } from './search.worker.ts'

export interface TextMatches {
  /** By slot, 1 where the text stands; null when nothing is searched for, or nothing was found out yet. */
  bits: Uint8Array | null
  /** The text that was looked for, as it was looked for. */
  needle: string
  /** The first text is still looked for; while a later one is, the matches stay those of the one before. */
  searching: boolean
}

const NO_SEARCH: TextMatches = { bits: null, needle: '', searching: false }

export interface TextSearch {
  /** Somebody is about to search: what can be searched is fetched, so that the first key is answered as the others are. */
  prepare(): void
  /** What to look for from now on; a blank text ends the search. */
  find(text: string): void
  /** What is looked for, as it was given. */
  text(): string
  matches(): TextMatches
  subscribe(listener: () => void): () => void
}

/**
 * Text search in a worker of this page's own, started when somebody is about to search.
 * @param attach has the engine send what can be searched over a port made by the function given.
 */
export function createTextSearch(attach: (makePort: () => MessagePort) => void): TextSearch {
  const listeners = new Set<() => void>()
  let worker: Worker | null = null
  let matches = NO_SEARCH
  let needle = ''
  let given = ''

  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const show = (now: TextMatches): void => {
    matches = now
    tell()
  }

  const order = (message: SearchOrder, transfer: Transferable[] = []): void => worker?.postMessage(message, transfer)

  const makePort = (): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    order({ source: port2 }, [port2])
    return port1
  }

  const start = (): void => {
    worker = new Worker(SearchWorkerUrl, { type: 'module', name: 'roomdeck search' })
    worker.addEventListener('message', ({ data }: MessageEvent<SearchReport>) => {
      if ('lost' in data) attach(makePort)
      else if (data.needle === needle) show({ bits: data.bits, needle, searching: false })
    })
    attach(makePort)
  }

  const prepare = (): void => {
    if (worker === null) start()
  }

  return {
    prepare,
    find: (text) => {
      if (text === given) return
      given = text
      tell()
      const wanted = needleOf(text)
      if (wanted === needle) return
      needle = wanted
      if (wanted !== '') prepare()
      order({ needle })
      if (wanted === '') show(NO_SEARCH)
      else if (matches.bits === null) show({ ...NO_SEARCH, searching: true })
    },
    text: () => given,
    matches: () => matches,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
