/** Room starts and ends on processes that take rooms. */
export interface SlotRates {
  /** Per minute. */
  starts: number
  ends: number
  /** How much was looked at for these, minutes. */
  minutes: number
  /** Starts less ends per minute as they are to be expected from now on, and how far that may be off: a variance. */
  net: number
  doubt: number
  /** How much more starts less ends vary from minute to minute than strangers would; 1 at least. */
  dispersion: number
  /** By how much they vary in a minute by chance alone, a variance: slots². */
  chance: number
  /** The share of rooms that end in a minute, and so give their slot back; 0 while that is not known. */
  turnover: number
}

/**
 * Between when open slots run out if no process starts, ms from now; `latest` null when they may never.
 * `not filling`: not within six hours.
 */
export type RunOut = { earliest: number; latest: number | null } | 'not filling'

/** After how long without rooms and connections processes are reaped, ms: when the first and nine in ten of them are. */
export interface ReapRule {
  earliest: number
  latest: number
}

/** How long processes took to start, ms, over `n` of them. */
export interface StartTimes {
  p50: number
  p95: number
  n: number
}

/** What one region, or the whole fleet, can take. */
export interface RegionCapacity {
  /** Null for the whole fleet. */
  region: string | null
  running: number
  starting: number
  openSlots: number
  coming: number
  closed: number
  /** Null until enough was watched. */
  rates: SlotRates | null
  runOut: RunOut | null
  /** Open slots under which help comes too late; null while rates or start times are not known. */
  reorderPoint: number | null
  startTimes: StartTimes | null
  /** The start times are those of the whole fleet: too few are known of the region. */
  borrowed: boolean
  /** Starts that take longer than they should. */
  slowStarts: number
  /** Rooms that wait to be placed for more than a minute, and for how long the longest has, ms. */
  scheduling: number
  schedulingMs: number
  suspended: number
  /** Running processes with neither rooms nor connections. */
  idle: number
  /** When the first of them will be reaped, ms from now; null where the source has no such rule or none is near. */
  reapedIn: ReapRule | null
  /** Some of it is not in sight, so that counts are lower bounds. */
  atLeast: boolean
}

export interface CapacitySeen {
  whole: RegionCapacity
  regions: readonly RegionCapacity[]
  /** The rule by which the source reaps idle processes; null when it has none or too few were seen to go. */
  reapRule: ReapRule | null
}
