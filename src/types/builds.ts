import type { DrainSeen } from './engine.ts'
import type { Totals } from './fleet.ts'

/** How long the rooms of a deployment last, and how many are over at once. */
export interface BuildRooms {
  /** Rooms that were seen to end. */
  ended: number
  /** ms; null where too few got as old. */
  p50: number | null
  p90: number | null
  /** What is short, ms, and the share of rooms that are, 0–1, with what it may be 95 times in 100. */
  shortMs: number
  short: { ends: number; share: number; low: number; high: number }
}

/** Events per 1,000 process-hours with their exact 95 % interval. */
export interface EventRate {
  events: number
  rate: number
  low: number
  high: number
}

/** What one side of a comparison did where both were. */
export interface BuildSide {
  hours: number
  died: EventRate
  neverStarted: EventRate
}

/** A deployment against all others, inside the same regions and hours only. */
export interface BuildsCompared {
  newest: BuildSide
  rest: BuildSide
  /** In how many regions, and in how many hours of the clock, both were. */
  regions: number
  hours: number
}

/** An old deployment that starts processes, though a newer one is there. */
export interface OldStarts {
  deploymentId: string
  /** In ten minutes. */
  starts: number
  /** The newest deployment, and how many it started in the same time. */
  newest: string
  newestStarts: number
  /** It had started none in the ten minutes before its first of these: it starts *again*, else *still*. */
  again: boolean
}

/** One deployment, in the regions asked for; times are feed time, epoch ms. */
export interface BuildSeen {
  deploymentId: string
  /** When it was first seen in any region, or its oldest process that is known began to start. */
  since: number
  /** It was seen to come, so that `since` is no upper bound. */
  sawBegin: boolean
  totals: Totals
  /** Of all its regions; null while too few rooms ended. */
  rooms: BuildRooms | null
  /** Since when ends are known: processes that began to start, that never did, that died, and the hours of all. */
  starts: number
  neverStarted: number
  died: number
  hours: number
  /** Listed processes that take new rooms, now or when they are up. */
  taking: number
  /** When its last room is expected to be gone; or why nobody can say. */
  last: DrainSeen['empties']
}

/** What one deployment has in one region; no process where none of its rows was read. */
export interface BuildCell {
  region: string
  deploymentId: string
  processes: number
  draining: number
  connections: number
}

/** All ends of processes between these times are known, epoch ms of feed time; of what came since nobody has told yet. */
export interface EndsKnown {
  since: number
  until: number
}

/** What the rollouts page is made of, as of one poll. */
export interface RolloutsSeen {
  /** The newest first. */
  builds: readonly BuildSeen[]
  cells: readonly BuildCell[]
  /** By region, the deployment on which new processes start. */
  current: ReadonlyMap<string, string>
  oldStarts: readonly OldStarts[]
  /** The newest against the rest; null while too little is known of either. */
  compared: BuildsCompared | null
  /** Of when ends of processes are known; null when nobody tells of any. */
  ends: EndsKnown | null
}
