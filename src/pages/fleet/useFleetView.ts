import { useCallback, useMemo, useState } from 'react'
import type { RowList } from '../../components/table/gridColumn.ts'
import { selectSlots, slotsWithText, type Filter } from '../../select/filter.ts'
import { createChangeKeeper } from '../../select/changes.ts'
import { createOrderKeeper, orderSlots } from '../../select/order.ts'
import { createOrderHold } from '../../select/orderHold.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { readSort } from '../../view/search.ts'
import { useChoice } from '../../widgets/useSearchState.ts'
import { useTextMatches } from '../../widgets/useTextMatches.ts'
import { processRow, topsOf, type ProcessRow } from './processRows.ts'

const NONE: readonly string[] = []
const FIRST_SORT = [{ key: 'attention', descending: true }] as const

function useFilter(): Filter {
  const regions = useChoice('region') ?? NONE
  const statuses = useChoice('status') ?? NONE
  const deployments = useChoice('deployment') ?? NONE
  const hosts = useChoice('host') ?? NONE
  const attention = useChoice('attention') === '1'
  return useMemo(
    () => ({ regions, statuses, deployments, hosts, attention }),
    [regions, statuses, deployments, hosts, attention],
  )
}

export interface FleetView {
  /** The chosen sort, or what is sorted by at first. */
  sort: readonly { key: string; descending: boolean }[]
  /** Slots to show, in order. */
  order: Uint32Array
  /** Polls since the order was last what the sort says, as it is held; 0 while it is. */
  behind: number
  /** Sorts anew while the order is held. */
  sortAgain: () => void
  /** The same as rows, each made when it comes into view. */
  rows: RowList<ProcessRow>
  /** What was asked for: the counts of the choices are made of these when they are drawn. */
  filter: Filter
  texts: Uint8Array | null
  /** The search text has not been looked for yet, so that the rows are those of the text before. */
  searching: boolean
}

/**
 * What the fleet page shows of a snapshot under the choices in the address.
 * @param held somebody is working in the table, so that rows stay where they are.
 */
export function useFleetView(snapshot: FleetSnapshot, held: boolean): FleetView {
  const filter = useFilter()
  const chosenSort = useChoice('sort')
  const sort = useMemo(() => readSort(chosenSort ?? '') ?? FIRST_SORT, [chosenSort])
  const { bits, needle, searching } = useTextMatches(useChoice('q') ?? '')
  const slots = useMemo(() => selectSlots(snapshot, filter), [snapshot, filter])
  const [keep] = useState(createOrderKeeper)
  const [hold] = useState(createOrderHold)
  const [again, setAgain] = useState({})
  const sortAgain = useCallback(() => setAgain({}), [])
  const inOrder = useMemo(() => orderSlots(snapshot, slots, sort), [snapshot, slots, sort])
  const sorted = useMemo(() => keep(slotsWithText(inOrder, bits)), [keep, inOrder, bits])
  // Matches move with every poll that changes a room; only those of another text are the viewer's doing.
  const choice = useMemo(() => ({ filter, needle, again }), [filter, needle, again])
  const { order, behind } = useMemo(
    () => hold(snapshot, sorted, { sort, choice }, held),
    [hold, snapshot, sorted, sort, choice, held],
  )
  const [changesOf] = useState(createChangeKeeper)
  const tops = useMemo(() => topsOf(snapshot), [snapshot])
  const asked = useMemo(() => ({ sort, choice, held }), [sort, choice, held])
  const rows = useMemo(
    (): RowList<ProcessRow> => ({
      length: order.length,
      asked,
      keyAt: (index) => snapshot.index.rows[order[index] ?? -1]?.processId,
      at: (index) => {
        const slot = order[index]
        return slot === undefined ? undefined : processRow(snapshot, slot, tops, changesOf)
      },
    }),
    [snapshot, order, tops, changesOf, asked],
  )
  // The same object as long as it says the same: what is drawn a frame later waits for another one.
  return useMemo(
    () => ({ sort, order, behind, sortAgain, rows, filter, texts: bits, searching }),
    [sort, order, behind, sortAgain, rows, filter, bits, searching],
  )
}

/** Place of a process in an order of slots, −1 when it is not in it. */
export function placeOf({ index }: FleetSnapshot, order: Uint32Array, processId: string): number {
  const slot = index.slotOf.get(processId)
  return slot === undefined ? -1 : order.indexOf(slot)
}
