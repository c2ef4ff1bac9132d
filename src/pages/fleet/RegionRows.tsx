import { memo, type MouseEvent, type ReactNode } from 'react'
import { Sparkline } from '../../components/chart/Sparkline.tsx'
import type { Spark } from '../../components/chart/sparkPath.ts'
import type { GroupTotals, Totals } from '../../types/fleet.ts'
import type { NormalBand } from '../../types/series.ts'
import { count, perMinute, UNKNOWN } from '../../view/format.ts'
import { isUnusual, normalShare } from '../../view/normalWords.ts'
import { usePreferences } from '../../view/preferences.ts'
import { normalWordsAtLeast } from '../../widgets/lowerBoundWords.ts'
import { RegionMark } from '../../widgets/RegionMark.tsx'
import { picked, useSetSearch } from '../../widgets/useSearchState.ts'
import classes from './RegionMatrix.module.css'

// What stands in the rows of the region matrix.

interface NormalProps {
  of: Totals
  band: NormalBand | undefined
  /** Epoch ms. */
  feedTime: number
  /** They are a lower bound. */
  atLeast: boolean
}

/** Connections against what is usual; out of the band it is marked, and the words say against what. */
export function Normal({ of: { connections }, band, feedTime, atLeast }: NormalProps) {
  const { zone } = usePreferences()
  if (band === undefined) return null
  const share = normalShare(connections, band)
  return (
    <span
      className={classes.normal}
      data-unusual={isUnusual(connections, band, atLeast)}
      title={normalWordsAtLeast(connections, band, feedTime, zone, atLeast)}
    >
      {atLeast && share !== UNKNOWN ? `≥ ${share}` : share}
    </span>
  )
}

function useToggle(region: string, chosen: readonly string[] | undefined) {
  const setSearch = useSetSearch()
  return (event: MouseEvent): void => setSearch({ region: picked(chosen, region, event) })
}

/** The line, and for who does not see it, where it came from and went. */
export const Trend = memo(function Trend(line: Spark) {
  const { values } = line
  const known = values.filter((value) => !Number.isNaN(value))
  const [first, last] = [known[0], known.at(-1)]
  return (
    <>
      <Sparkline {...line} />
      {first !== undefined && last !== undefined && (
        <span className="visuallyHidden">{`from ${count(first)} to ${count(last)}, ${count(Math.min(...known))} to ${count(Math.max(...known))}`}</span>
      )}
    </>
  )
})

interface RegionRowProps {
  row: GroupTotals
  trend: ReactNode
  chosen: readonly string[] | undefined
  /** Some of its processes are missing or unreadable, so its sums are lower bounds. */
  atLeast: boolean
  normal: ReactNode
}

export function RegionRow({ row, trend, chosen, atLeast, normal }: RegionRowProps) {
  const toggle = useToggle(row.key, chosen)
  const pressed = chosen?.includes(row.key) ?? false
  return (
    <tr data-chosen={pressed} className={classes.pick} onClick={toggle}>
      <th scope="row">
        <button type="button" aria-pressed={pressed} title="Filter by this region; Alt+click for only it">
          <RegionMark region={row.key} />
        </button>
      </th>
      <Figures of={row} normal={normal} trend={trend} atLeast={atLeast} />
    </tr>
  )
}

interface EmptyRegionProps {
  region: string
  chosen: readonly string[] | undefined
  children: ReactNode
}

/** A region of which no process is read: one that is missing or unreadable, or a chosen one, so that it can be let go. */
export function EmptyRegion({ region, chosen, children }: EmptyRegionProps) {
  const toggle = useToggle(region, chosen)
  const pressed = chosen?.includes(region) ?? false
  return (
    <tr data-chosen={pressed} data-dark="true" className={classes.pick} onClick={toggle}>
      <th scope="row">
        <button type="button" aria-pressed={pressed}>
          <RegionMark region={region} />
        </button>
      </th>
      <td colSpan={7}>{children}</td>
    </tr>
  )
}

interface FiguresProps {
  of: Totals
  normal: ReactNode
  trend: ReactNode
  atLeast: boolean
}

export function Figures({ of, normal, trend, atLeast }: FiguresProps) {
  const short = of.openSlots === 0 && of.roomStarts >= 1
  const least = atLeast ? '≥ ' : ''
  const { drains } = of
  return (
    <>
      <td>
        {least}
        {count(of.connections)}
      </td>
      <td>{normal}</td>
      <td className={classes.trend}>{trend}</td>
      <td>
        {Number.isNaN(of.roomStarts) ? '' : least}
        {perMinute(of.roomStarts)}
      </td>
      <td data-short={short}>
        {least}
        {count(of.openSlots)} / {count(of.coming)}
      </td>
      <td>{drains === 0 ? '' : `${least}${count(drains)}`}</td>
      <td data-lost={of.lost > 0}>{of.lost === 0 ? '' : count(of.lost)}</td>
    </>
  )
}
