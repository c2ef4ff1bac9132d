import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { drainsQuery } from '../../engine/queries/pages.ts'
import { drainVerdict, SOFT_DEADLINE_MS, verdictRank, type VerdictInWords } from '../../fleet/drainVerdict.ts'
import type { DrainSeen, WaveSeen } from '../../types/engine.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { isChosen, useChoice } from '../../widgets/useSearchState.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useStale } from '../../widgets/useFeed.ts'

export interface DrainRow extends VerdictInWords {
  drain: DrainSeen
  /** Feed time of the last answer that told of it, when there has been none since; null while it is known. */
  unknownSince: number | null
}

export interface DrainRows {
  /** Every listed one. */
  all: readonly DrainRow[]
  /** Those of the chosen regions and deployments. */
  rows: readonly DrainRow[]
  /** Of the chosen regions and deployments; none while the feed is not fresh. */
  waves: readonly WaveSeen[]
  /** Drains in other regions or deployments than the chosen ones. */
  hidden: number
}

const ALL: readonly string[] = []

/** The wave whose burn-down is shown: the largest, unless another one or none was chosen. */
function useOpenWave(): string | null {
  const wave = useChoice('wave') ?? 'largest'
  return wave === 'none' ? null : wave
}

/**
 * Drains with their verdicts, worst first, then most connections; a feed that is not fresh makes them unknown. Null
 * until the engine has named them.
 */
export function useDrainRows(snapshot: FleetSnapshot): DrainRows | null {
  const { engine } = useDeck()
  const stale = useStale()
  const region = useChoice('region')
  const deployment = useChoice('deployment')
  const seen = useQuery(
    drainsQuery(engine, { regions: region ?? ALL, deployments: deployment ?? ALL, wave: useOpenWave() }),
  ).data
  const staleSince = stale ? snapshot.feedTime : null
  const blind = snapshot.feed.failure?.detail ?? 'the last answer is too old'
  return useMemo(() => {
    if (seen === undefined) return null
    const { drains, waves } = seen
    const all = drains
      .map((drain) => {
        const unknownSince = staleSince ?? drain.unreadSince
        const said = drainVerdict(drain, { now: snapshot.feedTime, unknownSince, softDeadlineMs: SOFT_DEADLINE_MS })
        return { drain, unknownSince, verdict: said.verdict, reason: staleSince === null ? said.reason : blind }
      })
      .toSorted(
        (a, b) =>
          verdictRank(a.verdict) - verdictRank(b.verdict) ||
          b.drain.connections - a.drain.connections ||
          (a.drain.processId < b.drain.processId ? -1 : 1),
      )
    const rows = all.filter(({ drain }) => isChosen(drain, { region, deployment }))
    return { all, rows, waves: staleSince === null ? waves : [], hidden: all.length - rows.length }
  }, [seen, snapshot.feedTime, region, deployment, staleSince, blind])
}
