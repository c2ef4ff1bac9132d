import type { HeldRows } from '../fleet/leftOut.ts'
import { ALL_REGIONS, type FeedReport } from '../types/feed.ts'
import type { FleetSnapshot } from '../types/snapshot.ts'

/** Whether something is left out of the newest answer, so that every sum over it is a lower bound. */
export const isLowerBound = ({ totals, feed, health }: FleetSnapshot): boolean =>
  totals.held > 0 ||
  health.rejectedRows > 0 ||
  feed.missingRegions.length > 0 ||
  feed.darkRegions.length > 0 ||
  feed.cappedRegions.length > 0

/** Regions of which the list names none, or not all that it should. */
export const unlistedRegions = ({
  missingRegions,
  darkRegions,
}: Pick<FeedReport, 'missingRegions' | 'darkRegions'>): string[] => [
  ...new Set([...missingRegions, ...darkRegions].map(({ region }) => region)),
]

/**
 * Which regions' rows are left out of the newest answer, or may be, so that their sums are lower bounds. Nobody knows the
 * region of a rejected row that was never read: it may be any.
 */
export function partialRegions(
  { feed, health }: Pick<FleetSnapshot, 'feed' | 'health'>,
  held: ReadonlyMap<string, HeldRows>,
): (region: string) => boolean {
  const partial = new Set([...unlistedRegions(feed), ...held.keys(), ...feed.cappedRegions])
  const known = [...held.values()].reduce((sum, { rejected }) => sum + rejected, 0)
  const mayBeAny = partial.has(ALL_REGIONS) || health.rejectedRows > known
  return (region) => mayBeAny || partial.has(region)
}
