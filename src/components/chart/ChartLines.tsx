import { createContext, Fragment, use, useId, useState, type CSSProperties, type PointerEvent } from 'react'
import { usePlotArea, useXAxisInverseScale, useXAxisScale, useYAxisScale } from 'recharts'
import type { ChartLine, LineLook } from './chartData.ts'
import { Hatching } from './Hatching.tsx'
import { areaPath, linePath } from './linePath.ts'

export interface DrawnLine extends ChartLine {
  look: LineLook
}

export interface DrawnLines {
  times: readonly number[]
  /** Finished, in drawing order. */
  lines: readonly DrawnLine[]
  /** They stand on each other: what is between them is filled. */
  stacked?: boolean
  /** The same at another time, drawn behind them. */
  ghost?: Ghost | null
  /** What is usual, drawn behind all. */
  band?: Band | null
}

/** What lies between two lines, on the chart's time axis with times of its own. */
export interface Band {
  name: string
  times: readonly number[]
  lows: readonly number[]
  highs: readonly number[]
}

/** A line on the chart's time axis with times of its own. */
export interface Ghost {
  name: string
  times: readonly number[]
  values: readonly number[]
}

/** The lines of a chart: they move with every poll, what is around them seldom does. */
export const LinesContext = createContext<DrawnLines>({ times: [], lines: [] })

type Scale = NonNullable<ReturnType<typeof useXAxisScale>>

const pixels =
  (scale: Scale) =>
  (value: number): number =>
    scale(value) ?? Number.NaN

/** The lines on the chart's own scales. Recharts' `Line` makes objects for labels out of every point (docs/decisions.md). */
export function ChartLines() {
  const { times, lines, stacked = false, ghost = null, band = null } = use(LinesContext)
  const [xScale, yScale] = [useXAxisScale(), useYAxisScale()]
  const id = useId()
  // Until the chart knows its size.
  if (!xScale || !yScale) return null
  const [x, y] = [pixels(xScale), pixels(yScale)]
  return (
    // The names that Recharts gives them.
    <g className="recharts-layer recharts-line" fill="none" strokeWidth={1.5} strokeLinejoin="round">
      {band && <path d={areaPath(band.times, band.highs, band.lows, x, y)} fill="var(--muted)" fillOpacity={0.16} />}
      {ghost && <path d={linePath(ghost.times, ghost.values, x, y)} stroke="var(--muted)" strokeDasharray="2 3" />}
      {stacked &&
        lines.map(({ key, values, look }, index) => (
          <Fragment key={key}>
            <Hatching id={`${id}${index}`} {...look} />
            <path d={areaPath(times, values, lines[index - 1]?.values ?? [], x, y)} fill={`url(#${id}${index})`} />
          </Fragment>
        ))}
      {!stacked &&
        lines.map(
          ({ key, lows, highs, look: { colour } }) =>
            lows && highs && <path key={key} d={areaPath(times, highs, lows, x, y)} fill={colour} fillOpacity={0.25} />,
        )}
      {lines.map(({ key, values, look: { colour, dash } }) => (
        <path
          key={key}
          className="recharts-curve recharts-line-curve"
          d={linePath(times, values, x, y)}
          stroke={colour}
          strokeDasharray={dash}
          strokeLinecap={dash === undefined ? 'round' : 'butt'}
        />
      ))}
    </g>
  )
}

/** The time under the crosshair, epoch ms; charts that share it show it together. */
export const CursorContext = createContext<number | null>(null)

export interface PointerUse {
  /** The crosshair moved: its time, epoch ms; null when it left. */
  onCursor: (at: number | null) => void
  /** A span of time was drawn with the pointer held down. */
  onZoom?: ((from: number, to: number) => void) | undefined
  /** Double click: back to the whole. */
  onWhole?: (() => void) | undefined
}

/** Less than this is a click whose hand was not quite still. */
const LEAST_DRAG_PX = 4

/** The crosshair, and the surface that moves it: dragging draws a span of time to look at. */
export function Crosshair({ onCursor, onZoom, onWhole }: PointerUse) {
  const area = usePlotArea()
  const xScale = useXAxisScale()
  const timeOf = useXAxisInverseScale()
  const cursor = use(CursorContext)
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null)
  if (!area || !xScale) return null
  const { x: left, y: top, width, height } = area
  const at = cursor === null ? Number.NaN : pixels(xScale)(cursor)
  const placeOf = (event: PointerEvent<SVGRectElement>): number => {
    const box = event.currentTarget.getBoundingClientRect()
    return left + Math.min(Math.max(event.clientX - box.left, 0), width)
  }
  const timeAt = (x: number): number => Number(timeOf?.(x) ?? Number.NaN)
  const down = (event: PointerEvent<SVGRectElement>): void => {
    // A finger scrolls.
    if (!onZoom || event.button !== 0 || event.pointerType === 'touch') return
    event.currentTarget.setPointerCapture(event.pointerId)
    setDrag({ from: placeOf(event), to: placeOf(event) })
  }
  const move = (event: PointerEvent<SVGRectElement>): void => {
    const x = placeOf(event)
    if (drag) setDrag({ ...drag, to: x })
    if (!Number.isNaN(timeAt(x))) onCursor(timeAt(x))
  }
  const up = (): void => {
    if (drag && Math.abs(drag.to - drag.from) >= LEAST_DRAG_PX) {
      const [from, to] = [timeAt(Math.min(drag.from, drag.to)), timeAt(Math.max(drag.from, drag.to))]
      onZoom?.(from, to)
    }
    setDrag(null)
  }
  return (
    <>
      {drag && (
        <rect
          x={Math.min(drag.from, drag.to)}
          y={top}
          width={Math.abs(drag.to - drag.from)}
          height={height}
          fill="var(--accent)"
          fillOpacity={0.2}
        />
      )}
      {at >= left && at <= left + width && <line x1={at} x2={at} y1={top} y2={top + height} stroke="var(--muted)" />}
      <rect
        x={left}
        y={top}
        width={width}
        height={height}
        fill="transparent"
        style={SURFACE}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={() => setDrag(null)}
        onPointerLeave={() => onCursor(null)}
        onDoubleClick={onWhole}
      />
    </>
  )
}

const SURFACE: CSSProperties = { pointerEvents: 'all', touchAction: 'pan-y' }
