import type { Lifecycle } from '../types/fleet.ts'
import type { Process } from '../types/process.ts'

/** The one answer to "what is this process doing"; first match wins (docs/meaning.md, "Lifecycle"). */
export function lifecycleOf(
  process: Pick<Process, 'terminatedAt' | 'stoppingAt' | 'draining' | 'startedAt'>,
): Lifecycle {
  if (process.terminatedAt !== null) return 'stopped'
  if (process.stoppingAt !== null) return 'stopping'
  if (process.draining) return 'draining'
  if (process.startedAt === null) return 'starting'
  return 'running'
}
