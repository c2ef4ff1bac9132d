import { useCallback, useMemo, type MouseEvent, type ReactNode } from 'react'
import { getNiceTickValues } from 'recharts'
import {
  axisSpan,
  nearest,
  topOf,
  type ChartLine,
  type ChartMark,
  type ChartTimes,
  type LineLook,
} from './chartData.ts'
import { ChartFrame, type ChartFrameProps } from './ChartFrame.tsx'
import { ChartLegend } from './ChartLegend.tsx'
import { CursorContext, LinesContext, type Band, type DrawnLine, type Ghost } from './ChartLines.tsx'
import { ChartTable } from './ChartTable.tsx'
import { CrosshairKeys } from './CrosshairKeys.tsx'
import { stackLines } from './stackLines.ts'
import classes from './TimeChart.module.css'

type Frame = Pick<ChartFrameProps, 'format' | 'height' | 'onCursor' | 'onZoom' | 'onWhole'>

export interface TimeChartProps extends Frame {
  series: ChartTimes
  /** Finished, in drawing order. */
  lines: readonly ChartLine[]
  /** How a line looks; its place is that among all lines, drawn or not. */
  lookOf: (key: string, index: number) => LineLook
  /** What is drawn, for assistive technology. */
  label: string
  /** @param spanMs how long what is drawn is. */
  formatTime: (at: number, spanMs: number) => string
  /** A time named by an axis that spans `spanMs`. */
  formatTick: (at: number, spanMs: number) => string
  marks?: readonly ChartMark[]
  /** The time under the crosshair, null for none: the legend says the values there. Charts share it by sharing this. */
  cursor: number | null
  /** What the reader must know of the window, such as since when there are samples. */
  note?: string | undefined
  /** The window has ends of its own and is drawn whole. */
  whole?: boolean
  /** Hide the time axis of an upper chart. */
  bare?: boolean
  /** Lines that are not drawn; their names stay, to switch them on again. */
  hidden?: readonly string[]
  /** A name in the legend was clicked; absent: it cannot be. */
  onName?: (key: string, event: MouseEvent) => void
  /** Lines on top of each other. */
  stacked?: boolean
  ghost?: Ghost | null
  /** What is usual. */
  band?: Band | null
  /** Values are round numbers of it: 60,000 for ms that are read as minutes. */
  unit?: number
  /** Stands at the end of the legend. */
  aside?: ReactNode
  /** The same as a table, in the chart's place. */
  asTable?: boolean
}

const LEVELS = 4

/** Round values from 0 to above the largest, no two of which read alike: the same array as long as they are the same. */
function useLevels(top: number, unit: number, format: (value: number) => string): readonly number[] {
  const fine = top > 0 ? getNiceTickValues([0, top / unit], LEVELS) : [0]
  // Two rooms in four levels would be 0, 1, 1 and 2.
  const alike = new Set(fine.map((level) => format(level * unit))).size < fine.length
  const said = (alike ? getNiceTickValues([0, top / unit], LEVELS, false) : fine).join(' ')
  return useMemo(() => said.split(' ').map((level) => Number(level) * unit), [said, unit])
}

const useForSpan = (format: (at: number, spanMs: number) => string, spanMs: number): ((at: number) => string) =>
  useCallback((at) => format(at, spanMs), [format, spanMs])

const NO_MARKS: readonly ChartMark[] = []
const NONE: readonly string[] = []

/** Lines over time: gaps are gaps, no animation, a legend that says the value under the crosshair. */
export function TimeChart(props: TimeChartProps) {
  const { series, lines, lookOf, label, cursor, note, marks = NO_MARKS, bare = false } = props
  const { format, height, onCursor, onZoom, onWhole } = props
  const { hidden = NONE, stacked = false, ghost = null, band = null, unit = 1 } = props
  const { times } = series
  const [from, to] = axisSpan(series, props.whole)
  const formatTick = useForSpan(props.formatTick, to - from)
  const formatTime = useForSpan(props.formatTime, to - from)
  const named = useMemo(
    () => lines.map((line, index): DrawnLine => ({ ...line, look: lookOf(line.key, index) })),
    [lines, lookOf],
  )
  const shown = useMemo(() => named.filter(({ key }) => !hidden.includes(key)), [named, hidden])
  const drawn = useMemo(() => {
    return { times, lines: stacked ? stackLines(shown) : shown, stacked, ghost, band }
  }, [times, shown, stacked, ghost, band])
  const peaks = stacked ? [] : drawn.lines.map(({ highs }) => highs)
  const besides = [ghost?.values, band?.highs, ...peaks].flatMap((values) => (values ? [{ values }] : []))
  const levels = useLevels(topOf([...drawn.lines, ...besides]), unit, format)
  const blank = shown.every((line) => line.values.every((value) => Number.isNaN(value)))
  const at = cursor === null ? times.length - 1 : nearest(times, cursor)
  const shownAt = times[at]
  return (
    <figure className={classes.figure} aria-label={label}>
      <ChartLegend
        {...{ named, hidden, stacked, at, ghost, band, format }}
        onName={props.onName}
        time={[note, shownAt === undefined ? undefined : formatTime(shownAt)]}
        shownAt={shownAt}
        aside={props.aside}
      />
      {props.asTable ? (
        <ChartTable {...{ label, times, lines: shown, format, formatTime }} />
      ) : (
        <CrosshairKeys {...{ label, times, cursor, onCursor, lines: shown, format, formatTime }}>
          {blank && <p className={classes.blank}>{props.whole ? 'no value in this time' : 'no value yet'}</p>}
          <div aria-hidden="true">
            <CursorContext value={cursor}>
              <LinesContext value={drawn}>
                <ChartFrame
                  {...{ from, to, levels, format, formatTick, marks, height, onCursor, onZoom, onWhole, bare }}
                />
              </LinesContext>
            </CursorContext>
          </div>
        </CrosshairKeys>
      )}
    </figure>
  )
}
