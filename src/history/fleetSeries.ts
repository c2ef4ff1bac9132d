import { LISTED_LIFECYCLES } from '../types/fleet.ts'
import { OTHER, type Series, type SeriesRequest } from '../types/series.ts'
import type { Block } from './block.ts'
import { tiersOf, type FleetHistory, type Group } from './fleetHistory.ts'
import { meanAt, viewOf } from './fleetView.ts'
import { ownRow, ratioOf, sumOfGroups, sumOfRows, whereKept } from './lineSpecs.ts'
import { readSeries, type LineSpec, type Views } from './read.ts'
import {
  columnIndex,
  deploymentKey,
  groupKey,
  lifecycleKey,
  nameOf,
  regionKey,
  WHOLE_KEY,
  type SummedColumn,
} from './rowMetrics.ts'

interface Line {
  key: string
  groups: readonly Group[]
  /** Keys of the rows that are this very line, together; null where it has to be summed from its groups. */
  rows: readonly string[] | null
}

/** The one region asked for, if it is one. */
const onlyRegion = ({ regions }: SeriesRequest): string | null => (regions.length === 1 ? (regions[0] ?? null) : null)

/** The rows that are the line of this name, null where there are none. */
function rowsOf(request: SeriesRequest, key: string): readonly string[] | null {
  const { by, regions, deployments } = request
  const region = by === 'region' ? key : onlyRegion(request)
  const deployment = by === 'deployment' ? key : deployments.length === 1 ? (deployments[0] ?? null) : null
  if (by !== 'deployment' && deployments.length === 0) {
    if (region !== null) return [regionKey(region)]
    return regions.length === 0 ? [WHOLE_KEY] : null
  }
  // What one deployment had nothing of, only the region can say; so a total is summed.
  if (by === 'total' || deployment === null) return null
  if (by === 'deployment' && regions.length === 0) return [deploymentKey(deployment)]
  return null
}

/** Lifecycles in their own order; kept of the whole, however little there is of one. */
const lifecycleLines = (): Line[] => LISTED_LIFECYCLES.map((key) => ({ key, groups: [], rows: [lifecycleKey(key)] }))

function linesOf(history: FleetHistory, request: SeriesRequest): Line[] {
  const { by, regions, deployments } = request
  const byKey = new Map<string, Group[]>()
  for (const group of history.groups.values()) {
    if (regions.length > 0 && !regions.includes(group.region)) continue
    if (deployments.length > 0 && !deployments.includes(group.deploymentId)) continue
    const key = by === 'total' ? 'total' : by === 'region' ? group.region : group.deploymentId
    const groups = byKey.get(key)
    if (groups) groups.push(group)
    else byKey.set(key, [group])
  }
  if (by !== 'deployment' && deployments.length === 0) {
    for (const region of regionsKept(history)) {
      if (regions.length > 0 && !regions.includes(region)) continue
      const key = by === 'total' ? 'total' : region
      if (!byKey.has(key)) byKey.set(key, [])
    }
  }
  return [...byKey].map(([key, groups]) => ({ key, groups, rows: rowsOf(request, key) }))
}

/** Regions whose deployments have all been forgotten are still in the quarters. */
function regionsKept({ quarters }: FleetHistory): Set<string> {
  const regions = new Set<string>()
  for (const { rows } of quarters.blocks) {
    for (const key of rows.keys()) {
      const name = nameOf(key)
      if (name?.kind === 'region') regions.add(name.region)
    }
  }
  return regions
}

/**
 * The lines with the most connections now, largest first, and the rest as one: whichever metric is drawn, charts of one
 * window show the same lines. Without a limit they stay in the order they were first seen.
 */
function foldSmallest({ raw }: FleetHistory, lines: readonly Line[], most: number): readonly Line[] {
  const block = raw.blocks.at(-1)
  if (most === Number.POSITIVE_INFINITY || block === undefined) return lines
  const now = ({ groups }: Line): number =>
    groups.reduce((sum, { region, deploymentId }) => sum + connectionsNow(block, groupKey(region, deploymentId)), 0)
  const sorted = lines.toSorted((a, b) => now(b) - now(a) || (a.key < b.key ? -1 : 1))
  if (sorted.length <= most) return sorted
  const rest = sorted.slice(most - 1)
  const rows = rest.every((line) => line.rows !== null) ? rest.flatMap((line) => line.rows ?? []) : null
  return [...sorted.slice(0, most - 1), { key: OTHER, groups: rest.flatMap(({ groups }) => groups), rows }]
}

/** Unknown ones count as none. */
const connectionsNow = (block: Block, key: string): number =>
  meanAt(block, key, columnIndex('connections'), block.cells - 1) || 0

/**
 * Finished lines for a chart: one for the whole, or one per region or deployment. With `offsetMs`, of the same window
 * that much earlier; times are those of then.
 */
export function fleetSeries(history: FleetHistory, request: SeriesRequest): Series {
  const { by, metric } = request
  const lines =
    by === 'lifecycle'
      ? lifecycleLines()
      : foldSmallest(history, linesOf(history, request), request.most ?? Number.POSITIVE_INFINITY)
  const summed = lines.some(({ rows }) => rows === null)
  const total = by === 'total'
  const specs = lines.map(({ key, groups, rows }): LineSpec<Block> => {
    const regions = request.regions.length === 0 ? [WHOLE_KEY] : new Set(groups.map(({ region }) => regionKey(region)))
    const wholes = by === 'region' ? [] : [...regions]
    const read = (column: SummedColumn) => {
      const [own, ...more] = rows ?? []
      if (own !== undefined && more.length === 0) return ownRow(own, column, total)
      const ofGroups = sumOfGroups(groups, column, wholes, total)
      return rows === null ? ofGroups : whereKept(groups, ofGroups, sumOfRows(rows, column))
    }
    return {
      key,
      read: metric === 'roomLength' ? ratioOf(read('roomsMeasuredMs'), read('roomsMeasured')) : read(metric),
    }
  })
  const deployments = summed || by === 'deployment' || by === 'lifecycle'
  const [raw, ...coarser] = tiersOf(history)
  const views: Views<Block> = [
    viewOf(raw, summed),
    ...coarser.filter((tier) => tier.deployments || !deployments).map((tier) => viewOf(tier, summed)),
  ]
  const series = readSeries(views, specs, request, history.newest)
  return deployments && isWholeThere(history, series) ? { ...series, wholeIsOlder: true } : series
}

/** Whether the whole was watched in a window before what these lines have of it. */
function isWholeThere({ quarters }: FleetHistory, { from, to, since }: Series): boolean {
  // A cell begins before its first sample.
  const until = Math.min(to, (since ?? to) - quarters.stepMs)
  return quarters.blocks.some(({ times, cells }) => times.subarray(0, cells).some((at) => at >= from && at < until))
}
