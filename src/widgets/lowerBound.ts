import { ALL_REGIONS, type FeedReport } from '../types/feed.ts'
import type { GroupTotals } from '../types/fleet.ts'
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

/** Whether rows of a region are left out of the newest answer, or may be, so that its sums are lower bounds. */
export const isPartialRegion = (
  { key, held }: Pick<GroupTotals, 'key' | 'held'>,
  { darkRegions, cappedRegions }: Pick<FeedReport, 'darkRegions' | 'cappedRegions'>,
): boolean =>
  held > 0 ||
  darkRegions.some(({ region }) => region === key) ||
  cappedRegions.some((region) => region === key || region === ALL_REGIONS)
