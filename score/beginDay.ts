import { createRandom } from '../simulator/random.ts'
import { createSimulator } from '../simulator/simulator.ts'
import type { World } from '../simulator/model.ts'
import type { RoomLaw } from '../simulator/roomLaws.ts'
import { ApiError } from '../src/api/apiError.ts'
import { allParts } from '../src/engine/allParts.ts'
import { newAlertWatch } from '../src/engine/alerts.ts'
import { createEngine } from '../src/engine/createEngine.ts'
import type { LaterParts } from '../src/engine/laterParts.ts'
import { noStorage } from '../src/engine/storage.ts'
import type { FleetPatch } from '../src/types/snapshot.ts'
import { faultAt, isLost } from './troubles.ts'

export const POLL_MS = 5000
/** A Tuesday. */
export const START = Date.UTC(2026, 9, 20)

/**
 * Sound: every poll answered, gauges dated by heartbeats. Troubled: polls lost, one fault after another, gauges dated by
 * their last change.
 */
export const CONDITIONS = ['sound', 'troubled'] as const
export type Condition = (typeof CONDITIONS)[number]

export interface WorldOptions {
  seed: number
  processes: number
  law: RoomLaw
  condition: Condition
  /** Whether the fleet is watched for alerts, too: a quarter of the work. */
  alerts: boolean
}

/** A row of the running list, as far as the scorer reads it. */
export interface WireProcess {
  processId: string
  region: string
  draining: boolean
  startedAt: string | null
  stoppingAt: string | null
  roomSlotsAvailable: number
  activeConnections: number
  activeConnectionsUpdatedAt: string
  rooms: readonly { roomId: string }[]
}

/** It is up and neither drains nor stops. */
export const takesRooms = ({ draining, startedAt, stoppingAt }: WireProcess): boolean =>
  !draining && startedAt !== null && stoppingAt === null

/** One answered poll: what the answer said, what the engine made of it, and the world behind both. */
export interface Moment {
  /** Epoch ms. */
  now: number
  world: World
  /** Empty when the poll was lost. */
  rows: readonly WireProcess[]
  lost: boolean
  /** Some rows of the answer are broken on purpose, or most are left out. */
  broken: boolean
  /** For how long all counters have stood still on purpose, ms. */
  frozenMs: number
  patch: FleetPatch
}

/** Judges nothing. */
const noAlerts: LaterParts['alerts'] = async () => ({
  newAlertWatch,
  watchAlerts: () => ({ alerts: [], at: 0 }),
})

/** A seeded world and an engine that watches it as a page does; `poll` goes on five seconds. */
export function beginDay({ seed, processes, law, condition, alerts }: WorldOptions) {
  const troubled = condition === 'troubled'
  const counters = troubled ? 'on-change' : 'heartbeat'
  const simulator = createSimulator({ seed, processes, counters, app: 'app-demo', lengths: law }, START)
  const chances = createRandom(seed, 7)
  let now = START
  let lost = false
  let rows: readonly WireProcess[] = []
  let frozenSince: number | null = null
  const answer = (name: 'running' | 'stopped') => {
    if (lost) throw new ApiError('timeout', 'no answer in time')
    const payload: unknown = JSON.parse(simulator.list(name, null).toString('latin1'))
    if (name === 'running') rows = payload as WireProcess[]
    return { payload, pieces: () => [payload], feedTime: now, bytes: 0, durationMs: 1 }
  }
  const engine = createEngine({
    source: {
      id: 'score',
      app: 'app-demo',
      listRunning: async () => [{ region: null, answer: answer('running') }],
      listStopped: async () => answer('stopped'),
      info: async () => answer('stopped'),
    },
    clock: { mono: () => now, wall: () => now },
    storage: noStorage,
    parts: alerts ? allParts : { ...allParts, alerts: noAlerts },
  })
  const { signal } = new AbortController()
  const poll = async (): Promise<Moment> => {
    now += POLL_MS
    simulator.liveTo(now)
    if (troubled) {
      const fault = faultAt(now - START)
      if (fault?.name !== simulator.faults.list[0]?.name) simulator.setFaults(fault ? [fault] : [])
    }
    lost = troubled && isLost(now - START, chances.unit())
    rows = []
    await engine.advance({ signal, intervalMs: POLL_MS, spacingMs: POLL_MS })
    const broken = simulator.faults.has('bad-rows') || simulator.faults.has('cap-10')
    frozenSince = simulator.faults.has('freeze-counters') ? (frozenSince ?? now) : null
    const frozenMs = frozenSince === null ? 0 : now - frozenSince
    return { now, world: simulator.world, rows, lost, broken, frozenMs, patch: engine.report(null, POLL_MS) }
  }
  return { simulator, engine, poll }
}
