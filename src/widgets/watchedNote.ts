import { duration } from '../fleet/words.ts'
import type { ChosenRange } from '../view/range.ts'
import { clockOrDay, type Zone } from '../view/time.ts'

/** A window younger than this share of its range is worth no word. */
const NEGLIGIBLE = 0.02

/** In steps of this, so that a line that has not changed is not drawn again. */
const SHARE_STEP = 0.02

/** How much of a window was watched, 0–1: since its first sample. */
export function watchedShare({ from, to, since }: { from: number; to: number; since: number | null }): number {
  if (since === null || to <= from) return 1
  const share = (to - Math.max(from, since)) / (to - from)
  return Math.min(1, Math.max(SHARE_STEP, Math.round(share / SHARE_STEP) * SHARE_STEP))
}

/** A chart younger than its range says since when there is something to see; undefined when it is full. */
export function watchedNote(
  { from, to, since }: { from: number; to: number; since: number | null },
  range: ChosenRange,
  zone: Zone,
): string | undefined {
  if (since === null || since <= from + (to - from) * NEGLIGIBLE) return undefined
  if (since >= to) return 'not watched'
  return `watched since ${clockOrDay(since, to, zone)}, ${duration(to - since)} of ${range.label}`
}
