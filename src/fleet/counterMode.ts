import type { Lifecycle } from '../types/fleet.ts'
import { quantile } from './quantile.ts'

const MIN_ADVANCES = 50
const MAX_STEPS = 512
const HALF_LIFE_ADVANCES = 20_000
/** Share of advances that leave the value equal from which the time is a heartbeat (docs/meaning.md, "Counters"). */
const HEARTBEAT_SHARE = 0.2
const LEAST_STALE_MS = 60_000

/** The newest steps, ms. */
interface StepRing {
  steps: number[]
  next: number
}

/** What was learned of how a source moves `activeConnectionsUpdatedAt`, and `egressedBytes`. */
export interface CounterLearning extends StepRing {
  advances: number
  equal: number
  egress: StepRing
}

export const newCounterLearning = (): CounterLearning => ({
  advances: 0,
  equal: 0,
  steps: [],
  next: 0,
  egress: { steps: [], next: 0 },
})

function noteStep(ring: StepRing, ms: number): void {
  ring.steps[ring.next] = ms
  ring.next = (ring.next + 1) % MAX_STEPS
}

/** Learns from the egress counter of one process that has just moved; in place. @param ms since it moved before. */
export const learnEgress = ({ egress }: CounterLearning, ms: number): void => noteStep(egress, ms)

export interface CounterPoint {
  value: number
  at: number | null
}

/** Learns from one process's counter in two consecutive polls; in place. */
export function learnCounter(learning: CounterLearning, before: CounterPoint, now: CounterPoint): void {
  if (before.at === null || now.at === null || now.at <= before.at) return
  learning.advances += 1
  if (before.value === now.value) learning.equal += 1
  noteStep(learning, now.at - before.at)
  if (learning.advances > HALF_LIFE_ADVANCES) {
    learning.advances /= 2
    learning.equal /= 2
  }
}

export interface CounterMode {
  mode: 'learning' | 'heartbeat' | 'on change'
  /** In heartbeat mode an older gauge is stale, ms. While learning or on change, age alone is not staleness. */
  staleAfterMs: number
  /**
   * How slow counters may be, ms: 95th percentile of the steps, of heartbeats where there are any, else of the egress
   * counters themselves; 60 s until learned.
   */
  slowStepMs: number
}

const slowStep = ({ steps }: StepRing): number => (steps.length < MIN_ADVANCES ? LEAST_STALE_MS : quantile(steps, 0.95))

/** What the learning says: a *heartbeat* when ≥ 20 % of advances leave the value equal, else *on change*. */
export function counterMode(learning: CounterLearning): CounterMode {
  if (learning.advances < MIN_ADVANCES) {
    return { mode: 'learning', staleAfterMs: Number.POSITIVE_INFINITY, slowStepMs: LEAST_STALE_MS }
  }
  if (learning.equal / learning.advances < HEARTBEAT_SHARE) {
    return { mode: 'on change', staleAfterMs: Number.POSITIVE_INFINITY, slowStepMs: slowStep(learning.egress) }
  }
  const slowStepMs = slowStep(learning)
  return { mode: 'heartbeat', staleAfterMs: Math.max(LEAST_STALE_MS, 3 * slowStepMs), slowStepMs }
}

/** Whether the gauge of a process is too old to say what is now; one that is starting has nothing to measure yet. */
export const isStale = (
  { staleAfterMs }: Pick<CounterMode, 'staleAfterMs'>,
  lifecycle: Lifecycle,
  connectionsAt: number | null,
  now: number,
): boolean => lifecycle !== 'starting' && connectionsAt !== null && now - connectionsAt > staleAfterMs

/** A gauge is fresh when it is not stale: by age for a heartbeat; a counter that moves on change is never stale by age. */
export function isFresh(mode: CounterMode, connectionsAt: number | null, now: number): boolean {
  if (connectionsAt === null) return false
  if (mode.mode === 'on change') return true
  return now - connectionsAt <= (mode.mode === 'learning' ? LEAST_STALE_MS : mode.staleAfterMs)
}
