import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { memo, useCallback, useMemo, useState } from 'react'
import type { ChartMark, LineLook } from '../../components/chart/chartData.ts'
import { TimeChart } from '../../components/chart/TimeChart.tsx'
import { Panel } from '../../components/layout/Panel.tsx'
import { seriesQuery } from '../../engine/queries.ts'
import { regionName } from '../../fleet/words.ts'
import { OTHER, type Metric, type SeriesRequest } from '../../types/series.ts'
import { byteRate, count, perMinute } from '../../view/format.ts'
import { usePreferences } from '../../view/preferences.ts'
import { regionColourVar } from '../../view/regionColours.ts'
import { RANGES } from '../../view/search.ts'
import { clockTime, dayTime, minuteTime, zoneName } from '../../view/time.ts'
import { useChoice, useSetSearch } from '../../widgets/useSearchState.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { watchedNote } from '../../widgets/watchedNote.ts'
import classes from './FleetCharts.module.css'

const POINTS = 200
const MOST_LINES = 7
const NONE: readonly string[] = []
const DAY = 86_400_000

const LOWER = {
  egress: { label: 'Egress', format: byteRate },
  roomStarts: { label: 'Room starts a minute', format: perMinute },
  rooms: { label: 'Rooms', format: count },
  openSlots: { label: 'Open slots', format: count },
  processes: { label: 'Processes', format: count },
} as const satisfies Partial<Record<Metric, { label: string; format: (value: number) => string }>>

const LOWER_CHOICES = Object.entries(LOWER).map(([value, { label }]) => ({
  value,
  label: label.replace(' a minute', ''),
}))
const BY_CHOICES = [
  { value: 'total', label: 'Total' },
  { value: 'region', label: 'Region' },
  { value: 'deployment', label: 'Deployment' },
]

const DASHES = [undefined, '6 3', '2 2', '8 2 2 2', '4 4', '1 3', '10 4'] as const

/**
 * Two charts on one time axis: connections, and below them what the viewer chose. Drawn when their lines or marks
 * change, not with every poll.
 */
export const FleetCharts = memo(function FleetCharts({ marks: all }: { marks: readonly ChartMark[] }) {
  const setSearch = useSetSearch()
  const { engine } = useDeck()
  const { zone } = usePreferences()
  const [cursor, setCursor] = useState<number | null>(null)
  const range = useChoice('range') ?? '1h'
  const lower = useChoice('metric') ?? 'egress'
  const region = useChoice('region') ?? NONE
  const deployment = useChoice('deployment') ?? NONE
  // Choosing regions asks to compare them.
  const by = useChoice('by') ?? (region.length > 0 ? 'region' : 'total')
  const rangeMs = RANGES[range].ms
  const request = (metric: Metric): SeriesRequest => ({
    metric,
    by,
    regions: region,
    deployments: deployment,
    rangeMs,
    points: POINTS,
    most: MOST_LINES,
  })
  const upper = useQuery(seriesQuery(engine, request('connections'))).data
  const below = useQuery(seriesQuery(engine, request(lower))).data
  const from = upper ? Math.max(upper.from, upper.since ?? upper.from) : 0
  const marks = useMemo(() => all.filter((mark) => mark.at >= from), [all, from])

  const lookOf = useCallback(
    (key: string, index: number): LineLook => {
      const dash = DASHES[index % DASHES.length]
      if (key === 'total') return { name: 'all', colour: 'var(--accent)' }
      const colour = by === 'region' && key !== OTHER ? regionColourVar(key) : `var(--region-${(index * 3 + 5) % 14})`
      return { name: by === 'region' ? regionName(key) : key, colour, ...(dash ? { dash } : {}) }
    },
    [by],
  )
  const formatTick = useCallback(
    (at: number) => (rangeMs > DAY ? dayTime(at, zone) : minuteTime(at, zone)),
    [rangeMs, zone],
  )
  if (!upper || !below) return null
  const formatTime = (at: number): string => `${clockTime(at, zone)} ${zoneName(at, zone)}`
  const axis = { formatTime, formatTick, cursor, onCursor: setCursor, lookOf, marks }
  return (
    <div className={classes.charts}>
      <Panel
        title="Active connections"
        aside={
          <SegmentedControl
            size="xs"
            aria-label="Group lines by"
            data={BY_CHOICES}
            value={by}
            onChange={(value) => setSearch({ by: value })}
          />
        }
      >
        <TimeChart
          {...axis}
          label="Active connections over time"
          series={upper}
          lines={upper.lines}
          format={count}
          note={watchedNote(upper, range, zone)}
          height={162}
          bare
        />
      </Panel>
      <Panel
        title={LOWER[lower].label}
        aside={
          <SegmentedControl
            size="xs"
            aria-label="Lower chart shows"
            data={LOWER_CHOICES}
            value={lower}
            onChange={(value) => setSearch({ metric: value === 'egress' ? undefined : value })}
          />
        }
      >
        <TimeChart
          {...axis}
          label={`${LOWER[lower].label} over time`}
          series={below}
          lines={below.lines}
          format={LOWER[lower].format}
          height={96}
        />
      </Panel>
    </div>
  )
})
