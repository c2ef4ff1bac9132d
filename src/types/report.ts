import type { EndsKnown } from './builds.ts'
import type { StartTimes } from './capacity.ts'

/** A figure and when it was, epoch ms of feed time: the beginning of the stretch that it is of. */
export interface Extreme {
  value: number
  at: number
}

/** What one line of the history comes to over a window. */
export interface ReportFigures {
  /** How much of the window was watched, ms. */
  coveredMs: number
  /** Null where nothing was. */
  peakConnections: Extreme | null
  peakRooms: Extreme | null
  /** Of rooms on running processes, over the stretches of the window; NaN for none. */
  p95Rooms: number
  leastSlots: Extreme | null
  /** How long open slots were under the reorder point, of the whole in any region, ms; NaN while that was not known. */
  shortMs: number
  processHours: number
  /** Of those, with neither rooms nor connections, and draining; NaN where nobody counted. */
  idleHours: number
  drainHours: number
  connectionHours: number
  /** Bytes, as far as the rate is known. */
  egress: number
}

/** What ended as nobody wanted, per 1,000 process-hours; null where no list tells of ends. */
export interface ReportEnds {
  hours: number
  died: number
  neverStarted: number
}

/** One line of the report. */
export interface ReportRow extends ReportFigures {
  of: 'whole' | 'region' | 'deployment'
  /** The region or the deployment; empty for the whole. */
  name: string
  ends: ReportEnds | null
  startTimes: StartTimes | null
}

/** Times are feed time, epoch ms. */
export interface CapacityReport {
  from: number
  to: number
  /** Deployments are kept for two days only. */
  deploymentsFrom: number
  /** Of when ends of processes are known; null when nobody tells of any. */
  ends: EndsKnown | null
  rows: readonly ReportRow[]
}
