import { createContext, memo, use, useMemo } from 'react'
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

const FrameContext = createContext<ChartFrameProps | null>(null)

/** What the parts of a chart are drawn from. */
function useFrame(): ChartFrameProps {
  const frame = use(FrameContext)
  if (frame === null) throw new Error('a part of a chart stands outside of one')
  return frame
}

function TimeAxis() {
  const { from, to, bare, formatTick } = useFrame()
  return useMemo(
    () => (
      <XAxis
        // Without one it would count rows, of which there are none here.
        dataKey="t"
        type="number"
        scale="time"
        domain={[from, to]}
        ticks={timeTicks(from, to, TICKS)}
        tickFormatter={formatTick}
        tick={bare ? false : TICK}
        height={bare ? 8 : 20}
        axisLine={false}
        tickLine={false}
        allowDataOverflow
      />
    ),
    [from, to, bare, formatTick],
  )
}

function ValueAxis() {
  const { levels, format } = useFrame()
  return useMemo(
    () => (
      <YAxis
        width={74}
        ticks={[...levels]}
        tickFormatter={format}
        tick={TICK}
        interval={0}
        axisLine={false}
        tickLine={false}
        domain={[0, levels.at(-1) || 1]}
        allowDataOverflow
      />
    ),
    [levels, format],
  )
}

/** What happened, as lines with labels where there is room for them. */
function Marks() {
  const { marks, from, to } = useFrame()
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

function Pointer() {
  const { onCursor, onZoom, onWhole } = useFrame()
  return <Crosshair {...{ onCursor, onZoom, onWhole }} />
}

// Recharts draws all of a chart anew for another element in it, so that these stay and read what has moved themselves.
const PARTS = (
  <>
    <CartesianGrid stroke="var(--line)" vertical={false} />
    <TimeAxis />
    <ValueAxis />
    <Marks />
    <ChartLines />
    <Pointer />
  </>
)

/** Axes, grid and marks, drawn again when they change; the lines and the crosshair on them are drawn by themselves. */
export const ChartFrame = memo(function ChartFrame(props: ChartFrameProps) {
  // A chart takes a while to make: first it finds its place, a frame later it is drawn.
  const drawn = useTurn(true)
  const { height } = props
  const chart = useMemo(
    () => (
      <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 600, height }}>
        <LineChart margin={MARGIN} accessibilityLayer={false}>
          {drawn && PARTS}
        </LineChart>
      </ResponsiveContainer>
    ),
    [height, drawn],
  )
  return <FrameContext value={props}>{chart}</FrameContext>
})
