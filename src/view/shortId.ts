const WHOLE = 16
const LEAST = 6

/** The shortest unique endings (≥ 6 characters) of IDs longer than 16; shorter IDs are shown whole. */
export function shortIds(ids: readonly string[]): Map<string, string> {
  const result = new Map<string, string>()
  let open = ids.filter((id) => {
    if (id.length > WHOLE) return true
    result.set(id, id)
    return false
  })
  for (let length = LEAST; open.length > 0; length += 2) {
    const byEnding = new Map<string, string[]>()
    for (const id of open) {
      const ending = id.slice(-length)
      const same = byEnding.get(ending)
      if (same) same.push(id)
      else byEnding.set(ending, [id])
    }
    open = []
    for (const [ending, same] of byEnding) {
      if (same.length > 1 && same.some((id) => id.length > length)) open.push(...same)
      else for (const id of same) result.set(id, ending.length < id.length ? `…${ending}` : id)
    }
  }
  return result
}
