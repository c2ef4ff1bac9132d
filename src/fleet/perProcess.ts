import { LEAST_CONNECTIONS, type ProcessFacts } from '../types/fleet.ts'

/** Bytes per second and connection; NaN where that says nothing. */
export const perConnection = (egressRate = Number.NaN, connections = 0): number =>
  connections >= LEAST_CONNECTIONS ? egressRate / connections : Number.NaN

/** How long a process has been paid for, ms: from its start to its stop, or until now (docs/meaning.md, "Bytes per connection"). NaN before. */
export function billedMs(facts: ProcessFacts | null | undefined, now: number): number {
  if (!facts || facts.startedAt === null) return Number.NaN
  return (facts.stoppingAt ?? now) - facts.startedAt
}
