import { useQuery } from '@tanstack/react-query'
import { useMemo, useState, type MouseEvent } from 'react'
import { TimeChart } from '../../components/chart/TimeChart.tsx'
import { Segmented } from '../../components/controls/Segmented.tsx'
import { Panel } from '../../components/layout/Panel.tsx'
import { seriesQuery } from '../../engine/queries/series.ts'
import type { SeriesLine } from '../../types/series.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { count, percent } from '../../view/format.ts'
import { usePreferences } from '../../view/preferences.ts'
import { windowOf } from '../../view/range.ts'
import { useChartMenu } from '../../widgets/chart/ChartMenu.tsx'
import { hiddenAfter } from '../../widgets/chart/hiddenLines.ts'
import { plainLook } from '../../widgets/chart/plainLook.ts'
import { useChartMarks } from '../../widgets/chart/useChartMarks.ts'
import { useTimeAxis } from '../../widgets/chart/useTimeAxis.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useChoice, useRange, useSetSearch } from '../../widgets/useSearchState.ts'
import { watchedNote } from '../../widgets/watchedNote.ts'
import { sharesOf } from './sharesOf.ts'

const POINTS = 200
const MOST_LINES = 7
const ALL: readonly string[] = []
const NO_LINES: readonly SeriesLine[] = []

const CHOICES = [
  { value: 'all', label: 'Connections' },
  { value: 'share', label: 'Share' },
] as const

/** Who is on which deployment, over time: stacked, so that the whole is seen, too. */
export function BuildChart({ regions, snapshot }: { regions: readonly string[]; snapshot: FleetSnapshot }) {
  const { engine } = useDeck()
  const range = useRange()
  const { zone } = usePreferences()
  const [cursor, onCursor] = useState<number | null>(null)
  const setSearch = useSetSearch()
  const hidden = useChoice('hide') ?? ALL
  const share = useChoice('share') === '1'
  const series = useQuery(
    seriesQuery(engine, {
      metric: 'connections',
      by: 'deployment',
      regions,
      deployments: ALL,
      ...windowOf(range),
      points: POINTS,
      most: MOST_LINES,
    }),
  ).data
  const kept = series?.lines ?? NO_LINES
  const lines = useMemo(() => (share ? sharesOf(kept) : kept), [kept, share])
  const marks = useChartMarks(snapshot.events)
  const axis = useTimeAxis()
  const menu = useChartMenu('builds', 'connections by deployment', () => ({
    metric: share ? 'share of connections' : 'connections',
    times: series?.times ?? [],
    lines: lines.map(({ key, values }) => ({ name: key, values })),
  }))
  if (series === undefined) return null
  const keys = lines.map(({ key }) => key)
  return (
    <Panel
      title="Connections by deployment"
      aside={
        <Segmented
          label="What is drawn"
          choices={CHOICES}
          value={share ? 'share' : 'all'}
          onChange={(value) => setSearch({ share: value === 'share' ? '1' : undefined })}
        />
      }
    >
      <TimeChart
        {...axis}
        {...menu}
        {...{ series, lines, marks, cursor, onCursor, hidden }}
        lookOf={plainLook}
        label={share ? 'Share of connections by deployment over time' : 'Connections by deployment over time'}
        format={share ? percent : count}
        height={170}
        whole={range.key === null}
        note={watchedNote(series, range, zone)}
        onName={(key: string, event: MouseEvent) => setSearch({ hide: hiddenAfter(hidden, keys, key, event.altKey) })}
        stacked
      />
    </Panel>
  )
}
