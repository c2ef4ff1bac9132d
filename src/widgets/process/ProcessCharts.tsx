import { useQuery } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { LineLook } from '../../components/chart/chartData.ts'
import { TimeChart } from '../../components/chart/TimeChart.tsx'
import { processSeriesQuery } from '../../engine/queries.ts'
import type { ProcessMetric } from '../../types/series.ts'
import { byteRate, count } from '../../view/format.ts'
import { usePreferences } from '../../view/preferences.ts'
import { RANGES } from '../../view/search.ts'
import { clockTime, minuteTime, zoneName } from '../../view/time.ts'
import { useChoice } from '../useSearchState.ts'
import { useDeck } from '../EngineContext.tsx'
import { watchedNote } from '../watchedNote.ts'
import classes from './ProcessDetail.module.css'

const POINTS = 200

const CHARTS: readonly { metric: ProcessMetric; label: string; format: (value: number) => string; look: LineLook }[] = [
  {
    metric: 'connections',
    label: 'Connections',
    format: count,
    look: { name: 'connections', colour: 'var(--accent)' },
  },
  { metric: 'egress', label: 'Egress', format: byteRate, look: { name: 'egress', colour: 'var(--information)' } },
]

/** Connections and egress of one process on one time axis. */
export function ProcessCharts({ processId }: { processId: string }) {
  const [cursor, setCursor] = useState<number | null>(null)
  return (
    <section className={classes.section} aria-label="Charts">
      {CHARTS.map((chart, index) => (
        <ProcessChart
          key={chart.metric}
          processId={processId}
          chart={chart}
          bare={index === 0}
          cursor={cursor}
          onCursor={setCursor}
        />
      ))}
    </section>
  )
}

interface ProcessChartProps {
  processId: string
  chart: (typeof CHARTS)[number]
  bare: boolean
  cursor: number | null
  onCursor: (at: number | null) => void
}

function ProcessChart({ processId, chart, bare, cursor, onCursor }: ProcessChartProps) {
  const { engine } = useDeck()
  const range = useChoice('range') ?? '1h'
  const { zone } = usePreferences()
  const request = { processIds: [processId], metric: chart.metric, rangeMs: RANGES[range].ms, points: POINTS }
  const lookOf = useCallback(() => chart.look, [chart])
  const formatTick = useCallback((at: number) => minuteTime(at, zone), [zone])
  const series = useQuery(processSeriesQuery(engine, request)).data?.[0]
  if (!series) return null
  const [line] = series.lines
  const since = series.times[line?.values.findIndex((value) => !Number.isNaN(value)) ?? -1] ?? null
  return (
    <TimeChart
      label={`${chart.label} over time`}
      series={series}
      lines={series.lines}
      lookOf={lookOf}
      format={chart.format}
      formatTime={(at) => `${clockTime(at, zone)} ${zoneName(at, zone)}`}
      formatTick={formatTick}
      note={watchedNote({ ...series, since }, range, zone)}
      height={bare ? 100 : 110}
      cursor={cursor}
      onCursor={onCursor}
      bare={bare}
    />
  )
}
