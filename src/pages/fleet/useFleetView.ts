import { useMemo } from 'react'
import { facetCounts, type FacetCounts } from '../../select/facets.ts'
import { matchingSlots, type Filter } from '../../select/filter.ts'
import { orderSlots } from '../../select/order.ts'
import type { ProcessFacts } from '../../types/fleet.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { readSort, type Search } from '../../view/search.ts'
import { shortIds } from '../../view/shortId.ts'
import { useSearchState } from '../../widgets/useSearchState.ts'

const NONE: readonly string[] = []
const FIRST_SORT = { key: 'attention', descending: true } as const

export const filterOf = (search: Search): Filter => ({
  regions: search.region ?? NONE,
  statuses: search.status ?? NONE,
  deployments: search.deployment ?? NONE,
  hosts: search.host ?? NONE,
  text: search.q ?? '',
  attention: search.attention === '1',
})

export interface FleetView {
  filter: Filter
  /** The chosen sort, or what is sorted by at first. */
  sort: { key: string; descending: boolean }
  /** Rows to show, in order. */
  rows: readonly ProcessFacts[]
  facets: FacetCounts
  /** Shortest unique endings of the IDs of the whole fleet. */
  short: ReadonlyMap<string, string>
}

/** What the fleet page shows of a snapshot under the choices in the address. */
export function useFleetView(snapshot: FleetSnapshot): FleetView {
  const search = useSearchState()
  const filter = useMemo(() => filterOf(search), [search])
  const sort = useMemo(() => readSort(search.sort ?? '') ?? FIRST_SORT, [search.sort])
  const rows = useMemo(
    () => orderSlots(snapshot, matchingSlots(snapshot, filter), sort).flatMap((slot) => snapshot.rows[slot] ?? []),
    [snapshot, filter, sort],
  )
  const facets = useMemo(() => facetCounts(snapshot, filter), [snapshot, filter])
  const short = useMemo(() => shortIds([...snapshot.slotOf.keys()]), [snapshot.slotOf])
  return { filter, sort, rows, facets, short }
}
