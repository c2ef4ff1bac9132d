import type { Ending, EndingKnown } from '../types/fleet.ts'
import type { Process } from '../types/process.ts'

/**
 * How a process that is over ended, from its own dates: told to stop has `stoppingAt`; never started has no
 * `startedAt`; died has `terminatedAt` alone. Null while it is not over.
 */
export function howEnded(process: Pick<Process, 'terminatedAt' | 'stoppingAt' | 'startedAt'>): Ending | null {
  if (process.terminatedAt === null && process.stoppingAt === null) return null
  if (process.startedAt === null) return 'never started'
  return process.stoppingAt === null ? 'died' : 'told to stop'
}

/** When it ended, epoch ms: terminated, else told to stop. */
export const endedAt = (process: Pick<Process, 'terminatedAt' | 'stoppingAt'>): number | null =>
  process.terminatedAt ?? process.stoppingAt

/** Nobody says that it ended, and it was not told to: it may run where the list does not show it. */
export const isMissing = (stone: { ending: EndingKnown; wasTold: boolean }): boolean =>
  isUnresolved(stone) && !stone.wasTold

/** Nobody has said yet that this process ended. */
export const isUnresolved = (stone: { ending: EndingKnown } | undefined): boolean =>
  stone !== undefined && (stone.ending === 'asking' || stone.ending === 'unconfirmed')
