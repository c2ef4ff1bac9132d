import { connectionsAt, lastChange, usageTo, type Span } from './curve.ts'
import type { Counters, Process, World } from './model.ts'

/** Spans are kept this long after their end, ms: longer than any step, so that an old sample finds them. */
export const PAST_KEPT_FOR = 125_000

const spansOf = (process: Process): Span[] => {
  const spans: Span[] = [...process.rooms, ...process.past]
  if (process.lingering) spans.push(process.lingering)
  return spans
}

/** Connection-milliseconds of a process' whole life up to `at`. */
export function usageAt(process: Process, at: number): number {
  let usage = process.usage
  for (const span of process.rooms) usage += usageTo(span, at)
  for (const span of process.past) usage += usageTo(span, at)
  if (process.lingering) usage += usageTo(process.lingering, at)
  return usage
}

/** When the process last measured itself, at or before `at`: every `step` from its start on. Epoch ms. */
export function sampleTime(process: Process, at: number): number {
  if (process.startedAt === null) return process.startingAt
  const since = Math.max(0, at - process.startedAt)
  return process.startedAt + Math.floor(since / process.step) * process.step
}

/** Connections at this very time: what the process would report were it asked now. */
export function trueConnections(process: Process, at: number): number {
  let sum = 0
  for (const span of process.rooms) sum += connectionsAt(span, at)
  for (const span of process.past) sum += connectionsAt(span, at)
  return sum + (process.lingering ? connectionsAt(process.lingering, at) : 0)
}

/** What the process reports at a time: measured at its last step, dated by the step or by the last change of it. */
export function countersAt(world: Pick<World, 'counters'>, process: Process, at: number): Counters {
  if (process.final) return process.final
  const sample = sampleTime(process, at)
  if (process.startedAt === null) return { connections: 0, egressedBytes: 0, at: sample }
  const discounted = sample >= process.resetAt ? process.resetUsage : process.resetUsageBefore
  const usage = Math.max(0, usageAt(process, sample) - discounted)
  return {
    connections: trueConnections(process, sample),
    egressedBytes: Math.floor((usage / 1000) * process.appetite),
    at: world.counters === 'heartbeat' ? sample : changeTime(process, sample),
  }
}

/** The step at which the count of connections last became what it is at `sample`. */
function changeTime(process: Process, sample: number): number {
  const started = process.startedAt ?? process.startingAt
  let changed = process.pastChange
  for (const span of spansOf(process)) {
    const at = lastChange(span, sample)
    if (at <= sample && at > changed) changed = at
  }
  if (changed <= started) return started
  return Math.min(sample, started + Math.ceil((changed - started) / process.step) * process.step)
}

/** The last counters of a process that is about to go: what it measured before `at`, never at its end. */
export const finalCounters = (world: Pick<World, 'counters'>, process: Process, at: number): Counters =>
  countersAt(world, process, at - 1)

/** Moves spans that ended long ago into the plain sum. `at`: epoch ms. */
export function settlePast(process: Process, at: number): void {
  // They ended one after another: while the first is young, none is old.
  const first = process.past[0]
  if (!first || first.until > at - PAST_KEPT_FOR) return
  const keep: Span[] = []
  for (const span of process.past) {
    if (span.until > at - PAST_KEPT_FOR) keep.push(span)
    else {
      process.usage += usageTo(span, span.until)
      process.pastChange = Math.max(process.pastChange, span.until)
    }
  }
  process.past = keep
}

/** The egress counter falls back to 0. `at`: epoch ms. */
export function resetEgress(process: Process, at: number): void {
  if (process.startedAt === null) return
  // A sample before this moment still belongs to the count before; only one earlier reset can be that near.
  process.resetUsageBefore = process.resetAt <= at ? process.resetUsage : 0
  process.resetUsage = usageAt(process, at)
  process.resetAt = at
}
