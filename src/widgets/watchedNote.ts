import { duration } from '../fleet/words.ts'
import type { Series } from '../types/series.ts'
import type { ChosenRange } from '../view/range.ts'
import { clockOrDay, type Zone } from '../view/time.ts'

/** A window younger than this share of its range is worth no word. */
const NEGLIGIBLE = 0.02

/**
 * A chart younger than its range says since when there is something to see; undefined when it is full. What was watched
 * and is not kept for so long is another thing than what nobody watched.
 */
export function watchedNote(
  { from, to, since, wholeIsOlder }: Pick<Series, 'from' | 'to' | 'since' | 'wholeIsOlder'>,
  range: ChosenRange,
  zone: Zone,
): string | undefined {
  if (since === null || since <= from + (to - from) * NEGLIGIBLE) return undefined
  if (since >= to) return wholeIsOlder ? NOT_KEPT : 'not watched'
  const young = `since ${clockOrDay(since, to, zone)}, ${duration(to - since)} of ${range.label}`
  return `${wholeIsOlder ? 'kept' : 'watched'} ${young}`
}

const NOT_KEPT = 'not kept for so long: only the whole fleet and single regions are'
