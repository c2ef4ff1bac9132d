import { memo, useCallback, useState, type MouseEvent } from 'react'
import type { ChartMark, LineLook } from '../../components/chart/chartData.ts'
import { TimeChart } from '../../components/chart/TimeChart.tsx'
import { Panel } from '../../components/layout/Panel.tsx'
import { useTurn } from '../../components/useNextFrame.ts'
import { regionName } from '../../fleet/words.ts'
import type { FleetEvent } from '../../types/fleet.ts'
import { OTHER, type Metric, type Series } from '../../types/series.ts'
import { byteRate, count, lengthOf, perMinute } from '../../view/format.ts'
import { usePreferences } from '../../view/preferences.ts'
import { regionColourVar } from '../../view/regionColours.ts'
import { hiddenAfter } from '../../widgets/chart/hiddenLines.ts'
import { useChoice, useRange, useSetSearch } from '../../widgets/useSearchState.ts'
import { ChartMenu, useAsTable } from '../../widgets/chart/ChartMenu.tsx'
import { useChartMarks } from '../../widgets/chart/useChartMarks.ts'
import { plainLook } from '../../widgets/chart/plainLook.ts'
import { useTimeAxis } from '../../widgets/chart/useTimeAxis.ts'
import { watchedNote } from '../../widgets/watchedNote.ts'
import { ChartOptions, LowerChoice } from './chartControls.tsx'
import { useBy, useFleetSeries } from './useFleetSeries.ts'
import classes from './FleetCharts.module.css'

interface Shown {
  label: string
  metric: string
  format: (value: number) => string
  unit?: number
}

/** What a chart shows: its heading, what its values are in a file, how they are said, and in what they are round. */
const SHOWN = {
  connections: { label: 'Active connections', metric: 'connections', format: count },
  egress: { label: 'Egress', metric: 'egress (bytes per second)', format: byteRate },
  roomStarts: { label: 'Room starts a minute', metric: 'room starts (per minute)', format: perMinute },
  roomLength: {
    label: 'Mean length of rooms that ended',
    metric: 'mean room length (ms)',
    format: lengthOf,
    unit: 60_000,
  },
  rooms: { label: 'Rooms', metric: 'rooms', format: count },
  openSlots: { label: 'Open slots', metric: 'open slots', format: count },
  processes: { label: 'Processes', metric: 'processes', format: count },
} as const satisfies Record<Metric, Shown>

const LIFECYCLE_COLOURS: Readonly<Record<string, string>> = {
  starting: 'var(--warning)',
  running: 'var(--accent)',
  draining: 'var(--information)',
  stopping: 'var(--bad)',
}

function useLooks(): (key: string, index: number) => LineLook {
  const by = useBy()
  const narrowed = [useChoice('region'), useChoice('deployment')].some((chosen) => (chosen?.length ?? 0) > 0)
  return useCallback(
    (key, index) => {
      if (key === 'total') return { name: narrowed ? 'all chosen' : 'all', colour: 'var(--accent)' }
      const plain = plainLook(key, index)
      if (by === 'region' && key !== OTHER) return { ...plain, name: regionName(key), colour: regionColourVar(key) }
      return { ...plain, colour: (by === 'lifecycle' ? LIFECYCLE_COLOURS[key] : undefined) ?? plain.colour }
    },
    [by, narrowed],
  )
}

const NONE: readonly string[] = []
/** px; the upper one has no time axis of its own, the one alone has. */
const HEIGHTS = { upper: 150, lower: 90, alone: 190 } as const

type ReadyChart = ReturnType<typeof useFleetSeries> & { series: Series }
const isReady = (chart: ReturnType<typeof useFleetSeries>): chart is ReadyChart => chart.series !== undefined

/** Says where the lines are not what the viewer chose. */
function useNotKept(by: ReturnType<typeof useBy>): string | undefined {
  const asked = useBy()
  const narrowed = [useChoice('region'), useChoice('deployment')].some((some) => some !== undefined)
  const rowsOnly = [useChoice('status'), useChoice('host'), useChoice('attention'), useChoice('q')]
  if (asked !== by) return `not kept by ${asked}`
  if (by === 'lifecycle' && narrowed) return 'of the whole fleet: not kept by region or deployment'
  // History is kept of regions and deployments.
  return rowsOnly.some((some) => some !== undefined) ? 'of all processes there, not only those that match' : undefined
}

