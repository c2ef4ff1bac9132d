/** A place or trait that a set of processes may share. */
export interface Trait {
  of: 'region' | 'deployment' | 'host' | 'start hour'
  value: string
  /** k of n of the set have it. */
  k: number
  n: number
}

export interface HasTraits {
  region: string
  deploymentId: string
  host: string | null
  /** Epoch ms, null when it never started or nobody knows. */
  startedAt: number | null
}

/** The hour in UTC that a time lies in, as its beginning: `2026-11-24 03:00 UTC`. */
const hourOf = (at: number): string => `${new Date(at).toISOString().slice(0, 13).replace('T', ' ')}:00 UTC`

const most = (values: readonly string[]): [value: string, k: number] => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0])
}

/**
 * What a set has in common, as k of n, over region, deployment, host and the hour they started in: only what at least 80 % of it share, and
 * nothing for a single process.
 */
export function inCommon(set: readonly HasTraits[]): Trait[] {
  const n = set.length
  if (n < 2) return []
  const traits: [Trait['of'], readonly string[]][] = [
    ['region', set.map((one) => one.region)],
    ['deployment', set.map((one) => one.deploymentId)],
    ['host', set.flatMap((one) => (one.host === null ? [] : [one.host]))],
    ['start hour', set.flatMap(({ startedAt }) => (startedAt === null ? [] : [hourOf(startedAt)]))],
  ]
  return traits.flatMap(([of, values]) => {
    const [value, k] = most(values)
    return k >= 2 && k >= n * 0.8 ? [{ of, value, k, n }] : []
  })
}
