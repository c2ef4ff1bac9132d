import { createContext } from 'react'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import type { FleetView } from './useFleetView.ts'

/** What the table shows, for a menu that is drawn anew only while it is open. */
export interface Shown {
  snapshot: FleetSnapshot
  view: FleetView
  /** IDs of the selected processes; none asks for all that are shown. */
  selected: ReadonlySet<string>
}

/** IDs of what is asked for, in the order shown: the selected ones among those that the filters leave, or all of these. */
export function idsOf({ snapshot, view, selected }: Shown): string[] {
  const ids = Array.from(view.order, (slot) => snapshot.index.rows[slot]?.processId ?? '')
  return selected.size === 0 ? ids : ids.filter((processId) => selected.has(processId))
}

export const ShownContext = createContext<Shown | null>(null)
