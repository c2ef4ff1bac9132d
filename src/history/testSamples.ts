import type { Totals } from '../types/fleet.ts'
import { appendSample, type FleetHistory, type FleetSample, type GroupSample } from './fleetHistory.ts'

/** Monday. */
export const T = Date.UTC(2026, 2, 2, 12)
export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

export const totals = (over: Partial<Totals> = {}): Totals => ({
  processes: 1,
  lifecycle: { starting: 0, running: 1, draining: 0, stopping: 0, stopped: 0 },
  connections: 10,
  egress: 1000,
  egressKnown: 1,
  egressAsked: 1,
  rooms: 2,
  openRooms: 2,
  idle: 0,
  openSlots: 2,
  coming: 0,
  closed: 0,
  drains: 0,
  drainConnections: 0,
  drainRooms: 0,
  roomStarts: 1,
  roomEnds: 1,
  roomsMeasured: 1,
  roomsMeasuredMs: 600_000,
  lost: 0,
  held: 0,
  ...over,
})

export const group = (
  region: string,
  connections = 10,
  deploymentId = '417',
  over: Partial<Totals> = {},
): GroupSample => ({ region, deploymentId, totals: totals({ connections, ...over }) })

const whole: Omit<FleetSample, 'at' | 'groups'> = {
  gapBefore: false,
  whole: true,
  doubtful: new Set(),
  lifecycles: new Map(),
  short: new Map(),
}

export const add = (
  history: FleetHistory,
  at: number,
  groups: FleetSample['groups'],
  over: Partial<FleetSample> = {},
): void => appendSample(history, { ...whole, at, groups, ...over })
