import { useId, type MouseEvent, type ReactNode } from 'react'
import { ForeignText } from '../status/ForeignText.tsx'
import { valueAt, type LineLook } from './chartData.ts'
import type { Band, DrawnLine, Ghost } from './ChartLines.tsx'
import { Hatching } from './Hatching.tsx'
import classes from './TimeChart.module.css'

interface ChartLegendProps {
  named: readonly DrawnLine[]
  hidden: readonly string[]
  stacked: boolean
  /** Which point the values are of; −1 for none. */
  at: number
  format: (value: number) => string
  /** Absent: names are no switches. */
  onName: ((key: string, event: MouseEvent) => void) | undefined
  ghost: Ghost | null
  band: Band | null
  /** Epoch ms; undefined for none. */
  shownAt: number | undefined
  aside: ReactNode
  /** Said at the end. */
  time: readonly (string | undefined)[]
}

const Key = ({ colour, dash }: { colour: string; dash?: string | undefined }) => (
  <svg className={classes.key} viewBox="0 0 14 4" aria-hidden="true">
    <path d="M0 2H14" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
  </svg>
)

/** What an area is filled with. */
function AreaKey(look: LineLook) {
  const id = useId()
  return (
    <svg className={classes.areaKey} viewBox="0 0 14 10" aria-hidden="true">
      <Hatching id={id} {...look} />
      <rect width="14" height="10" fill={`url(#${id})`} stroke={look.colour} />
    </svg>
  )
}

/** ` (20–500)`: between what the average lies; nothing where they read alike. */
function rangeWords(low = Number.NaN, high = Number.NaN, format: (value: number) => string): string {
  const [least, most] = [format(low), format(high)]
  return Number.isNaN(low) || least === most ? '' : ` (${least}–${most})`
}

/** The lines by name, each a switch, with their values under the crosshair. */
export function ChartLegend({
  named,
  hidden,
  stacked,
  at,
  format,
  onName,
  ghost,
  band,
  shownAt,
  aside,
  time,
}: ChartLegendProps) {
  return (
    <ul className={classes.legend}>
      {named.map(({ key, values, lows, highs, look }) => {
        const on = !hidden.includes(key)
        const name = (
          <>
            {stacked ? <AreaKey {...look} /> : <Key {...look} />}
            <ForeignText text={look.name} />
          </>
        )
        return (
          <li key={key} data-off={!on}>
            {onName && named.length > 1 ? (
              <button
                type="button"
                className={classes.name}
                aria-pressed={on}
                title="Alt+click for only this one"
                onClick={(event) => onName(key, event)}
              >
                {name}
              </button>
            ) : (
              name
            )}{' '}
            {on && <b>{format(values[at] ?? Number.NaN)}</b>}
            {on && named.length === 1 && rangeWords(lows?.[at], highs?.[at], format)}
          </li>
        )
      })}
      {ghost && (
        <li>
          <Key colour="var(--muted)" dash="2 3" />
          {ghost.name} <b>{format(valueAt(ghost.times, ghost.values, shownAt))}</b>
        </li>
      )}
      {band && (
        <li>
          <span className={classes.band} aria-hidden="true" />
          {band.name}{' '}
          <b>
            {format(valueAt(band.times, band.lows, shownAt))}–{format(valueAt(band.times, band.highs, shownAt))}
          </b>
        </li>
      )}
      <li className={classes.time}>{time.filter((words) => words !== undefined).join(' · ')}</li>
      {aside !== undefined && <li className={classes.aside}>{aside}</li>}
    </ul>
  )
}
