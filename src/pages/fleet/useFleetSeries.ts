import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Ghost } from '../../components/chart/ChartLines.tsx'
import { seriesQuery } from '../../engine/queries.ts'
import type { Metric, Series, SeriesRequest } from '../../types/series.ts'
import { windowOf } from '../../view/range.ts'
import type { Search } from '../../view/search.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useChoice, useRange } from '../../widgets/useSearchState.ts'

const POINTS = 200
const MOST_LINES = 7
const NONE: readonly string[] = []
const DAY = 86_400_000

/** What lines are for. */
export function useBy(): NonNullable<Search['by']> {
  const by = useChoice('by')
  const regions = useChoice('region')
  // Choosing regions asks to compare them.
  return by ?? (regions === undefined ? 'total' : 'region')
}

const EARLIER = {
  window: { name: 'the window before', ms: (rangeMs: number) => rangeMs },
  day: { name: 'yesterday', ms: () => DAY },
  week: { name: 'a week ago', ms: () => 7 * DAY },
} as const

export type Compare = keyof typeof EARLIER
export const COMPARE = Object.entries(EARLIER).map(([value, { name }]) => ({ value: value as Compare, name }))

interface FleetSeries {
  series: Series | undefined
  /** The whole of what is drawn, at the time it is compared with; null for none. */
  ghost: Ghost | null
}

/** The lines of one chart under the viewer's choices. */
export function useFleetSeries(metric: Metric): FleetSeries {
  const { engine } = useDeck()
  const range = useRange()
  const by = useBy()
  const regions = useChoice('region') ?? NONE
  const deployments = useChoice('deployment') ?? NONE
  const compare = useChoice('compare')
  const request: SeriesRequest = {
    metric,
    by,
    regions,
    deployments,
    ...windowOf(range),
    points: POINTS,
    most: MOST_LINES,
  }
  const series = useQuery(seriesQuery(engine, request)).data
  const earlier = compare && EARLIER[compare]
  const offsetMs = earlier?.ms(range.ms) ?? 0
  const then = useQuery({
    ...seriesQuery(engine, { ...request, by: 'total', offsetMs }),
    enabled: earlier !== undefined,
  }).data
  const ghost = useMemo((): Ghost | null => {
    if (earlier === undefined || then === undefined) return null
    return {
      name: earlier.name,
      times: then.times.map((at) => at + offsetMs),
      values: then.lines[0]?.values ?? [],
    }
  }, [earlier, then, offsetMs])
  return { series, ghost }
}
