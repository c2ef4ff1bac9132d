import { withNextLetter, type NextLetters } from '../select/nextLetters.ts'
import { needleOf, textOf, type SlotText } from '../select/textIndex.ts'
import type { FleetSnapshot, Shown } from '../types/snapshot.ts'
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

/** What was found before the letter was typed is confirmed when it is painted: the worker would take the time for that. */
const CONFIRMED_AFTER_MS = 40

/** A worker that could not be started, or broke, is started again so much later, while somebody searches; then twice that. */
const RESTART_MS = 3000
const LONGEST_RESTART_MS = 60_000

const NO_SEARCH: TextMatches = { bits: null, needle: '', searching: false }

export interface TextSearch {
  /** Somebody is about to search: what can be searched is fetched, so that the first key is answered as the others are. */
  prepare(): void
  /** What to look for from now on; a blank text ends the search. */
  find(text: string): void
  /** What is looked for, as it was given. */
  text(): string
  matches(): TextMatches
  /** What the page shows from now on: text is looked for in that, not in what the engine has learned since. */
  shows(snapshot: FleetSnapshot): void
  /** Whether the matches are told by the slots of this snapshot. */
  isOf(snapshot: Shown): boolean
  subscribe(listener: () => void): () => void
}

/** What the page knows itself of some slots, null for all: the rooms are the engine's. */
const ownTexts = ({ index: { rows } }: FleetSnapshot, slots: readonly number[] | null): SlotText[] =>
  (slots ?? [...rows.keys()]).map((slot) => {
    const facts = rows[slot]
    return [slot, facts ? textOf(facts, []) : null]
  })

/** A slot that a poll freed is used again by a later one, so that one poll apart it is at most empty. */
const isNear = (a: Shown | null, b: Shown | null): boolean =>
  a !== null && b !== null && a.engine === b.engine && Math.abs(a.seq - b.seq) <= 1

/**
 * Text search in a worker of this page's own, started when somebody is about to search.
 * @param attach has the engine send what can be searched over a port made by the function given.
 */
export function createTextSearch(attach: (makePort: () => MessagePort) => void): TextSearch {
  const listeners = new Set<() => void>()
  let worker: Worker | null = null
  let restartMs = RESTART_MS
  let matches = NO_SEARCH
  let needle = ''
  let given = ''
  let shown: FleetSnapshot | null = null
  let foundIn: Shown | null = null
  let confirming: ReturnType<typeof setTimeout> | undefined
  let next: { letters: NextLetters; of: Shown | null } | null = null

  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const show = (now: TextMatches): void => {
    matches = now
    tell()
  }

  const order = (message: SearchOrder, transfer: Transferable[] = []): void => worker?.postMessage(message, transfer)

  const tellShown = (): void => {
    if (shown !== null) order({ shows: { engine: shown.engine, seq: shown.seq } })
  }

  const hear = (said: SearchReport): void => {
    if ('lost' in said) attach(makePort)
    else if ('next' in said) next = { letters: said.next, of: said.of }
    else if ('lacks' in said) order({ own: shown === null ? [] : ownTexts(shown, said.lacks) })
    else if (said.needle === needle) {
      foundIn = said.of
      if (said.bits === null || isTold(said.bits)) tell()
      else show({ bits: said.bits, needle, searching: false })
    }
  }

  /** They are what the page was told already. */
  const isTold = (bits: Uint8Array): boolean => {
    const { bits: told, needle: of } = matches
    return of === needle && told?.length === bits.length && told.every((one, slot) => one === bits[slot])
  }

  /** What was found out before the letter was typed, while that is of what is shown. */
  const foundBefore = (): Uint8Array | null => {
    if (next === null || next.of?.engine !== shown?.engine || next.of?.seq !== shown?.seq) return null
    const found = withNextLetter(next.letters, needle)
    if (found !== null) foundIn = next.of
    return found
  }

  const makePort = (): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    order({ source: port2 }, [port2])
    return port1
  }

  const start = (): void => {
    const started = new Worker(SearchWorkerUrl, { type: 'module', name: 'roomdeck search' })
    worker = started
    started.addEventListener('message', ({ data }: MessageEvent<SearchReport>) => hear(data))
    started.addEventListener('error', () => {
      started.terminate()
      if (worker !== started) return
      worker = null
      setTimeout(() => {
        if (worker !== null || needle === '') return
        start()
        order({ needle })
      }, restartMs)
      restartMs = Math.min(2 * restartMs, LONGEST_RESTART_MS)
    })
    tellShown()
    attach(makePort)
  }

  const prepare = (): void => {
    if (worker === null) start()
    else order({ needle })
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
      if (wanted !== '' && worker === null) start()
      const found = wanted === '' ? null : foundBefore()
      clearTimeout(confirming)
      if (found === null) order({ needle })
      else confirming = setTimeout(() => order({ needle }), CONFIRMED_AFTER_MS)
      if (wanted === '') show(NO_SEARCH)
      else if (found !== null) show({ bits: found, needle, searching: false })
      else if (matches.bits === null) show({ ...NO_SEARCH, searching: true })
    },
    text: () => given,
    matches: () => matches,
    shows: (snapshot) => {
      const isSame = shown?.engine === snapshot.engine && shown.seq === snapshot.seq
      shown = snapshot
      if (!isSame) tellShown()
    },
    isOf: (snapshot) => isNear(foundIn, snapshot),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
