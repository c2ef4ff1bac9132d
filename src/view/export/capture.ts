import type { ProcessFacts } from '../../types/fleet.ts'
import type { Columns, FleetSnapshot } from '../../types/snapshot.ts'

/** A process as the page knew it when the export was asked for. */
export interface CapturedRow {
  facts: ProcessFacts
  slot: number
}

/**
 * The processes of one moment. Facts are never written to, and every poll brings columns of its own, so that holding on
 * to both is a copy of the fleet that costs nothing.
 */
export interface Captured {
  engine: string
  /** Feed time of the poll that all figures are from, epoch ms. */
  feedTime: number
  columns: Columns
  rows: readonly CapturedRow[]
  /** How many of those asked for were not listed any more. */
  unlisted: number
}

interface Listed extends Pick<FleetSnapshot, 'engine' | 'feedTime' | 'columns'> {
  index: Pick<FleetSnapshot['index'], 'rows' | 'slotOf'>
}

/** Holds on to these processes as they are in the newest snapshot, in the order given. */
export function capture({ engine, feedTime, columns, index }: Listed, processIds: readonly string[]): Captured {
  const rows: CapturedRow[] = []
  for (const processId of processIds) {
    const slot = index.slotOf.get(processId)
    const facts = slot === undefined ? undefined : index.rows[slot]
    if (slot !== undefined && facts) rows.push({ facts, slot })
  }
  return { engine, feedTime, columns, rows, unlisted: processIds.length - rows.length }
}
