import { duration } from '../fleet/words.ts'
import type { ChosenRange } from '../view/range.ts'
import { clockTime, type Zone } from '../view/time.ts'

/** A window younger than this share of its range is worth no word. */
const NEGLIGIBLE = 0.02

/** A chart younger than its range says since when there is something to see; undefined when it is full. */
export function watchedNote(
  { from, to, since }: { from: number; to: number; since: number | null },
  range: ChosenRange,
  zone: Zone,
): string | undefined {
  if (since === null || since <= from + (to - from) * NEGLIGIBLE) return undefined
  return `watched since ${clockTime(since, zone)}, ${duration(to - since)} of ${range.label}`
}
