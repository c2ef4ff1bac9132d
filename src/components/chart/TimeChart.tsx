import { ForeignText } from '../status/ForeignText.tsx'
import { nearest, type ChartMark } from './chartData.ts'
import { ChartFrame, type ChartFrameProps } from './ChartFrame.tsx'
import { CursorContext } from './ChartLines.tsx'
import classes from './TimeChart.module.css'

interface TimeChartProps extends Omit<ChartFrameProps, 'marks' | 'bare'> {
  /** What is drawn, for assistive technology. */
  label: string
  formatTime: (at: number) => string
  marks?: readonly ChartMark[]
  /** The time under the crosshair, null for none: the legend says the values there. Charts share it by sharing this. */
  cursor: number | null
  /** What the reader must know of the window, such as since when there are samples. */
  note?: string | undefined
  /** Hide the time axis of an upper chart. */
  bare?: boolean
}

const NO_MARKS: readonly ChartMark[] = []

/** Lines over time: gaps are gaps, no animation, a legend that says the value under the crosshair. */
export function TimeChart(props: TimeChartProps) {
  const { label, formatTime, cursor, note, marks = NO_MARKS, bare = false, ...frame } = props
  const { series, lines, lookOf, format } = frame
  const blank = lines.every((line) => line.values.every((value) => Number.isNaN(value)))
  const at = cursor === null ? series.times.length - 1 : nearest(series.times, cursor)
  const shownAt = series.times[at]
  return (
    <figure className={classes.figure} aria-label={label}>
      <ul className={classes.legend}>
        {lines.map((line, index) => {
          const { name, colour, dash } = lookOf(line.key, index)
          return (
            <li key={line.key}>
              <svg className={classes.key} viewBox="0 0 14 4" aria-hidden="true">
                <path d="M0 2H14" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
              </svg>
              <ForeignText text={name} /> <b>{format(line.values[at] ?? Number.NaN)}</b>
            </li>
          )
        })}
        <li className={classes.time}>
          {note && `${note} · `}
          {shownAt !== undefined && formatTime(shownAt)}
        </li>
      </ul>
      {blank && <p className={classes.blank}>no value yet</p>}
      <div aria-hidden="true">
        <CursorContext value={cursor}>
          <ChartFrame {...frame} marks={marks} bare={bare} />
        </CursorContext>
      </div>
    </figure>
  )
}
