import { ForeignText } from '../status/ForeignText.tsx'
import { useMemo } from 'react'
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import {
  chartRows,
  nearest,
  placeMarks,
  timeTicks,
  type ChartLine,
  type ChartMark,
  type ChartTimes,
} from './chartData.ts'
import classes from './TimeChart.module.css'

/** A line drawn: its name and colour; a dash tells lines apart without colour. */
export interface LineLook {
  name: string
  colour: string
  dash?: string
}

interface TimeChartProps {
  /** What is drawn, for assistive technology. */
  label: string
  series: ChartTimes
  /** Finished lines of the series, in drawing order. */
  lines: readonly ChartLine[]
  lookOf: (key: string, index: number) => LineLook
  format: (value: number) => string
  formatTime: (at: number) => string
  formatTick: (at: number) => string
  marks?: readonly ChartMark[]
  height: number
  /** The time under the crosshair, null for none: the legend says the values there. Synced charts share it. */
  cursor: number | null
  onCursor: (at: number | null) => void
  /** Charts of one ID share their crosshair. */
  syncId?: string
  /** What the reader must know of the window, such as since when there are samples. */
  note?: string | undefined
  /** Hide the time axis of an upper chart. */
  bare?: boolean
}

const MARGIN = { top: 6, right: 8, bottom: 0, left: 0 } as const
const CURSOR = { stroke: 'var(--muted)' } as const
const TICK = { fill: 'var(--muted)', fontSize: 11 } as const
const NO_MARKS: readonly ChartMark[] = []
const MIN_SPAN_MS = 60_000
const TICKS = 6

/** Lines over time: gaps are gaps, no animation, a legend that says the value under the crosshair. */
export function TimeChart(props: TimeChartProps) {
  const {
    series,
    lines,
    lookOf,
    format,
    formatTime,
    formatTick,
    marks = NO_MARKS,
    height,
    syncId,
    cursor,
    bare = false,
  } = props
  const rows = useMemo(() => chartRows(series, lines), [series, lines])
  const from = Math.min(Math.max(series.from, series.times[0] ?? series.from), series.to - MIN_SPAN_MS)
  const domain = useMemo((): [number, number] => [from, series.to], [from, series.to])
  const ticks = useMemo(() => timeTicks(from, series.to, TICKS), [from, series.to])
  const blank = lines.every((line) => line.values.every((value) => Number.isNaN(value)))
  const placed = useMemo(() => placeMarks(marks, from, series.to), [marks, from, series.to])
  const at = cursor === null ? rows.length - 1 : nearest(series.times, cursor)
  const shownAt = rows[at]?.['t'] ?? null

  return (
    <figure className={classes.figure} aria-label={props.label}>
      <ul className={classes.legend}>
        {lines.map((line, index) => {
          const { name, colour, dash } = lookOf(line.key, index)
          const value = rows[at]?.[`v${index}`] ?? Number.NaN
          return (
            <li key={line.key}>
              <svg className={classes.key} viewBox="0 0 14 4" aria-hidden="true">
                <path d="M0 2H14" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
              </svg>
              <ForeignText text={name} /> <b>{format(value)}</b>
            </li>
          )
        })}
        <li className={classes.time}>
          {props.note && `${props.note} · `}
          {shownAt !== null && formatTime(shownAt)}
        </li>
      </ul>
      {blank && <p className={classes.blank}>no value yet</p>}
      <div aria-hidden="true">
        <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 600, height }}>
          <LineChart
            data={rows}
            margin={MARGIN}
            {...(syncId ? { syncId } : {})}
            accessibilityLayer={false}
            onMouseMove={({ activeLabel }) => props.onCursor(typeof activeLabel === 'number' ? activeLabel : null)}
            onMouseLeave={() => props.onCursor(null)}
          >
            <CartesianGrid stroke="var(--line)" vertical={false} />
            <XAxis
              dataKey="t"
              type="number"
              scale="time"
              domain={domain}
              ticks={ticks}
              tickFormatter={formatTick}
              tick={bare ? false : TICK}
              height={bare ? 4 : 20}
              axisLine={false}
              tickLine={false}
              allowDataOverflow
            />
            <YAxis
              width={66}
              tickFormatter={format}
              tick={TICK}
              axisLine={false}
              tickLine={false}
              domain={[0, 'auto']}
              tickCount={4}
            />
            <Tooltip cursor={CURSOR} content={NoBox} isAnimationActive={false} />
            {placed.map((mark) => (
              <ReferenceLine
                key={`${mark.at} ${mark.label}`}
                x={mark.at}
                stroke="var(--muted)"
                strokeDasharray="3 3"
                label={{ value: mark.label, position: 'insideTopLeft', fill: 'var(--muted)', fontSize: 11 }}
              />
            ))}
            {lines.map((line, index) => {
              const { colour, dash } = lookOf(line.key, index)
              return (
                <Line
                  key={line.key}
                  dataKey={`v${index}`}
                  stroke={colour}
                  {...(dash ? { strokeDasharray: dash } : {})}
                  strokeWidth={1.5}
                  dot={rows.length < 3}
                  activeDot={false}
                  type="linear"
                  connectNulls={false}
                  isAnimationActive={false}
                />
              )
            })}
          </LineChart>
        </ResponsiveContainer>
      </div>
    </figure>
  )
}

// The legend says the values; a box over the lines would hide them.
const NoBox = (): null => null
