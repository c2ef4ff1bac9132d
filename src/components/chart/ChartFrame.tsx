import { memo, useMemo } from 'react'
import { CartesianGrid, getNiceTickValues, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import {
  placeMarks,
  timeTicks,
  topOf,
  type ChartLine,
  type ChartMark,
  type ChartTimes,
  type LineLook,
} from './chartData.ts'
import { ChartLines, Crosshair } from './ChartLines.tsx'

export interface ChartFrameProps {
  series: ChartTimes
  /** Finished lines of the series, in drawing order. */
  lines: readonly ChartLine[]
  lookOf: (key: string, index: number) => LineLook
  format: (value: number) => string
  formatTick: (at: number) => string
  marks: readonly ChartMark[]
  height: number
  onCursor: (at: number | null) => void
  /** Hide the time axis of an upper chart. */
  bare: boolean
}

const MARGIN = { top: 6, right: 8, bottom: 0, left: 0 } as const
const TICK = { fill: 'var(--muted)', fontSize: 11 } as const
const MIN_SPAN_MS = 60_000
const TICKS = 6
const LEVELS = 4

/** Axes, grid, marks and lines; drawn again when their data change, not when the crosshair moves. */
export const ChartFrame = memo(function ChartFrame(props: ChartFrameProps) {
  const { series, lines, marks, format, height, bare } = props
  const from = Math.min(Math.max(series.from, series.times[0] ?? series.from), series.to - MIN_SPAN_MS)
  const { to } = series
  const span = useMemo((): [number, number] => [from, to], [from, to])
  const ticks = useMemo(() => timeTicks(from, to, TICKS), [from, to])
  const placed = useMemo(() => placeMarks(marks, from, to), [marks, from, to])
  const top = topOf(lines)
  const levels = useMemo(() => (top > 0 ? getNiceTickValues([0, top], LEVELS) : [0]), [top])
  const scale = useMemo((): [number, number] => [0, levels.at(-1) || 1], [levels])
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 600, height }}>
      <LineChart margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis
          // Without one it would count rows, of which there are none here.
          dataKey="t"
          type="number"
          scale="time"
          domain={span}
          ticks={ticks}
          tickFormatter={props.formatTick}
          tick={bare ? false : TICK}
          height={bare ? 4 : 20}
          axisLine={false}
          tickLine={false}
          allowDataOverflow
        />
        <YAxis
          width={66}
          ticks={levels}
          tickFormatter={format}
          tick={TICK}
          axisLine={false}
          tickLine={false}
          domain={scale}
          allowDataOverflow
        />
        {placed.map((mark) => (
          <ReferenceLine
            key={`${mark.at} ${mark.label}`}
            x={mark.at}
            stroke="var(--muted)"
            strokeDasharray="3 3"
            label={{ value: mark.label, position: 'insideTopLeft', fill: 'var(--muted)', fontSize: 11 }}
          />
        ))}
        <ChartLines series={series} lines={lines} lookOf={props.lookOf} />
        <Crosshair onCursor={props.onCursor} />
      </LineChart>
    </ResponsiveContainer>
  )
})
