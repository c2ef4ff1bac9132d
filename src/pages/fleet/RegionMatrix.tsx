import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { topOf } from '../../components/chart/chartData.ts'
import { NO_SPARK } from '../../components/chart/Sparkline.tsx'
import { Panel } from '../../components/layout/Panel.tsx'
import { normalQuery, seriesQuery } from '../../engine/queries/series.ts'
import { addTotals, emptyTotals } from '../../fleet/totals.ts'
import { duration } from '../../fleet/words.ts'
import { isNarrowed, regionTotals } from '../../select/filter.ts'
import type { GroupTotals } from '../../types/fleet.ts'
import type { NormalBand } from '../../types/series.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { windowOf } from '../../view/range.ts'
import { useChoice, useRange } from '../../widgets/useSearchState.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { isLowerBound } from '../../widgets/lowerBound.ts'
import { matrixRows } from './matrixRows.ts'
import { EmptyRegion, Figures, Normal, RegionRow, Trend } from './RegionRows.tsx'
import type { FleetView } from './useFleetView.ts'
import classes from './RegionMatrix.module.css'

const ALL: readonly string[] = []
const POINTS = 40

/** The regions and their sum as they are listed, or, under choices other than regions, of what these leave. */
function useSums(snapshot: FleetSnapshot, view: Pick<FleetView, 'filter' | 'texts'> | undefined) {
  const { regions, totals } = snapshot
  return useMemo(() => {
    if (view === undefined || !isNarrowed(view.filter, view.texts)) return { regions, all: totals, narrowed: false }
    const sums = regionTotals(snapshot, view.filter, view.texts)
    const all = emptyTotals()
    const left = regions.map(({ key }): GroupTotals => ({ key, ...(sums.get(key) ?? emptyTotals()) }))
    for (const one of left) addTotals(all, one)
    return { regions: left, all, narrowed: true }
  }, [snapshot, regions, totals, view])
}

interface RegionMatrixProps {
  snapshot: FleetSnapshot
  /** The table's choices; without them it is of the whole fleet. */
  view?: Pick<FleetView, 'filter' | 'texts'>
}

/** Every region in one row; choosing one filters everything below and beside it. */
export function RegionMatrix({ snapshot, view }: RegionMatrixProps) {
  const { regions, all, narrowed } = useSums(snapshot, view)
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
  const { times, from, to } = series ?? NO_SPARK
  const trends = useMemo(() => new Map((lines ?? []).map((line) => [line.key, line.values])), [lines])
  const top = topOf(lines ?? [])
  const bands = useBands(snapshot)
  const partial = isLowerBound(snapshot)
  const { rows, empty } = useMemo(() => matrixRows(regions, snapshot, chosen ?? ALL), [regions, snapshot, chosen])
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
            {rows.map(({ row, atLeast }) => (
              <RegionRow
                key={row.key}
                row={row}
                trend={
                  narrowed ? null : <Trend {...{ times, from, to, top }} values={trends.get(row.key) ?? ALL_NAN} />
                }
                chosen={chosen}
                atLeast={atLeast}
                normal={
                  narrowed ? null : (
                    <Normal of={row} band={bands.get(row.key)} feedTime={snapshot.feedTime} atLeast={atLeast} />
                  )
                }
              />
            ))}
            {empty.map(({ region, words, since }) => (
              <EmptyRegion key={region} region={region} chosen={chosen}>
                {words}
                {since === null ? '' : ` for ${duration(snapshot.feedTime - since)}`}
              </EmptyRegion>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All</th>
              <Figures
                of={all}
                normal={
                  narrowed ? null : (
                    <Normal of={all} band={bands.get(null)} feedTime={snapshot.feedTime} atLeast={partial} />
                  )
                }
                trend={null}
                atLeast={partial}
              />
            </tr>
          </tfoot>
        </table>
        {narrowed && (
          <p className={classes.narrowed}>
            Of the processes that match. What is normal, starts and losses are kept of whole regions only.
          </p>
        )}
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
