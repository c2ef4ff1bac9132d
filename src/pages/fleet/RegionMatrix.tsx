import { useQuery } from '@tanstack/react-query'
import { memo, useMemo, type MouseEvent, type ReactNode } from 'react'
import { topOf } from '../../components/chart/chartData.ts'
import { Sparkline } from '../../components/chart/Sparkline.tsx'
import { Panel } from '../../components/layout/Panel.tsx'
import { normalQuery, seriesQuery } from '../../engine/queries.ts'
import { duration, processes } from '../../fleet/words.ts'
import type { GroupTotals, Totals } from '../../types/fleet.ts'
import type { NormalBand } from '../../types/series.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { count, perMinute } from '../../view/format.ts'
import { isUnusual, normalShare, normalWords } from '../../view/normalWords.ts'
import { usePreferences } from '../../view/preferences.ts'
import { windowOf } from '../../view/range.ts'
import { picked, useChoice, useRange, useSetSearch } from '../../widgets/useSearchState.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { isLowerBound } from '../../widgets/lowerBound.ts'
import { watchedShare } from '../../widgets/watchedNote.ts'
import { RegionMark } from '../../widgets/RegionMark.tsx'
import classes from './RegionMatrix.module.css'

const ALL: readonly string[] = []
const POINTS = 40

/** Worst first: lost with connections, then no open slot, then the most connections. */
const worstFirst = (a: GroupTotals, b: GroupTotals): number =>
  b.lost - a.lost ||
  Number(b.openSlots === 0 && b.roomStarts >= 1) - Number(a.openSlots === 0 && a.roomStarts >= 1) ||
  b.connections - a.connections

