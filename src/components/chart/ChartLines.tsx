import { createContext, use, type CSSProperties, type PointerEvent } from 'react'
import { usePlotArea, useXAxisInverseScale, useXAxisScale, useYAxisScale } from 'recharts'
import type { ChartLine, ChartTimes, LineLook } from './chartData.ts'
import { linePath } from './linePath.ts'

interface ChartLinesProps {
  series: ChartTimes
  lines: readonly ChartLine[]
  lookOf: (key: string, index: number) => LineLook
}

type Scale = NonNullable<ReturnType<typeof useXAxisScale>>

const pixels =
  (scale: Scale) =>
  (value: number): number =>
    scale(value) ?? Number.NaN

/** The lines on the chart's own scales. Recharts' `Line` makes objects for labels out of every point (docs/decisions.md). */
export function ChartLines({ series, lines, lookOf }: ChartLinesProps) {
  const [xScale, yScale] = [useXAxisScale(), useYAxisScale()]
  // Until the chart knows its size.
  if (!xScale || !yScale) return null
  const [x, y] = [pixels(xScale), pixels(yScale)]
  return (
    // The names that Recharts gives them.
    <g className="recharts-layer recharts-line" fill="none" strokeWidth={1.5} strokeLinejoin="round">
      {lines.map(({ key, values }, index) => {
        const { colour, dash } = lookOf(key, index)
        return (
          <path
            key={key}
            className="recharts-curve recharts-line-curve"
            d={linePath(series.times, values, x, y)}
            stroke={colour}
            strokeDasharray={dash}
            strokeLinecap={dash === undefined ? 'round' : 'butt'}
          />
        )
      })}
    </g>
  )
}

/** The time under the crosshair, epoch ms; charts that share it show it together. */
export const CursorContext = createContext<number | null>(null)

/** The crosshair, and the surface that moves it. */
export function Crosshair({ onCursor }: { onCursor: (at: number | null) => void }) {
  const area = usePlotArea()
  const xScale = useXAxisScale()
  const timeOf = useXAxisInverseScale()
  const cursor = use(CursorContext)
  if (!area || !xScale) return null
  const { x: left, y: top, width, height } = area
  const at = cursor === null ? Number.NaN : pixels(xScale)(cursor)
  const move = (event: PointerEvent<SVGRectElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const time = timeOf?.(left + event.clientX - box.left)
    if (typeof time === 'number' || time instanceof Date) onCursor(Number(time))
  }
  return (
    <>
      {at >= left && at <= left + width && <line x1={at} x2={at} y1={top} y2={top + height} stroke="var(--muted)" />}
      <rect
        x={left}
        y={top}
        width={width}
        height={height}
        fill="transparent"
        style={SURFACE}
        onPointerMove={move}
        onPointerLeave={() => onCursor(null)}
      />
    </>
  )
}

const SURFACE: CSSProperties = { pointerEvents: 'all', touchAction: 'pan-y' }
