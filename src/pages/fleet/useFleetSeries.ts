import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Band, Ghost } from '../../components/chart/ChartLines.tsx'
import { normalLineQuery, seriesQuery } from '../../engine/queries/series.ts'
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

const WEEK = 7 * DAY

const EARLIER = {
  window: { name: 'the window before', ms: (rangeMs: number) => rangeMs },
  day: { name: 'yesterday', ms: () => DAY },
  week: { name: 'a week ago', ms: () => WEEK },
} as const

export const COMPARE = [
  ...Object.entries(EARLIER).map(([value, { name }]) => ({ value: value as keyof typeof EARLIER, name })),
  { value: 'none', name: 'nothing' },
] as const

interface FleetSeries {
  series: Series | undefined
  /** The whole of what is drawn, at the time it is compared with; null for none. */
  ghost: Ghost | null
  /** What is usual of the whole of what is drawn; null for none. */
  band: Band | null
  /** What the lines are for; not every metric is kept by everything. */
  by: By
}

type By = NonNullable<Search['by']>
type Compare = NonNullable<Search['compare']>

/** Rooms are placed on running processes only: there is no more to say of their starts and lengths by lifecycle. */
const byOf = (metric: Metric, by: By): By =>
  by === 'lifecycle' && (metric === 'roomStarts' || metric === 'roomLength') ? 'total' : by

/** The lines of one chart under the viewer's choices. A total is held against last week, once there was one. */
export function useFleetSeries(metric: Metric): FleetSeries {
  const { engine } = useDeck()
  const range = useRange()
  const by = byOf(metric, useBy())
  const request: SeriesRequest = {
    metric,
    by,
    regions: useChoice('region') ?? NONE,
    deployments: useChoice('deployment') ?? NONE,
    ...windowOf(range),
    points: POINTS,
    most: MOST_LINES,
  }
  const series = useQuery(seriesQuery(engine, request)).data
  const sawLastWeek = series !== undefined && series.since !== null && series.since <= series.to - WEEK
  const compare = useChoice('compare') ?? (by === 'total' && sawLastWeek ? 'week' : 'none')
  const ghost = useGhost(request, compare)
  const band = useBand(request, sawLastWeek && compare === 'week')
  return { series, ghost, band, by }
}

/** The whole at the time that it is compared with, on the times of now. */
function useGhost(request: SeriesRequest, compare: Compare): Ghost | null {
  const { engine } = useDeck()
  const earlier = compare === 'none' ? undefined : EARLIER[compare]
  const offsetMs = earlier?.ms(request.rangeMs) ?? 0
  const of = request.by === 'lifecycle' ? { regions: NONE, deployments: NONE } : {}
  const query = seriesQuery(engine, { ...request, ...of, by: 'total', offsetMs })
  const then = useQuery({ ...query, enabled: earlier !== undefined }).data
  return useMemo(() => {
    if (earlier === undefined || then === undefined) return null
    return {
      name: earlier.name,
      times: then.times.map((at) => at + offsetMs),
      values: then.lines[0]?.values ?? [],
    }
  }, [earlier, then, offsetMs])
}

/** What is usual; kept of the whole and of regions. */
function useBand({ by, metric, regions, deployments, ...window }: SeriesRequest, wanted: boolean): Band | null {
  const { engine } = useDeck()
  const summed = metric === 'roomLength' ? null : metric
  const isKept = summed !== null && by === 'total' && deployments.length === 0 && regions.length <= 1
  const query = normalLineQuery(engine, summed ?? 'connections', regions[0] ?? null, window)
  const line = useQuery({ ...query, enabled: wanted && isKept }).data
  return useMemo(() => {
    if (!wanted || !isKept || !line || line.lows.every((low) => Number.isNaN(low))) return null
    return { name: 'normal', ...line }
  }, [wanted, isKept, line])
}
