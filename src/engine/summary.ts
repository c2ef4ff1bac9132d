import { attentionOf } from '../fleet/attention.ts'
import { counterMode, isStale } from '../fleet/counterMode.ts'
import { drainVerdict, SOFT_DEADLINE_MS } from '../fleet/drainVerdict.ts'
import { egressRate } from '../fleet/egressRate.ts'
import { compareNatural } from '../fleet/natural.ts'
import { addRow, addTotals, closeTotals, emptyTotals, plus } from '../fleet/totals.ts'
import { duration } from '../fleet/words.ts'
import {
  type DrainVerdict,
  HELD,
  LIFECYCLES,
  LISTED_LIFECYCLES,
  type GroupTotals,
  type Lifecycle,
  type Totals,
} from '../types/fleet.ts'
import { newColumns } from './columns.ts'
import { areCountersFrozen } from './frozen.ts'
import { groupKey, groupOf } from './groupKey.ts'
import { addTo, type EngineState, type FlowSample } from './state.ts'
import type { Track } from './track.ts'

const FLOW_WINDOW_MS = 60_000
/** A minute's rate from less watching than this would be noise. */
const FLOW_LEAST_MS = 10_000

export interface Summary {
  groups: Map<string, Totals>
  lifecycles: Map<Lifecycle, Totals>
  totals: Totals
  regions: GroupTotals[]
  deployments: GroupTotals[]
  staleCounters: number
  /** Listed drains by verdict. */
  drains: ReadonlyMap<DrainVerdict, number>
}

const FLOWS = ['starts', 'ends', 'measured', 'measuredMs'] as const

interface Flow extends Pick<FlowSample, 'coveredMs' | (typeof FLOWS)[number]> {
  /** By region, how much of that time it was not watched, ms. */
  unwatchedMs: Map<string, number>
}

/** Room starts and ends of the last minute watched, by region and deployment. */
function recentFlow(state: EngineState): Flow {
  const flow: Flow = {
    coveredMs: 0,
    unwatchedMs: new Map(),
    starts: new Map(),
    ends: new Map(),
    measured: new Map(),
    measuredMs: new Map(),
  }
  // A poll may span more than a minute of feed time; the newest sample always counts.
  const from = state.feedTime - FLOW_WINDOW_MS
  state.flow = state.flow.filter((sample, index) => sample.at > from || index === state.flow.length - 1)
  for (const sample of state.flow) {
    flow.coveredMs += sample.coveredMs
    for (const region of sample.unwatched) addTo(flow.unwatchedMs, region, sample.coveredMs)
    for (const name of FLOWS) for (const [key, n] of sample[name]) addTo(flow[name], key, n)
  }
  return flow
}

function heldWords(track: Track, now: number): string | null {
  const since = duration(now - track.seenAt)
  if (track.held === 'rejected') return `row unreadable for ${since}: last values shown`
  if (track.held === 'region') return `region did not answer for ${since}: last values shown`
  if (track.held === 'absent') return `missing from the last answer, waiting for a second one`
  return null
}

/** Walks the fleet once after a poll: fills the columns and the attention words, and sums by region and deployment. */
export function summarise(state: EngineState): Summary {
  const mode = counterMode(state.learning)
  const frozen = areCountersFrozen(state, mode, state.feedTime)
  const startP95Ms = state.startTimes?.p95 ?? null
  const columns = newColumns(state.size)
  const why = new Map<number, string>()
  const groups = new Map<string, Totals>()
  // All of them, so that what there is none of is none and not unknown.
  const lifecycles = new Map<Lifecycle, Totals>(LISTED_LIFECYCLES.map((name) => [name, emptyTotals()]))
  const now = state.feedTime
  const heldIn = new Map<string, number>()
  const drains = new Map<DrainVerdict, number>()
  let staleCounters = 0
  let held = 0
  for (const track of state.tracks.values()) {
    const { slot, facts } = track
    const stale = isStale(mode, track.lifecycle, track.connectionsAt, now)
    // What was counted too long ago is not what is sent now.
    const rate = stale || frozen ? Number.NaN : egressRate(track.egress, mode)
    columns.connections[slot] = track.connections
    columns.connectionsAt[slot] = track.connectionsAt ?? Number.NaN
    columns.egressRate[slot] = track.held === 'none' ? rate : Number.NaN
    columns.egressedBytes[slot] = track.egressedBytes
    columns.rooms[slot] = track.rooms
    columns.slots[slot] = track.slots
    columns.lifecycle[slot] = LIFECYCLES.indexOf(track.lifecycle)
    columns.held[slot] = HELD.indexOf(track.held)
    if (stale) staleCounters += 1
    const drain =
      track.drain &&
      drainVerdict(track.drain, {
        now,
        unknownSince: track.held === 'none' ? null : track.seenAt,
        softDeadlineMs: SOFT_DEADLINE_MS,
      })
    if (drain) drains.set(drain.verdict, (drains.get(drain.verdict) ?? 0) + 1)
    const attention = attentionOf({
      lifecycle: track.lifecycle,
      now,
      startingAt: facts.startingAt,
      startP95Ms,
      drain,
      schedulingSince: track.scheduling.size === 0 ? null : Math.min(...track.scheduling.values()),
      counterStaleMs: stale ? now - (track.connectionsAt ?? now) : null,
      heldWords: heldWords(track, now),
    })
    columns.attention[slot] = attention.severity
    if (attention.severity > 0) why.set(slot, attention.words)
    const key = track.group
    if (track.held !== 'none') {
      held += 1
      heldIn.set(key, (heldIn.get(key) ?? 0) + 1)
      continue
    }
    const row = {
      lifecycle: track.lifecycle,
      connections: track.connections,
      egressRate: rate,
      rooms: track.rooms,
      slotsAvailable: track.slots,
      roomsPerProcess: facts.roomsPerProcess,
      drains: facts.draining,
    }
    addRow(within(groups, key), row)
    addRow(within(lifecycles, track.lifecycle), row)
  }
  state.columns = columns
  state.why = why
  for (const [key, group] of groups) group.held = heldIn.get(key) ?? 0
  const flow = recentFlow(state)
  applyFlow(state, groups, flow)
  const sums = sumGroups(state, groups, flow)
  return { groups, lifecycles: closed(lifecycles), ...sums, totals: { ...sums.totals, held }, staleCounters, drains }
}

