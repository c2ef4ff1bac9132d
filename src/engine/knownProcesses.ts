import type { ProcessLife } from '../fleet/builds.ts'
import { endedAt, howEnded } from '../fleet/ending.ts'
import type { Process } from '../types/process.ts'
import type { EngineState } from './state.ts'

const DAY = 86_400_000

/** A process as its own dates tell of it. */
export interface KnownProcess {
  row: Pick<Process, 'processId' | 'region' | 'deploymentId' | 'startingAt' | 'startedAt'>
  /** As the stopped list has it; null while it is listed. */
  over: Process | null
}

/** Every process that is known of: those listed, and those that the stopped list tells of. */
export function knownProcesses(state: EngineState): KnownProcess[] {
  const listed = [...state.tracks.values()].map(({ facts }): KnownProcess => ({ row: facts, over: null }))
  const over = [...state.stopped.byId.values()]
    .filter(({ processId }) => !state.tracks.has(processId))
    .map((process): KnownProcess => ({ row: process, over: process }))
  return [...listed, ...over]
}

/** Since when ends are known: a list that leaves out old ends says nothing of the time before its oldest. */
export function endsKnownSince(state: EngineState): number | null {
  if (state.stopped.at === null) return null
  const ends = [...state.stopped.byId.values()].flatMap((process) => endedAt(process) ?? [])
  return Math.max(state.feedTime - DAY, Math.min(...ends, state.watchingSince ?? state.feedTime))
}

export const lifeOf = ({ row, over }: KnownProcess): ProcessLife => ({
  region: row.region,
  deploymentId: row.deploymentId,
  startedAt: row.startedAt,
  endedAt: over && endedAt(over),
  ending: over && howEnded(over),
})
