import { attentionOf } from '../fleet/attention.ts'
import { counterMode } from '../fleet/counterMode.ts'
import { drainVerdict, SOFT_DEADLINE_MS } from '../fleet/drainVerdict.ts'
import { egressRate } from '../fleet/egressRate.ts'
import { compareNatural } from '../fleet/natural.ts'
import { addRow, closeTotals, emptyTotals } from '../fleet/totals.ts'
import { duration } from '../fleet/words.ts'
import { HELD, LIFECYCLES, type GroupTotals, type Totals } from '../types/fleet.ts'
import { startTimeStats } from './endings.ts'
import { groupKey, isFresh } from './sightings.ts'
import { newColumns, type EngineState } from './state.ts'
import type { Track } from './track.ts'

const FLOW_WINDOW_MS = 60_000
/** A minute's rate from less watching than this would be noise. */
const FLOW_LEAST_MS = 10_000

export interface Summary {
  groups: Map<string, Totals>
  totals: Totals
  regions: GroupTotals[]
  deployments: GroupTotals[]
  staleCounters: number
}

interface Flow {
  coveredMs: number
  starts: Map<string, number>
  ends: Map<string, number>
}

/** Room starts and ends of the last minute watched, by region and deployment. */
function recentFlow(state: EngineState): Flow {
  const flow: Flow = { coveredMs: 0, starts: new Map(), ends: new Map() }
  // A poll may span more than a minute of feed time; the newest sample always counts.
  const from = state.feedTime - FLOW_WINDOW_MS
  state.flow = state.flow.filter((sample, index) => sample.at > from || index === state.flow.length - 1)
  for (const sample of state.flow) {
    flow.coveredMs += sample.coveredMs
    for (const [key, n] of sample.starts) flow.starts.set(key, (flow.starts.get(key) ?? 0) + n)
    for (const [key, n] of sample.ends) flow.ends.set(key, (flow.ends.get(key) ?? 0) + n)
  }
  return flow
}

function heldWords(track: Track, now: number): string | null {
  const since = duration(now - track.seenAt)
  if (track.held === 'rejected') return `row could not be read for ${since}, last known values shown`
  if (track.held === 'region') return `region did not answer for ${since}, last known values shown`
  if (track.held === 'absent') return `missing from the last answer, waiting for a second one`
  return null
}

/** Walks the fleet once after a poll: fills the columns and the attention words, and sums by region and deployment. */
export function summarise(state: EngineState): Summary {
  const mode = counterMode(state.learning)
  const startP95Ms = startTimeStats(state.startTimes)?.p95 ?? null
  const columns = newColumns(state.size)
  const why = new Map<number, string>()
  const groups = new Map<string, Totals>()
  const now = state.feedTime
  let staleCounters = 0
  let held = 0
  for (const track of state.tracks.values()) {
    const { slot, facts } = track
    const rate = egressRate(track.egress, mode.slowStepMs)
    columns.connections[slot] = track.connections
    columns.connectionsAt[slot] = track.connectionsAt ?? Number.NaN
    columns.egressRate[slot] = track.held === 'none' ? rate : Number.NaN
    columns.egressedBytes[slot] = track.egressedBytes
    columns.rooms[slot] = track.rooms
    columns.slots[slot] = track.slots
    columns.lifecycle[slot] = LIFECYCLES.indexOf(track.lifecycle)
    columns.held[slot] = HELD.indexOf(track.held)
    const fresh = isFresh(mode, track.connectionsAt, now)
    const stale = !fresh && mode.mode === 'heartbeat' && track.connectionsAt !== null && track.lifecycle !== 'starting'
    if (stale) staleCounters += 1
    const attention = attentionOf({
      lifecycle: track.lifecycle,
      now,
      startingAt: facts.startingAt,
      startP95Ms,
      drain: track.drain && drainVerdict(track.drain, { now, unknownSince: null, softDeadlineMs: SOFT_DEADLINE_MS }),
      schedulingSince: track.scheduling.size === 0 ? null : Math.min(...track.scheduling.values()),
      counterStaleMs: stale ? now - (track.connectionsAt ?? now) : null,
      heldWords: heldWords(track, now),
    })
    columns.attention[slot] = attention.severity
    if (attention.severity > 0) why.set(slot, attention.words)
    if (track.held !== 'none') {
      held += 1
      continue
    }
    const key = groupKey(facts)
    let group = groups.get(key)
    if (!group) groups.set(key, (group = emptyTotals()))
    addRow(group, {
      lifecycle: track.lifecycle,
      connections: track.connections,
      egressRate: rate,
      rooms: track.rooms,
      slotsAvailable: track.slots,
      roomsPerProcess: facts.roomsPerProcess,
      drains: facts.draining,
    })
  }
  state.columns = columns
  state.why = why
  applyFlow(state, groups)
  const sums = sumGroups(state, groups)
  return { groups, ...sums, totals: { ...sums.totals, held }, staleCounters }
}

function applyFlow(state: EngineState, groups: Map<string, Totals>): void {
  const flow = recentFlow(state)
  const perMinute = (n: number): number =>
    flow.coveredMs < FLOW_LEAST_MS ? Number.NaN : (n / flow.coveredMs) * FLOW_WINDOW_MS
  for (const [key, group] of groups) {
    group.roomStarts = perMinute(flow.starts.get(key) ?? 0)
    group.roomEnds = perMinute(flow.ends.get(key) ?? 0)
  }
  for (const lost of state.lost.values()) {
    const group = groups.get(groupKey(lost))
    if (group) group.lost += 1
  }
}

function addTotals(into: Totals, from: Totals): void {
  for (const name of LIFECYCLES) into.lifecycle[name] += from.lifecycle[name]
  for (const key of SUMMED) into[key] += from[key]
  into.roomStarts = Number.isNaN(into.roomStarts) ? from.roomStarts : into.roomStarts + from.roomStarts
  into.roomEnds = Number.isNaN(into.roomEnds) ? from.roomEnds : into.roomEnds + from.roomEnds
}

const SUMMED = [
  'processes',
  'connections',
  'egress',
  'egressKnown',
  'egressAsked',
  'rooms',
  'openSlots',
  'coming',
  'closed',
  'drainConnections',
  'drainRooms',
  'lost',
] as const satisfies readonly (keyof Totals)[]

function sumGroups(
  state: EngineState,
  groups: ReadonlyMap<string, Totals>,
): Pick<Summary, 'totals' | 'regions' | 'deployments'> {
  const whole = emptyTotals()
  const regions = new Map<string, Totals>()
  const deployments = new Map<string, Totals>()
  const within = (map: Map<string, Totals>, key: string): Totals => {
    const found = map.get(key) ?? emptyTotals()
    map.set(key, found)
    return found
  }
  for (const [key, group] of groups) {
    const [region = '', deployment = ''] = key.split('\u0000')
    addTotals(whole, group)
    addTotals(within(regions, region), group)
    addTotals(within(deployments, deployment), group)
  }
  // Lost processes of a group that no longer lists any still count for the whole and for their region.
  whole.lost = state.lost.size
  for (const lost of state.lost.values()) {
    if (!groups.has(groupKey(lost))) within(regions, lost.region).lost += 1
  }
  const named = (map: Map<string, Totals>): GroupTotals[] =>
    [...map].map(([key, totals]) => ({ key, ...closeTotals(totals) })).toSorted((a, b) => compareNatural(a.key, b.key))
  return { totals: closeTotals(whole), regions: named(regions), deployments: named(deployments) }
}
