import { heldRows, leftOut, type LeftOut } from '../../fleet/leftOut.ts'
import type { GroupTotals } from '../../types/fleet.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { partialRegions } from '../../widgets/lowerBound.ts'

interface MatrixRow {
  row: GroupTotals
  /** Some of its processes are missing or unreadable, so its sums are lower bounds. */
  atLeast: boolean
}

/** A region of which there is nothing to count. */
type EmptyRow = LeftOut & { region: string }

/** Worst first: lost with connections, then no open slot, then the most connections. */
const worstFirst = (a: GroupTotals, b: GroupTotals): number =>
  b.lost - a.lost ||
  Number(b.openSlots === 0 && b.roomStarts >= 1) - Number(a.openSlots === 0 && a.roomStarts >= 1) ||
  b.connections - a.connections

/**
 * What the region matrix shows: regions with their sums, worst first, and in words those that are not read and those that
 * are chosen though nothing of them is listed, so that they can be let go.
 * @param regions sums under the choices in force.
 */
export function matrixRows(
  regions: readonly GroupTotals[],
  snapshot: Pick<FleetSnapshot, 'index' | 'columns' | 'feed' | 'health'>,
  chosen: readonly string[],
): { rows: MatrixRow[]; empty: EmptyRow[] } {
  const held = heldRows(snapshot)
  const out = leftOut(snapshot.feed, held)
  const isPartial = partialRegions(snapshot, held)
  // A region may have only its losses left to show; one that is not read says so instead: its zero is none.
  const rows = regions.filter(({ key, processes }) => processes > 0 || !out.has(key)).toSorted(worstFirst)
  const listed = new Set(rows.map(({ key }) => key))
  const gone = chosen.filter((region) => !listed.has(region) && !out.has(region))
  return {
    rows: rows.map((row) => ({ row, atLeast: isPartial(row.key) })),
    empty: [
      ...[...out].filter(([region]) => !listed.has(region)).map(([region, why]) => ({ region, ...why })),
      ...gone.map((region) => ({
        region,
        words: isPartial(region) ? 'no process listed' : 'no process',
        since: null,
      })),
    ],
  }
}
