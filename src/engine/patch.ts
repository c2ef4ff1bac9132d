import { advanceIndex, newFleetIndex } from '../select/fleetIndex.ts'
import { SNAPSHOT_FORMAT, type FleetPatch, type FleetSnapshot } from '../types/snapshot.ts'
import { mergeEvents } from './events.ts'

/** The patch does not fit what the page has: ask for the whole. */
export class PatchError extends Error {
  override name = 'PatchError'
}

/**
 * The snapshot after a patch. Rows that did not change keep their identity; the index of `before` is advanced in place
 * and goes over to the new snapshot.
 * @throws PatchError when the format is another one, or a partial patch meets no snapshot.
 */
export function applyPatch(before: FleetSnapshot | undefined, patch: FleetPatch): FleetSnapshot {
  if (patch.format !== SNAPSHOT_FORMAT) throw new PatchError(`patch format ${String(patch.format)} is not understood`)
  const { changed, freed, whole, size, index: made, eventsWhole: _all, ...rest } = patch
  if (whole) {
    const index = made ?? newFleetIndex()
    if (made === undefined) advanceIndex(index, { size, changed, freed })
    return { ...rest, index }
  }
  if (before === undefined) throw new PatchError('a partial patch needs a snapshot')
  advanceIndex(before.index, { size, changed, freed })
  return { ...rest, index: before.index, events: mergeEvents(before.events, patch) }
}
