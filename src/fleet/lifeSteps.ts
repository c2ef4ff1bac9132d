import { startLimit } from './attention.ts'

/** When a process came to each step of its life, epoch ms; null where it did not, or nobody knows. */
export interface LifeTimes {
  startingAt: number | null
  startedAt: number | null
  /** First seen draining; `sawDrainBegin`: it was listed and not draining in the poll before. */
  drainingAt: number | null
  sawDrainBegin: boolean
  stoppingAt: number | null
  terminatedAt: number | null
}

export interface LifeStep {
  name: 'starting' | 'started' | 'draining' | 'first seen draining' | 'stopping' | 'terminated'
  at: number
  /** Until the next step, or so far, ms; null after the last, and where the two times contradict each other. */
  lastedMs: number | null
  /** It goes on. */
  open: boolean
  /** The start takes, or took, longer than a start may. */
  overdue: boolean
}

/**
 * The life of a process, each step with how long it lasted. A start is overdue beyond max(100 s, 3 × p95) (docs/meaning.md,
 * "Alerts").
 * @param now feed time while the process is listed; null when it is not, so that nothing of it goes on.
 * @param startP95Ms p95 of the start times seen, ms; null until known.
 */
export function lifeSteps(times: LifeTimes, now: number | null, startP95Ms: number | null): LifeStep[] {
  const reached: [LifeStep['name'], number | null][] = [
    ['starting', times.startingAt],
    ['started', times.startedAt],
    [times.sawDrainBegin ? 'draining' : 'first seen draining', times.drainingAt],
    ['stopping', times.stoppingAt],
    ['terminated', times.terminatedAt],
  ]
  const steps = reached.flatMap(([name, at]) => (at === null ? [] : [{ name, at }]))
  return steps.map(({ name, at }, index) => {
    const next = steps[index + 1]
    const open = next === undefined && name !== 'terminated' && now !== null
    const until = next?.at ?? (open ? now : null)
    const lastedMs = until === null || until < at ? null : until - at
    const overdue = name === 'starting' && lastedMs !== null && lastedMs > startLimit(startP95Ms)
    // A start that ended in another way than by being up was no slow start.
    return { name, at, lastedMs, open, overdue: overdue && (open || next?.name === 'started') }
  })
}
