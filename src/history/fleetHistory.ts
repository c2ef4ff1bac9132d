import { LEAST_EGRESS_COVERAGE, type Totals } from '../types/fleet.ts'
import { OTHER, type Metric, type Series, type SeriesRequest } from '../types/series.ts'
import { readSeries, type LineSpec } from './read.ts'
import { newTier, put, record, type Tier } from './tier.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const STORED = [
  'connections',
  'egress',
  'rooms',
  'openSlots',
  'processes',
  'roomStarts',
  'egressKnown',
  'egressAsked',
] as const satisfies readonly (keyof Totals)[]

/** Where the samples of a region and deployment stand. */
interface Group {
  region: string
  deploymentId: string
}

/** Samples per region and deployment: every poll for an hour, minutes for 48 h. Bounded by both. */
export interface FleetHistory {
  raw: Tier
  minutes: Tier
  groups: Map<string, Group>
}

export const newFleetHistory = (): FleetHistory => ({
  raw: newTier({ stepMs: 0, capacity: HOUR / 1000, metrics: STORED.length + 1, wide: true }),
  minutes: newTier({ stepMs: MINUTE, capacity: (48 * HOUR) / MINUTE, metrics: STORED.length + 1, wide: true }),
  groups: new Map(),
})

export interface GroupSample extends Group {
  totals: Totals
}

/** Columns that hold 1 where the sums are known: of everything, and of one region. */
const WHOLE = '\u0000\u0000'
const wholeOf = (region: string): string => `${WHOLE}${region}`
const WHOLE_METRIC = STORED.length
const keyOf = (group: Group): string => `${group.region}\u0000${group.deploymentId}`

export interface FleetSample {
  at: number
  gapBefore: boolean
  /** False when a region did not answer or too many rows are only held: sums over all are unknown at this time. */
  whole: boolean
  /** Regions whose own sums are unknown at this time. */
  doubtful: ReadonlySet<string>
  groups: readonly GroupSample[]
}

/** Adds one poll; what is unknown of it stays unknown. */
export function appendSample(history: FleetHistory, sample: FleetSample): void {
  for (const { region, deploymentId } of sample.groups) {
    const key = keyOf({ region, deploymentId })
    if (!history.groups.has(key)) history.groups.set(key, { region, deploymentId })
  }
  const regions = new Set([...history.groups.values()].map(({ region }) => region))
  for (const tier of [history.raw, history.minutes]) {
    record(tier, sample.at, sample.gapBefore)
    if (sample.whole) put(tier, WHOLE, WHOLE_METRIC, 1)
    for (const region of regions) if (!sample.doubtful.has(region)) put(tier, wholeOf(region), WHOLE_METRIC, 1)
    for (const group of sample.groups) {
      if (sample.doubtful.has(group.region)) continue
      const key = keyOf(group)
      STORED.forEach((metric, index) => put(tier, key, index, group.totals[metric]))
    }
  }
  forgetGroups(history)
}

/** Groups of which no tier holds a value any more; else every deployment that ever was would stay. */
function forgetGroups({ groups, raw, minutes }: FleetHistory): void {
  for (const key of groups.keys()) if (!raw.columns.has(key) && !minutes.columns.has(key)) groups.delete(key)
}

/**
 * Sums the cell over some groups. Absent groups add nothing; no group at all is unknown, and so is a cell in which one
 * of the `wholes` is not whole.
 */
function sumOver(
  keys: readonly string[],
  metric: Metric,
  wholes: readonly string[],
  countsNone: boolean,
): LineSpec['valueAt'] {
  const index = STORED.indexOf(metric)
  const [known, asked] = [STORED.indexOf('egressKnown'), STORED.indexOf('egressAsked')]
  const add = (tier: Tier, cell: number, column: number): number => {
    let sum = Number.NaN
    for (const key of keys) {
      const value = tier.columns.get(key)?.[column]?.[cell] ?? Number.NaN
      if (!Number.isNaN(value)) sum = Number.isNaN(sum) ? value : sum + value
    }
    return sum
  }
  return (tier, cell) => {
    if (wholes.some((key) => tier.columns.get(key)?.[WHOLE_METRIC]?.[cell] !== 1)) return Number.NaN
    if (metric === 'egress' && add(tier, cell, known) < add(tier, cell, asked) * LEAST_EGRESS_COVERAGE)
      return Number.NaN
    const sum = add(tier, cell, index)
    // A whole answer that lists none of them says zero; without `wholes` nothing vouches for that.
    return Number.isNaN(sum) && countsNone && wholes.length > 0 ? 0 : sum
  }
}

type Line = readonly [key: string, groupKeys: readonly string[]]

/**
 * The lines with the most connections now, largest first, and the rest as one: whichever metric is drawn, charts of one
 * window show the same lines. Without a limit they stay in the order they were first seen.
 */
function foldSmallest({ raw }: FleetHistory, byKey: ReadonlyMap<string, readonly string[]>, most: number): Line[] {
  const lines = [...byKey]
  if (most === Number.POSITIVE_INFINITY || raw.begun === 0) return lines
  const cell = (raw.begun - 1) % raw.capacity
  const connections = sumOverAll(raw, cell)
  const sorted = lines.toSorted((a, b) => connections(b[1]) - connections(a[1]) || (a[0] < b[0] ? -1 : 1))
  if (sorted.length <= most) return sorted
  return [...sorted.slice(0, most - 1), [OTHER, sorted.slice(most - 1).flatMap(([, keys]) => keys)]]
}

/** Connections of groups in one cell; unknown ones count as none. */
const sumOverAll =
  (tier: Tier, cell: number) =>
  (keys: readonly string[]): number =>
    keys.reduce((sum, key) => sum + (tier.columns.get(key)?.[STORED.indexOf('connections')]?.[cell] || 0), 0)

/** Finished lines for a chart: one for the whole, or one per region or deployment. */
export function fleetSeries(history: FleetHistory, request: SeriesRequest): Series {
  const chosen = [...history.groups].filter(
    ([, group]) =>
      (request.regions.length === 0 || request.regions.includes(group.region)) &&
      (request.deployments.length === 0 || request.deployments.includes(group.deploymentId)),
  )
  const byKey = new Map<string, string[]>()
  for (const [groupKey, group] of chosen) {
    const key = request.by === 'total' ? 'total' : request.by === 'region' ? group.region : group.deploymentId
    const keys = byKey.get(key)
    if (keys) keys.push(groupKey)
    else byKey.set(key, [groupKey])
  }
  const regions = new Set(chosen.map(([, group]) => group.region))
  const wholes = request.by === 'region' ? [] : request.regions.length === 0 ? [WHOLE] : [...regions].map(wholeOf)
  const lines = foldSmallest(history, byKey, request.most ?? Number.POSITIVE_INFINITY)
  const specs = lines.map(([key, keys]): LineSpec => ({
    key,
    valueAt: sumOver(keys, request.metric, wholes, request.by === 'total'),
  }))
  return readSeries([history.raw, history.minutes], specs, request)
}
