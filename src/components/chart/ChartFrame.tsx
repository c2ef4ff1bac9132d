import { memo, useMemo } from 'react'
import { CartesianGrid, LineChart, ReferenceLine, ResponsiveContainer, usePlotArea, XAxis, YAxis } from 'recharts'
import { useTurn } from '../useNextFrame.ts'
import { placeMarks, timeTicks, type ChartMark, type PlacedMark } from './chartData.ts'
import { ChartLines, Crosshair, type PointerUse } from './ChartLines.tsx'

export interface ChartFrameProps extends PointerUse {
  /** Ends of the time axis, epoch ms. */
  from: number
  to: number
  /** Values that the axis names, from 0 up to its end. */
  levels: readonly number[]
  format: (value: number) => string
  formatTick: (at: number) => string
  marks: readonly ChartMark[]
  height: number
  /** Hide the time axis of an upper chart. */
  bare: boolean
}

const MARGIN = { top: 14, right: 8, bottom: 0, left: 0 } as const
const TICK = { fill: 'var(--muted)', fontSize: 11 } as const
const TICKS = 6

/** Above the plot, so that no line strikes it through. */
function MarkLabel({ label, before, viewBox }: PlacedMark & { viewBox?: { x: number; y: number } }) {
  if (viewBox === undefined) return null
  return (
    <text {...TICK} x={viewBox.x + (before ? -4 : 4)} y={viewBox.y - 3} textAnchor={before ? 'end' : 'start'}>
      {label}
    </text>
  )
}

/** What happened, as lines with labels where there is room for them. */
function Marks({ marks, from, to }: Pick<ChartFrameProps, 'marks' | 'from' | 'to'>) {
  const width = usePlotArea()?.width ?? 0
  const placed = useMemo(() => placeMarks(marks, from, to, width), [marks, from, to, width])
  return placed.map((mark) => (
    <ReferenceLine
      key={`${mark.at} ${mark.label}`}
      x={mark.at}
      stroke="var(--muted)"
      strokeDasharray="3 3"
      label={<MarkLabel {...mark} />}
    />
  ))
}

/** Axes, grid and marks, drawn again when they change; the lines and the crosshair on them are drawn by themselves. */
export const ChartFrame = memo(function ChartFrame(props: ChartFrameProps) {
  // A chart takes a while to make: first it finds its place, a frame later it is drawn.
  const drawn = useTurn(true)
  const { from, to, levels, marks, format, height, bare } = props
  const span = useMemo((): [number, number] => [from, to], [from, to])
  const ticks = useMemo(() => timeTicks(from, to, TICKS), [from, to])
  const scale = useMemo((): [number, number] => [0, levels.at(-1) || 1], [levels])
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 600, height }}>
      <LineChart margin={MARGIN} accessibilityLayer={false}>
        {drawn && (
          <>
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
              height={bare ? 8 : 20}
              axisLine={false}
              tickLine={false}
              allowDataOverflow
            />
            <YAxis
              width={74}
              ticks={levels as number[]}
              tickFormatter={format}
              tick={TICK}
              interval={0}
              axisLine={false}
              tickLine={false}
              domain={scale}
              allowDataOverflow
            />
            <Marks marks={marks} from={from} to={to} />
            <ChartLines />
            <Crosshair onCursor={props.onCursor} onZoom={props.onZoom} onWhole={props.onWhole} />
          </>
        )}
      </LineChart>
    </ResponsiveContainer>
  )
})
