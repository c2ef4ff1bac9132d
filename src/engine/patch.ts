import type { ProcessFacts } from '../types/fleet.ts'
import { SNAPSHOT_FORMAT, type FleetPatch, type FleetSnapshot } from '../types/snapshot.ts'

/** The patch does not fit what the page has: ask for the whole. */
export class PatchError extends Error {
  override name = 'PatchError'
}

/**
 * The snapshot after a patch. What did not change keeps its identity: `rows` and `slotOf` too, when no row did.
 * @throws PatchError when the format is another one, or a partial patch meets no snapshot.
 */
export function applyPatch(before: FleetSnapshot | undefined, patch: FleetPatch): FleetSnapshot {
  if (patch.format !== SNAPSHOT_FORMAT) throw new PatchError(`patch format ${String(patch.format)} is not understood`)
  if (before === undefined && !patch.whole) throw new PatchError('a partial patch needs a snapshot')
  const { changed, freed, whole, size, ...rest } = patch
  if (!whole && before && changed.length === 0 && freed.length === 0 && before.rows.length === size) {
    return { ...rest, rows: before.rows, slotOf: before.slotOf }
  }
  const rows: (ProcessFacts | null)[] = whole || !before ? [] : [...before.rows]
  const slotOf = new Map(whole || !before ? [] : before.slotOf)
  while (rows.length < size) rows.push(null)
  for (const slot of freed) {
    const gone = rows[slot]
    if (gone && slotOf.get(gone.processId) === slot) slotOf.delete(gone.processId)
    rows[slot] = null
  }
  for (const [slot, row] of changed) {
    rows[slot] = row
    slotOf.set(row.processId, slot)
  }
  return { ...rest, rows, slotOf }
}
