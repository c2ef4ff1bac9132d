import { ForeignText } from '../status/ForeignText.tsx'
import type { DrawnLine } from './ChartLines.tsx'
import classes from './TimeChart.module.css'

interface ChartTableProps {
  label: string
  times: readonly number[]
  lines: readonly DrawnLine[]
  format: (value: number) => string
  formatTime: (at: number) => string
}

/** What the chart draws, as figures; the newest first. */
export function ChartTable({ label, times, lines, format, formatTime }: ChartTableProps) {
  const places = times.map((_, at) => at).toReversed()
  return (
    // It scrolls, so the keyboard must reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes.twin} tabIndex={0} role="group" aria-label={`${label}, table`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {lines.map(({ key, look }) => (
              <th key={key} scope="col">
                <ForeignText text={look.name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((at) => (
            <tr key={times[at]}>
              <th scope="row">{formatTime(times[at] ?? 0)}</th>
              {lines.map(({ key, values }) => (
                <td key={key}>{format(values[at] ?? Number.NaN)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
