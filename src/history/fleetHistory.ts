import { LEAST_EGRESS_COVERAGE, type Lifecycle, type Totals } from '../types/fleet.ts'
import { cellOf, coverOf, rowOf, type Block } from './block.ts'
import { addCover, addValue } from './buckets.ts'
import { grouped } from './grouped.ts'
import {
  ANSWERED,
  columnIndex,
  COLUMNS,
  deploymentKey,
  groupKey,
  lifecycleKey,
  nameOf,
  regionKey,
  SHORT,
  SUMMED_COLUMNS,
  WHOLE_KEY,
} from './rowMetrics.ts'
import { cutTier, dropOld, newestTime, newTier, openCell, reserve, shedOldest, tierBytes, type Tier } from './tier.ts'

const HOUR = 3_600_000
/** What all the lines may take, unless told otherwise: 14 regions with three deployments each for two days. */
const FLEET_BYTES = 96 * 1024 * 1024

/** Where the samples of a region and deployment stand. */
export interface Group {
  region: string
  deploymentId: string
}

/** What the fleet's lines have lost to the byte budget. */
export interface FleetGivenUp {
  /** Polls are kept since this time only, an hour at least, epoch ms; null: all there. */
  polls: number | null
  /** Lines of one deployment in one region begin no earlier than this in the tier, epoch ms; null: all there. */
  tens: number | null
  minutes: number | null
}

/**
 * Samples per region and deployment: every poll for an hour at least, 10 s for 6 h, minutes for 48 h; per region and of
 * the whole, quarters of an hour for 15 days. Besides the groups, the whole and every region and deployment have lines
 * of their own: the highest sum of a minute is not the sum of the highest.
 */
export interface FleetHistory {
  raw: Tier
  tens: Tier
  minutes: Tier
  quarters: Tier
  /** Groups with a sample in some tier, in the order they were first seen. */
  groups: Map<string, Group>
  /** Time of the newest sample, epoch ms. */
  newest: number | null
  /** What is there was seen by an earlier visit: the next sample comes after a gap. */
  resumed: boolean
  /** Something was taken back, as the feed's clock stood wrong, since the history was written last. */
  tookBack: boolean
  budgetBytes: number
  gaveUp: FleetGivenUp
}

export const newFleetHistory = (budgetBytes = FLEET_BYTES): FleetHistory => ({
  raw: newTier('raw'),
  tens: newTier('10s'),
  minutes: newTier('1min'),
  quarters: newTier('15min'),
  groups: new Map(),
  newest: null,
  resumed: false,
  tookBack: false,
  budgetBytes,
  gaveUp: { polls: null, tens: null, minutes: null },
})

export const tiersOf = ({ raw, tens, minutes, quarters }: FleetHistory): readonly [Tier, ...Tier[]] => [
  raw,
  tens,
  minutes,
  quarters,
]

export interface GroupSample extends Group {
  totals: Totals
  /** Egress counters that began anew since the sample before. */
  resets?: number
}

export interface FleetSample {
  at: number
  gapBefore: boolean
  /** False when a region did not answer or too many rows are only held: sums over all are unknown at this time. */
  whole: boolean
  /** Regions whose own sums are unknown at this time. */
  doubtful: ReadonlySet<string>
  groups: readonly GroupSample[]
  /** The sums of the whole by lifecycle. */
  lifecycles: ReadonlyMap<Lifecycle, Totals>
  /** Whether the open slots of a region are under its reorder point, where that is known. */
  short: ReadonlyMap<string, boolean>
}

// Longer than a screen: what is recorded, taken back and given up turns on the same tiers.

/** One row of a sample: its values by column, NaN unknown. */
interface Put {
  key: string
  values: Float64Array
  resets: number
}

const putOf = (key: string, totals: Totals, resets = 0): Put => ({
  key,
  values: Float64Array.from(COLUMNS, (column) => (column === 'short' ? Number.NaN : totals[column])),
  resets,
})

/** The sum of what is known of two values; NaN when neither is. */
export const plus = (a: number, b: number): number => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : a + b)

/** The sums of some groups, NaN where none of them is known; of no groups at all, `none`. */
function sumPut(key: string, groups: readonly GroupSample[], none: number): Put {
  const values = new Float64Array(COLUMNS.length).fill(Number.NaN)
  for (const column of SUMMED_COLUMNS) {
    const begin = groups.length === 0 ? none : Number.NaN
    values[columnIndex(column)] = groups.reduce((sum, { totals }) => plus(sum, totals[column]), begin)
  }
  const known = groups.reduce((sum, { totals }) => sum + totals.egressKnown, 0)
  const asked = groups.reduce((sum, { totals }) => sum + totals.egressAsked, 0)
  if (known < asked * LEAST_EGRESS_COVERAGE) values[columnIndex('egress')] = Number.NaN
  return { key, values, resets: groups.reduce((sum, { resets }) => sum + (resets ?? 0), 0) }
}

/** Whether any of them is; undefined when nothing is known of any. */
const anyOf = (of: ReadonlyMap<string, boolean>): boolean | undefined =>
  of.size === 0 ? undefined : [...of.values()].includes(true)

