import type { FleetSnapshot } from '../types/snapshot.ts'

/** Whether something is left out of the newest answer, so that every sum over it is a lower bound. */
export const isLowerBound = ({ totals, feed, health }: FleetSnapshot): boolean =>
  totals.held > 0 ||
  health.rejectedRows > 0 ||
  feed.missingRegions.length > 0 ||
  feed.darkRegions.length > 0 ||
  feed.cappedRegions.length > 0
