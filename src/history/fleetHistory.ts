import type { Totals } from '../types/fleet.ts'
import type { Metric, Series, SeriesRequest } from '../types/series.ts'
import { readSeries, type LineSpec } from './read.ts'
import { newTier, put, record, type Tier } from './tier.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
/** Under this share of known egress rates their sum is not shown as the whole (fleet/totals.ts holds the same). */
const LEAST_COVERAGE = 0.9

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
  /** Cells in which a region did not answer: the whole is unknown there. */
  firstAt: number | null
}

export const newFleetHistory = (): FleetHistory => ({
  raw: newTier({ stepMs: 0, capacity: HOUR / 1000, metrics: STORED.length + 1, wide: true }),
  minutes: newTier({ stepMs: MINUTE, capacity: (48 * HOUR) / MINUTE, metrics: STORED.length + 1, wide: true }),
  groups: new Map(),
  firstAt: null,
})

export interface GroupSample extends Group {
  totals: Totals
}

const WHOLE = '\u0000whole'
const WHOLE_METRIC = STORED.length
const keyOf = (group: Group): string => `${group.region}\u0000${group.deploymentId}`

/**
 * Adds one poll. `whole` is false when some rows are only held or a region did not answer: regions that did answer
 * are kept, sums over all are unknown at this time.
 */
export function appendSample(
  history: FleetHistory,
  sample: { at: number; gapBefore: boolean; whole: boolean; groups: readonly GroupSample[] },
): void {
  history.firstAt ??= sample.at
  for (const tier of [history.raw, history.minutes]) {
    record(tier, sample.at, sample.gapBefore)
    if (sample.whole) put(tier, WHOLE, WHOLE_METRIC, 1)
    for (const group of sample.groups) {
      const key = keyOf(group)
      if (!history.groups.has(key)) history.groups.set(key, { region: group.region, deploymentId: group.deploymentId })
      STORED.forEach((metric, index) => put(tier, key, index, group.totals[metric]))
    }
  }
}

/** Sums the cell over some groups. Absent groups add nothing; no group at all is unknown. */
function sumOver(keys: readonly string[], metric: Metric, needsWhole: boolean): LineSpec['valueAt'] {
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
    if (needsWhole && !(tier.columns.get(WHOLE)?.[WHOLE_METRIC]?.[cell] === 1)) return Number.NaN
    if (metric === 'egress' && add(tier, cell, known) < add(tier, cell, asked) * LEAST_COVERAGE) return Number.NaN
    return add(tier, cell, index)
  }
}

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
    byKey.set(key, [...(byKey.get(key) ?? []), groupKey])
  }
  const needsWhole = request.by !== 'region' && request.regions.length === 0
  const specs = [...byKey].map(([key, keys]): LineSpec => ({ key, valueAt: sumOver(keys, request.metric, needsWhole) }))
  return readSeries([history.raw, history.minutes], specs, request)
}