/** The sums under a key, begun where there were none. */
function within<K>(sums: Map<K, Totals>, key: K): Totals {
  let found = sums.get(key)
  if (!found) sums.set(key, (found = emptyTotals()))
  return found
}

const closed = <K>(sums: ReadonlyMap<K, Totals>): Map<K, Totals> =>
  new Map([...sums].map(([key, totals]) => [key, closeTotals(totals)]))

/** Of a region, per minute of the time in which it was watched; NaN while that was too short. */
function perMinute(flow: Flow, region: string, n: number): number {
  const watchedMs = flow.coveredMs - (flow.unwatchedMs.get(region) ?? 0)
  return watchedMs < FLOW_LEAST_MS ? Number.NaN : (n / watchedMs) * FLOW_WINDOW_MS
}

function applyFlow(state: EngineState, groups: Map<string, Totals>, flow: Flow): void {
  for (const [key, group] of groups) {
    const { region } = groupOf(key)
    group.roomStarts = perMinute(flow, region, flow.starts.get(key) ?? 0)
    group.roomEnds = perMinute(flow, region, flow.ends.get(key) ?? 0)
    group.roomsMeasured = perMinute(flow, region, flow.measured.get(key) ?? 0)
    group.roomsMeasuredMs = perMinute(flow, region, flow.measuredMs.get(key) ?? 0)
  }
  for (const lost of state.lost.values()) {
    const group = groups.get(groupKey(lost))
    if (group) group.lost += 1
  }
}

interface Sums {
  whole: Totals
  regions: ReadonlyMap<string, Totals>
  deployments: ReadonlyMap<string, Totals>
}

/** Rooms that came and went with the last process of their group count for what is left, and for the whole. */
function addVanishedFlow({ whole, regions, deployments }: Sums, groups: ReadonlyMap<string, Totals>, flow: Flow): void {
  for (const key of new Set([...flow.starts.keys(), ...flow.ends.keys()])) {
    if (groups.has(key)) continue
    const { region, deploymentId } = groupOf(key)
    for (const into of [whole, regions.get(region), deployments.get(deploymentId)]) {
      if (!into) continue
      into.roomStarts = plus(into.roomStarts, perMinute(flow, region, flow.starts.get(key) ?? 0))
      into.roomEnds = plus(into.roomEnds, perMinute(flow, region, flow.ends.get(key) ?? 0))
    }
  }
}

function sumGroups(
  state: EngineState,
  groups: ReadonlyMap<string, Totals>,
  flow: Flow,
): Pick<Summary, 'totals' | 'regions' | 'deployments'> {
  const whole = emptyTotals()
  const regions = new Map<string, Totals>()
  const deployments = new Map<string, Totals>()
  for (const [key, group] of groups) {
    const { region, deploymentId } = groupOf(key)
    addTotals(whole, group)
    addTotals(within(regions, region), group)
    addTotals(within(deployments, deploymentId), group)
  }
  addVanishedFlow({ whole, regions, deployments }, groups, flow)
  // Lost processes of a group that no longer lists any still count for the whole and for their region.
  whole.lost = state.lost.size
  for (const lost of state.lost.values()) {
    if (!groups.has(groupKey(lost))) within(regions, lost.region).lost += 1
  }
  const named = (map: Map<string, Totals>): GroupTotals[] =>
    [...map].map(([key, totals]) => ({ key, ...closeTotals(totals) })).toSorted((a, b) => compareNatural(a.key, b.key))
  return { totals: closeTotals(whole), regions: named(regions), deployments: named(deployments) }
}
