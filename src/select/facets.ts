import { LIFECYCLES } from '../types/fleet.ts'
import type { FleetSnapshot } from '../types/snapshot.ts'
import { compareNatural } from '../fleet/natural.ts'
import { matchingSlots, type Filter } from './filter.ts'

export interface FacetCounts {
  /** Deployment → listed processes, newest first. */
  deployments: readonly (readonly [string, number])[]
  statuses: ReadonlyMap<string, number>
  attention: number
}

const tally = (values: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** How many processes each choice would show, under the other choices in force. Chosen values stay, at 0 if need be. */
export function facetCounts(snapshot: FleetSnapshot, filter: Filter): FacetCounts {
  const deployments = tally(
    matchingSlots(snapshot, filter, 'deployments').map((slot) => snapshot.rows[slot]?.deploymentId ?? ''),
  )
  for (const chosen of filter.deployments) if (!deployments.has(chosen)) deployments.set(chosen, 0)
  const statuses = tally(
    matchingSlots(snapshot, filter, 'statuses').map(
      (slot) => LIFECYCLES[snapshot.columns.lifecycle[slot] ?? 0] ?? 'running',
    ),
  )
  const attention = matchingSlots(snapshot, filter, 'attention').filter(
    (slot) => (snapshot.columns.attention[slot] ?? 0) >= 2,
  ).length
  return { deployments: [...deployments].toSorted((a, b) => compareNatural(b[0], a[0])), statuses, attention }
}
