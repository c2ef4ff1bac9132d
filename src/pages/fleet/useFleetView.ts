import { useMemo, useState } from 'react'
import type { RowList } from '../../components/table/gridColumn.ts'
import { selectSlots, type FacetCounts, type Filter } from '../../select/filter.ts'
import { createOrderKeeper, orderSlots } from '../../select/order.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { readSort, type Search } from '../../view/search.ts'
import { useSearchState } from '../../widgets/useSearchState.ts'
import { useTextMatches } from '../../widgets/useTextMatches.ts'
import { processRow, topsOf, type ProcessRow } from './processRows.ts'

const NONE: readonly string[] = []
const FIRST_SORT = { key: 'attention', descending: true } as const

export const filterOf = (search: Search): Filter => ({
  regions: search.region ?? NONE,
  statuses: search.status ?? NONE,
  deployments: search.deployment ?? NONE,
  hosts: search.host ?? NONE,
  attention: search.attention === '1',
})

export interface FleetView {
  /** The chosen sort, or what is sorted by at first. */
  sort: { key: string; descending: boolean }
  /** Slots to show, in order. */
  order: Uint32Array
  /** The same as rows, each made when it comes into view. */
  rows: RowList<ProcessRow>
  facets: FacetCounts
  /** The search text has not been looked for yet, so that the rows are those of the text before. */
  searching: boolean
}

/** What the fleet page shows of a snapshot under the choices in the address. */
export function useFleetView(snapshot: FleetSnapshot): FleetView {
  const search = useSearchState()
  const filter = useMemo(() => filterOf(search), [search])
  const sort = useMemo(() => readSort(search.sort ?? '') ?? FIRST_SORT, [search.sort])
  const { bits, searching } = useTextMatches(search.q ?? '')
  const { slots, facets } = useMemo(() => selectSlots(snapshot, filter, bits), [snapshot, filter, bits])
  const [keep] = useState(createOrderKeeper)
  const order = useMemo(() => keep(orderSlots(snapshot, slots, sort)), [keep, snapshot, slots, sort])
  const tops = useMemo(() => topsOf(snapshot), [snapshot])
  const rows = useMemo(
    (): RowList<ProcessRow> => ({
      length: order.length,
      at: (index) => {
        const slot = order[index]
        return slot === undefined ? undefined : processRow(snapshot, slot, tops)
      },
    }),
    [snapshot, order, tops],
  )
  return { sort, order, rows, facets, searching }
}

/** Place of a process in an order of slots, −1 when it is not in it. */
export function placeOf({ index }: FleetSnapshot, order: Uint32Array, processId: string): number {
  const slot = index.slotOf.get(processId)
  return slot === undefined ? -1 : order.indexOf(slot)
}