/** Every region in one row; choosing one filters everything below and beside it. */
export function RegionMatrix({ snapshot }: { snapshot: FleetSnapshot }) {
  const chosen = useChoice('region')
  const range = useRange()
  const { engine } = useDeck()
  const request = {
    metric: 'connections',
    by: 'region',
    regions: ALL,
    deployments: ALL,
    ...windowOf(range),
    points: POINTS,
  } as const
  const series = useQuery(seriesQuery(engine, request)).data
  const lines = series?.lines
  const share = series ? watchedShare(series) : 1
  const trends = useMemo(() => new Map((lines ?? []).map((line) => [line.key, line.values])), [lines])
  const top = topOf(lines ?? [])
  const bands = useBands(snapshot)
  const { feed } = snapshot
  const dark = new Set(feed.darkRegions.map((one) => one.region))
  // A region may have only its losses left to show; a dark one says that it is missing instead.
  const rows = snapshot.regions.filter((row) => row.processes > 0 || !dark.has(row.key)).toSorted(worstFirst)
  const listed = new Set(rows.map((row) => row.key))
  const missing = [
    ...feed.missingRegions.map(({ region, since }) => ({ region, since, words: 'no answer' })),
    ...feed.darkRegions.map(({ region, since, missing: n }) => ({
      region,
      since,
      words: `${processes(n)} missing, end not confirmed`,
    })),
  ].filter((one) => !listed.has(one.region))
  const unlisted = new Set(missing.map((one) => one.region))
  const gone = (chosen ?? []).filter((one) => !listed.has(one) && !unlisted.has(one))
  return (
    <Panel title="Regions" quiet flush>
      <div className={classes.scroller}>
        <table className={classes.matrix} aria-label="Regions">
          <thead>
            <tr>
              <th scope="col">Region</th>
              <th scope="col">Connections</th>
              <th scope="col" title="Connections against the same time of the week">
                Normal
              </th>
              <th scope="col" className={classes.trend}>
                Trend, {range.label}
              </th>
              <th scope="col">Starts/min</th>
              <th scope="col">Open / coming</th>
              <th scope="col">Draining</th>
              <th scope="col">Lost 24 h</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <RegionRow
                key={row.key}
                row={row}
                trend={<Trend values={trends.get(row.key) ?? ALL_NAN} top={top} share={share} />}
                chosen={chosen}
                dark={dark.has(row.key)}
                normal={<Normal of={row} band={bands.get(row.key)} feedTime={snapshot.feedTime} />}
              />
            ))}
            {missing.map(({ region, since, words }) => (
              <EmptyRegion key={region} region={region} chosen={chosen}>
                {words}
                {since === null ? '' : ` for ${duration(snapshot.feedTime - since)}`}
              </EmptyRegion>
            ))}
            {gone.map((region) => (
              <EmptyRegion key={region} region={region} chosen={chosen}>
                no process
              </EmptyRegion>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All</th>
              <Figures
                of={snapshot.totals}
                normal={<Normal of={snapshot.totals} band={bands.get(null)} feedTime={snapshot.feedTime} />}
                trend={null}
                atLeast={isLowerBound(snapshot)}
              />
            </tr>
          </tfoot>
        </table>
      </div>
    </Panel>
  )
}

const ALL_NAN: readonly number[] = []
const NO_BANDS: ReadonlyMap<string | null, NormalBand> = new Map()

/** What is usual now of every region, and by null of the whole. */
function useBands({ regions }: FleetSnapshot): ReadonlyMap<string | null, NormalBand> {
  const { engine } = useDeck()
  // One question as long as the same regions are listed, whatever their order.
  const said = JSON.stringify(regions.map(({ key }) => key).toSorted())
  const keys = useMemo((): (string | null)[] => [null, ...(JSON.parse(said) as string[])], [said])
  return useQuery(normalQuery(engine, 'connections', keys)).data ?? NO_BANDS
}

interface NormalProps {
  of: Totals
  band: NormalBand | undefined
  /** Epoch ms. */
  feedTime: number
}

/** Connections against what is usual; out of the band it is marked, and the words say against what. */
function Normal({ of: { connections }, band, feedTime }: NormalProps) {
  const { zone } = usePreferences()
  if (band === undefined) return null
  return (
    <span
      className={classes.normal}
      data-unusual={isUnusual(connections, band)}
      title={normalWords(connections, band, feedTime, zone)}
    >
      {normalShare(connections, band)}
    </span>
  )
}

function useToggle(region: string, chosen: readonly string[] | undefined) {
  const setSearch = useSetSearch()
  return (event: MouseEvent): void => setSearch({ region: picked(chosen, region, event) })
}

/** The line, and for who does not see it, where it came from and went. */
const Trend = memo(function Trend({ values, ...of }: { values: readonly number[]; top: number; share: number }) {
  const known = values.filter((value) => !Number.isNaN(value))
  const [first, last] = [known[0], known.at(-1)]
  return (
    <>
      <Sparkline values={values} {...of} />
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
  /** Some of its processes are missing, so its sums are lower bounds. */
  dark: boolean
  normal: ReactNode
}

function RegionRow({ row, trend, chosen, dark, normal }: RegionRowProps) {
  const toggle = useToggle(row.key, chosen)
  const pressed = chosen?.includes(row.key) ?? false
  return (
    <tr data-chosen={pressed} className={classes.pick} onClick={toggle}>
      <th scope="row">
        <button type="button" aria-pressed={pressed} title="Filter by this region; Alt+click for only it">
          <RegionMark region={row.key} />
        </button>
      </th>
      <Figures of={row} normal={normal} trend={trend} atLeast={dark} />
    </tr>
  )
}

interface EmptyRegionProps {
  region: string
  chosen: readonly string[] | undefined
  children: ReactNode
}

/** A region of which no process is listed: one that is missing, or a chosen one, so that it can be let go. */
function EmptyRegion({ region, chosen, children }: EmptyRegionProps) {
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

function Figures({ of, normal, trend, atLeast }: FiguresProps) {
  const short = of.openSlots === 0 && of.roomStarts >= 1
  const { draining } = of.lifecycle
  return (
    <>
      <td>
        {atLeast && '≥ '}
        {count(of.connections)}
      </td>
      <td>{normal}</td>
      <td className={classes.trend}>{trend}</td>
      <td>{perMinute(of.roomStarts)}</td>
      <td data-short={short}>
        {count(of.openSlots)} / {count(of.coming)}
      </td>
      <td>{draining === 0 ? '' : count(draining)}</td>
      <td data-lost={of.lost > 0}>{of.lost === 0 ? '' : count(of.lost)}</td>
    </>
  )
}