interface FleetChartProps {
  place: keyof typeof HEIGHTS
  metric: Metric
  chart: ReadyChart
  marks: readonly ChartMark[]
  cursor: number | null
  onCursor: (at: number | null) => void
}

function FleetChart({ place, metric, chart, marks, cursor, onCursor }: FleetChartProps) {
  const { series, ghost, band, by } = chart
  const axis = { ...useTimeAxis(), lookOf: useLooks() }
  const range = useRange()
  const { zone } = usePreferences()
  const hidden = useChoice('hide') ?? NONE
  const stacked = useChoice('stack') === '1' && by !== 'total'
  const setSearch = useSetSearch()
  // A wall screen has no table.
  const asTable = useAsTable(place === 'lower' ? 'lower' : 'upper') && place !== 'alone'
  const { label, format, unit = 1 }: Shown = SHOWN[metric]
  const notes = [place === 'lower' ? undefined : watchedNote(series, range, zone), useNotKept(by)]
  const keys = series.lines.map(({ key }) => key)
  const onName = (key: string, { altKey }: MouseEvent): void =>
    setSearch({ hide: hiddenAfter(hidden, keys, key, altKey) })
  return (
    <TimeChart
      {...axis}
      {...{ series, ghost, band, marks, cursor, onCursor, format, unit, hidden, stacked, onName }}
      lines={series.lines}
      label={`${label} over time`}
      height={HEIGHTS[place]}
      whole={range.key === null}
      bare={place === 'upper'}
      asTable={asTable}
      note={notes.filter((words) => words !== undefined).join(' · ') || undefined}
    />
  )
}

/**
 * Two charts on one time axis: connections, and below them what the viewer chose. Drawn when their lines or marks
 * change, not with every poll.
 */
export const FleetCharts = memo(function FleetCharts({ events }: { events: readonly FleetEvent[] }) {
  const marks = useChartMarks(events)
  const [cursor, setCursor] = useState<number | null>(null)
  const lookOf = useLooks()
  const lower = useChoice('metric') ?? 'egress'
  const upper = useFleetSeries('connections')
  const below = useFleetSeries(lower)
  // A chart takes a while to make.
  const second = useTurn(isReady(upper) && isReady(below))
  if (!isReady(upper) || !isReady(below)) return null
  const shownOf = (metric: Metric, { times, lines }: Series) => ({
    metric: SHOWN[metric].metric,
    times,
    lines: lines.map(({ key, values }, index) => ({ name: lookOf(key, index).name, values })),
  })
  const common = { marks, cursor, onCursor: setCursor }
  return (
    <div className={classes.charts}>
      <Panel
        title={SHOWN.connections.label}
        aside={
          <div className={classes.aside}>
            <ChartOptions />
            <ChartMenu place="upper" name="active connections" chart={() => shownOf('connections', upper.series)} />
          </div>
        }
      >
        <FleetChart place="upper" metric="connections" chart={upper} {...common} />
      </Panel>
      <Panel
        title={SHOWN[lower].label}
        aside={
          <div className={classes.aside}>
            <LowerChoice value={lower} />
            <ChartMenu place="lower" name="the lower chart" chart={() => shownOf(lower, below.series)} />
          </div>
        }
      >
        {second ? (
          <FleetChart place="lower" metric={lower} chart={below} {...common} />
        ) : (
          <div className={classes.second} />
        )}
      </Panel>
    </div>
  )
})

/** The upper one alone, for a wall screen. */
export const UpperChart = memo(function UpperChart({ events }: { events: readonly FleetEvent[] }) {
  const marks = useChartMarks(events)
  const [cursor, setCursor] = useState<number | null>(null)
  const chart = useFleetSeries('connections')
  if (!isReady(chart)) return null
  return (
    <Panel title={SHOWN.connections.label}>
      <FleetChart place="alone" metric="connections" chart={chart} marks={marks} cursor={cursor} onCursor={setCursor} />
    </Panel>
  )
})
