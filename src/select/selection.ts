import { LIFECYCLES, type ProcessFacts } from '../types/fleet.ts'
import type { FleetSnapshot } from '../types/snapshot.ts'

const RUNNING = LIFECYCLES.indexOf('running')

/** What some processes have together. */
export interface SelectionTotals {
  /** Those still listed. */
  processes: readonly ProcessFacts[]
  /** How many of them are no longer. */
  gone: number
  connections: number
  rooms: number
  /** Bytes per second over those whose rate is known; NaN when none is. */
  egress: number
  egressKnown: number
  /** On running processes only: no room can land on the slots of others. */
  openSlots: number
}

/** Sums over the processes with these IDs. A value that is unknown adds nothing. */
export function selectionTotals(
  { index, columns }: Pick<FleetSnapshot, 'index' | 'columns'>,
  processIds: Iterable<string>,
): SelectionTotals {
  const totals = { gone: 0, connections: 0, rooms: 0, egress: 0, egressKnown: 0, openSlots: 0 }
  const processes: ProcessFacts[] = []
  for (const processId of processIds) {
    const slot = index.slotOf.get(processId) ?? -1
    const facts = index.rows[slot]
    if (!facts) {
      totals.gone += 1
      continue
    }
    processes.push(facts)
    totals.connections += columns.connections[slot] || 0
    totals.rooms += columns.rooms[slot] || 0
    const rate = columns.egressRate[slot] ?? Number.NaN
    if (!Number.isNaN(rate)) {
      totals.egress += rate
      totals.egressKnown += 1
    }
    if (columns.lifecycle[slot] === RUNNING) totals.openSlots += columns.slots[slot] || 0
  }
  return { ...totals, processes, egress: totals.egressKnown === 0 ? Number.NaN : totals.egress }
}
