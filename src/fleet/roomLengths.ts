/** How long the rooms lasted that were seen to end, ms, by deployment: the newest thousand of each. */
export type RoomLengths = Map<string, number[]>

const MOST_LENGTHS = 1000
/** Deployments beyond these are forgotten, the one that has been without an end for longest first. */
const MOST_DEPLOYMENTS = 50
/** Fewer ends say nothing of what is old (docs/meaning.md, "Older than 87 %"). */
export const LEAST_ENDED = 30

/** @param ms from when the room was placed to when it ended, not negative. */
export function noteRoomLength(lengths: RoomLengths, deploymentId: string, ms: number): void {
  const own = lengths.get(deploymentId) ?? []
  own.push(ms)
  // Seldom and many at once: shifting a thousand values for each room that ends would be dear.
  if (own.length >= 2 * MOST_LENGTHS) own.splice(0, own.length - MOST_LENGTHS)
  lengths.delete(deploymentId)
  lengths.set(deploymentId, own)
  if (lengths.size <= MOST_DEPLOYMENTS) return
  for (const [oldest] of lengths) {
    lengths.delete(oldest)
    return
  }
}

/** How old rooms are among those that ended. */
export interface RoomAges {
  /** Rooms that were seen to end, at most the newest thousand. */
  ended: number
  /** For each age asked for, the share of them that ended younger, 0–1; NaN under 30 of them, and for no age. */
  older: readonly number[]
}

/** @param ages ms, null for unknown. */
export function roomAges(lengths: RoomLengths, deploymentId: string, ages: readonly (number | null)[]): RoomAges {
  const own = (lengths.get(deploymentId) ?? []).slice(-MOST_LENGTHS)
  const enough = own.length >= LEAST_ENDED
  const older = ages.map((age) => {
    if (age === null || !enough) return Number.NaN
    let n = 0
    for (const length of own) if (length < age) n += 1
    return n / own.length
  })
  return { ended: own.length, older }
}

/** Rounded so that nothing is older than all, or than none, by rounding. @param share 0–1. */
export function olderWords(share: number): string {
  if (share === 0) return 'younger than all'
  return share === 1 ? 'older than all' : `older than ${Math.max(1, Math.floor(share * 100))} %`
}
