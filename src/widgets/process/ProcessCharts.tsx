import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { LineLook } from '../../components/chart/chartData.ts'
import { TimeChart } from '../../components/chart/TimeChart.tsx'
import { processSeriesQuery } from '../../engine/queries/series.ts'
import type { ProcessMetric, Series } from '../../types/series.ts'
import { byteRate, count } from '../../view/format.ts'
import { usePreferences } from '../../view/preferences.ts'
import { windowOf } from '../../view/range.ts'
import { axisTime, zonedTime } from '../../view/time.ts'
import { useRange } from '../useSearchState.ts'
import { useDeck } from '../EngineContext.tsx'
import { watchedNote } from '../watchedNote.ts'
import { useChartMenu } from '../chart/ChartMenu.tsx'
import type { ChartSetting } from './chartSetting.ts'
import { PerConnectionChart } from './PerConnectionChart.tsx'
import classes from './ProcessDetail.module.css'

const POINTS = 200

interface Chart {
  metric: ProcessMetric
  label: string
  /** What its values are in a file. */
  unit: string
  format: (value: number) => string
  look: LineLook
}

const CHARTS: readonly Chart[] = [
  {
    metric: 'connections',
    label: 'Connections',
    unit: 'connections',
    format: count,
    look: { name: 'connections', colour: 'var(--accent)' },
  },
  {
    metric: 'egress',
    label: 'Egress',
    unit: 'egress (bytes per second)',
    format: byteRate,
    look: { name: 'egress', colour: 'var(--information)' },
  },
]

/** Connections, egress, and egress per connection of one process on one time axis. */
export function ProcessCharts({ processId }: { processId: string }) {
  const setting = useChartSetting()
  return (
    <section className={classes.charts} aria-label="Charts">
      {CHARTS.map((chart) => (
        <ProcessChart key={chart.metric} processId={processId} chart={chart} setting={setting} />
      ))}
      <PerConnectionChart processId={processId} setting={setting} />
    </section>
  )
}

function useChartSetting(): ChartSetting {
  const [cursor, onCursor] = useState<number | null>(null)
  const range = useRange()
  const { zone } = usePreferences()
  const window = useMemo(() => ({ ...windowOf(range), points: POINTS }), [range])
  const formatTick = useCallback((at: number, spanMs: number) => axisTime(at, spanMs, zone), [zone])
  const noteOf = ({ from, to, times, lines: [line] }: Series): string | undefined => {
    const since = times[line?.values.findIndex((value) => !Number.isNaN(value)) ?? -1] ?? null
    return watchedNote({ from, to, since }, range, zone)
  }
  const formatTime = (at: number, spanMs: number): string => zonedTime(at, spanMs, zone)
  return { window, noteOf, frame: { formatTime, formatTick, cursor, onCursor, whole: range.key === null } }
}

interface ProcessChartProps {
  processId: string
  chart: Chart
  setting: ChartSetting
}

function ProcessChart({ processId, chart, setting }: ProcessChartProps) {
  const { engine } = useDeck()
  const { window, noteOf, frame } = setting
  const lookOf = useCallback(() => chart.look, [chart])
  const request = { processIds: [processId], metric: chart.metric, ...window }
  const series = useQuery(processSeriesQuery(engine, request)).data?.[0]
  const menu = useChartMenu(chart.metric, chart.label.toLowerCase(), () => ({
    metric: chart.unit,
    times: series?.times ?? [],
    lines: (series?.lines ?? []).map(({ values }) => ({ name: processId, values })),
  }))
  if (!series) return null
  return (
    <TimeChart
      {...frame}
      {...menu}
      label={`${chart.label} over time`}
      series={series}
      lines={series.lines}
      lookOf={lookOf}
      format={chart.format}
      note={noteOf(series)}
      height={100}
      bare
    />
  )
}
