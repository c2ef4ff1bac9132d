import type { ProcessLife } from '../fleet/builds.ts'
import { endedAt, howEnded } from '../fleet/ending.ts'
import type { ProcessStart } from '../fleet/rollout.ts'
import type { EndsKnown } from '../types/builds.ts'
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

/** When each of them began to start, as far as it says so. */
export const startsOf = (known: readonly KnownProcess[]): ProcessStart[] =>
  known.flatMap(({ row: { region, deploymentId, startingAt, startedAt } }): ProcessStart[] => {
    const at = startingAt ?? startedAt
    return at === null ? [] : [{ region, deploymentId, at }]
  })

/**
 * Of when all ends are known: since this feed is watched, or as far back as the list goes, until it was read last. One
 * that has left out an end of this day says nothing of the time before its oldest, whoever watched.
 */
export function endsKnown({ stopped, feedTime, watchingSince }: EngineState): EndsKnown | null {
  if (stopped.at === null) return null
  const dayAgo = feedTime - DAY
  const isCut = stopped.cutAt !== null && stopped.cutAt > dayAgo
  let oldest = isCut ? feedTime : (watchingSince ?? feedTime)
  for (const process of stopped.byId.values()) oldest = Math.min(oldest, endedAt(process) ?? oldest)
  const since = Math.max(dayAgo, oldest)
  return since <= stopped.at ? { since, until: stopped.at } : null
}

export const lifeOf = ({ row, over }: KnownProcess): ProcessLife => ({
  region: row.region,
  deploymentId: row.deploymentId,
  startedAt: row.startedAt,
  endedAt: over && endedAt(over),
  ending: over && howEnded(over),
})
