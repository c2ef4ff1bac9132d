import type { Endings } from '../types/snapshot.ts'

const WHOLE = 16
const LEAST = 6

const reversed = (text: string): string => Array.from(text).toReversed().join('')

/** How many characters two texts share from their beginnings. */
function shared(a: string, b: string | undefined): number {
  if (b === undefined) return 0
  let n = 0
  while (n < a.length && a[n] === b[n]) n += 1
  return n
}

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff

/** The last `length` characters, one more rather than half a character. */
function ending(id: string, length: number): string {
  const cut = id.slice(-length)
  return isLow(cut.charCodeAt(0)) ? id.slice(-length - 1) : cut
}

export function addEnding(endings: Endings, id: string): void {
  const key = id.slice(-LEAST)
  const alike = endings.get(key)
  if (typeof alike === 'object') alike.add(id)
  else endings.set(key, alike === undefined || alike === id ? id : new Set([alike, id]))
}

export function removeEnding(endings: Endings, id: string): void {
  const key = id.slice(-LEAST)
  const alike = endings.get(key)
  if (alike === id) endings.delete(key)
  else if (typeof alike === 'object' && alike.delete(id) && alike.size === 0) endings.delete(key)
}

/** How many characters two texts share at their ends. */
function sharedEnd(a: string, b: string): number {
  let n = 0
  while (n < a.length && n < b.length && a.charCodeAt(a.length - 1 - n) === b.charCodeAt(b.length - 1 - n)) n += 1
  return n
}

/** What is shown of one ID among those kept, as `shortIds` says. */
export function shortId(endings: Endings, id: string): string {
  if (id.length <= WHOLE) return id
  const alike = endings.get(id.slice(-LEAST))
  let most = LEAST - 1
  for (const other of typeof alike === 'string' ? [alike] : (alike ?? [])) {
    if (other !== id) most = Math.max(most, sharedEnd(id, other))
  }
  return shorten(id, most + 1)
}

function shorten(id: string, length: number): string {
  const short = ending(id, length)
  return id.length <= WHOLE || short.length >= id.length ? id : `…${short}`
}

/**
 * The shortest unique endings (≥ 6 characters) of IDs longer than 16, unique among all of them; shorter IDs are shown
 * whole.
 */
export function shortIds(ids: readonly string[]): Map<string, string> {
  const result = new Map<string, string>()
  const alike = new Map<string, string[]>()
  for (const id of new Set(ids)) {
    const least = id.slice(-LEAST)
    const same = alike.get(least)
    if (same) same.push(id)
    else alike.set(least, [id])
  }
  for (const same of alike.values()) {
    for (const [id, length] of endingLengths(same)) {
      result.set(id, shorten(id, length))
    }
  }
  return result
}

/** Sorted by their ends, an ID shares most with its neighbours: one character more than that is unique. */
function endingLengths(ids: readonly string[]): [id: string, length: number][] {
  if (ids.length === 1) return ids.map((id) => [id, LEAST])
  const sorted = ids.map((id) => ({ id, back: reversed(id) })).toSorted((a, b) => (a.back < b.back ? -1 : 1))
  return sorted.map(({ id, back }, index) => {
    const most = Math.max(shared(back, sorted[index - 1]?.back), shared(back, sorted[index + 1]?.back))
    return [id, Math.max(LEAST, most + 1)]
  })
}
