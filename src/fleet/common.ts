/** A place or trait that a set of processes may share. */
export interface Trait {
  of: 'region' | 'deployment' | 'host'
  value: string
  /** k of n of the set have it. */
  k: number
  n: number
}

export interface HasTraits {
  region: string
  deploymentId: string
  host: string | null
}

const most = (values: readonly string[]): [value: string, k: number] => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0])
}

/**
 * What a set has in common, as k of n, over region, deployment and host: only what at least 80 % of it share, and
 * nothing for a single process.
 */
export function inCommon(set: readonly HasTraits[]): Trait[] {
  const n = set.length
  if (n < 2) return []
  const traits: [Trait['of'], readonly string[]][] = [
    ['region', set.map((one) => one.region)],
    ['deployment', set.map((one) => one.deploymentId)],
    ['host', set.flatMap((one) => (one.host === null ? [] : [one.host]))],
  ]
  return traits.flatMap(([of, values]) => {
    const [value, k] = most(values)
    return k >= 2 && k >= n * 0.8 ? [{ of, value, k, n }] : []
  })
}