/** The rows of one sample: those of every tier, and those that only tiers with deployments have. */
function putsOf(history: FleetHistory, sample: FleetSample): { every: Put[]; finer: Put[] } {
  const groups = sample.groups.filter(({ region }) => !sample.doubtful.has(region))
  const byRegion = grouped(groups, ({ region }) => region)
  const every: Put[] = []
  const answered = (put: Put, short: boolean | undefined): void => {
    put.values[ANSWERED] = 1
    if (short !== undefined) put.values[SHORT] = Number(short)
    every.push(put)
  }
  // A whole answer that lists nothing says zero.
  if (sample.whole) answered(sumPut(WHOLE_KEY, groups, 0), anyOf(sample.short))
  for (const region of new Set([...history.groups.values()].map((group) => group.region))) {
    if (!sample.doubtful.has(region)) {
      answered(sumPut(regionKey(region), byRegion.get(region) ?? [], Number.NaN), sample.short.get(region))
    }
  }
  const byDeployment = sample.whole ? grouped(groups, ({ deploymentId }) => deploymentId) : []
  const deployments = [...byDeployment].map(([id, some]) => sumPut(deploymentKey(id), some, Number.NaN))
  const lifecycles = sample.whole
    ? [...sample.lifecycles].map(([name, totals]) => putOf(lifecycleKey(name), totals))
    : []
  const single = groups.map(({ region, deploymentId, totals, resets }) =>
    putOf(groupKey(region, deploymentId), totals, resets),
  )
  return { every, finer: [...single, ...deployments, ...lifecycles] }
}

function write(block: Block, { key, values, resets }: Put, coveredMs: number): void {
  const row = rowOf(block, key)
  const cell = block.cells - 1
  for (let column = 0; column < block.columns; column++) {
    addValue(block.buckets, cellOf(block, row, column, cell), values[column] ?? Number.NaN)
  }
  addCover(block.cover, coverOf(block, row, cell), resets, coveredMs)
}

/** Adds one poll; what is unknown of it stays unknown. */
export function appendSample(history: FleetHistory, sample: FleetSample): void {
  const { at } = sample
  for (const { region, deploymentId } of sample.groups) {
    const key = groupKey(region, deploymentId)
    if (!history.groups.has(key)) history.groups.set(key, { region, deploymentId })
  }
  if (history.newest !== null && history.newest >= at) takeBack(history, at)
  const gapBefore = sample.gapBefore || history.resumed
  const coveredMs = gapBefore || history.newest === null ? 0 : Math.max(0, at - history.newest)
  const { every, finer } = putsOf(history, sample)
  let dropped = false
  for (const tier of tiersOf(history)) {
    const block = openCell(tier, at, gapBefore)
    for (const put of every) write(block, put, coveredMs)
    if (tier.deployments) for (const put of finer) write(block, put, coveredMs)
    dropped = dropOld(tier) || dropped
  }
  if (history.newest !== null) reserve(history.raw)
  history.newest = at
  history.resumed = false
  if (dropped) forgetGroups(history)
  keepToBudget(history)
}

/** Groups of which no tier holds a value any more; else every deployment that ever was would stay. */
function forgetGroups(history: FleetHistory): void {
  const kept = keysOf(history)
  for (const key of history.groups.keys()) if (!kept.has(key)) history.groups.delete(key)
}

function keysOf(history: FleetHistory): Set<string> {
  const keys = new Set<string>()
  for (const { blocks } of tiersOf(history)) for (const { rows } of blocks) for (const key of rows.keys()) keys.add(key)
  return keys
}

/**
 * Over the budget, rooms that are not in use go first, then polls older than an hour; then single deployments in single
 * regions lose their oldest 10 s, and then their oldest minutes. What the whole, regions and deployments have stays.
 */
function keepToBudget(history: FleetHistory): void {
  while (bytesOf(history) > history.budgetBytes) {
    if (history.raw.spare?.pop() !== undefined || dropSparePolls(history)) continue
    const tens = shedOldest(history.tens)
    const shed = tens ?? shedOldest(history.minutes)
    if (shed === null) return
    history.gaveUp[tens ? 'tens' : 'minutes'] = shed.times[shed.cells - 1] ?? null
  }
}

function dropSparePolls({ raw, newest, gaveUp }: FleetHistory): boolean {
  const second = raw.blocks[1]
  if (second === undefined || newest === null || newest - second.start < HOUR) return false
  raw.blocks.shift()
  gaveUp.polls = second.start
  return true
}

/** Bytes that all the tiers take. */
export const bytesOf = (history: FleetHistory): number =>
  tiersOf(history).reduce((sum, tier) => sum + tierBytes(tier), 0)

/**
 * Takes up what an earlier visit kept, before the first sample: the tiers have their blocks already. The time until the
 * next sample is a gap.
 */
export function resume(history: FleetHistory): void {
  history.groups.clear()
  for (const key of keysOf(history)) {
    const name = nameOf(key)
    if (name?.kind === 'group') history.groups.set(key, { region: name.region, deploymentId: name.deploymentId })
  }
  history.newest = newestOf(history)
  history.resumed = history.newest !== null
}

/** Takes back what was recorded at `at` and later, epoch ms: a clock was fast. The time until the next sample is a gap. */
export function takeBack(history: FleetHistory, at: number): void {
  for (const tier of tiersOf(history)) cutTier(tier, at)
  history.tookBack = true
  history.newest = newestOf(history)
  history.resumed = true
}

function newestOf(history: FleetHistory): number | null {
  const times = tiersOf(history).flatMap((tier) => newestTime(tier) ?? [])
  return times.length === 0 ? null : Math.max(...times)
}
