import { memo, useMemo } from 'react'
import { CartesianGrid, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { useTurn } from '../useNextFrame.ts'
import { placeMarks, timeTicks, type ChartMark } from './chartData.ts'
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

const MARGIN = { top: 6, right: 8, bottom: 0, left: 0 } as const
const TICK = { fill: 'var(--muted)', fontSize: 11 } as const
const TICKS = 6

/** Axes, grid and marks, drawn again when they change; the lines and the crosshair on them are drawn by themselves. */
export const ChartFrame = memo(function ChartFrame(props: ChartFrameProps) {
  // A chart takes a while to make: first it finds its place, a frame later it is drawn.
  const drawn = useTurn(true)
  const { from, to, levels, marks, format, height, bare } = props
  const span = useMemo((): [number, number] => [from, to], [from, to])
  const ticks = useMemo(() => timeTicks(from, to, TICKS), [from, to])
  const placed = useMemo(() => placeMarks(marks, from, to), [marks, from, to])
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
            {placed.map((mark) => (
              <ReferenceLine
                key={`${mark.at} ${mark.label}`}
                x={mark.at}
                stroke="var(--muted)"
                strokeDasharray="3 3"
                label={{
                  value: mark.label,
                  position: mark.before ? 'insideTopRight' : 'insideTopLeft',
                  fill: 'var(--muted)',
                  fontSize: 11,
                }}
              />
            ))}
            <ChartLines />
            <Crosshair onCursor={props.onCursor} onZoom={props.onZoom} onWhole={props.onWhole} />
          </>
        )}
      </LineChart>
    </ResponsiveContainer>
  )
})
