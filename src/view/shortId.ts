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
      const short = ending(id, length)
      result.set(id, id.length <= WHOLE || short.length >= id.length ? id : `…${short}`)
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
