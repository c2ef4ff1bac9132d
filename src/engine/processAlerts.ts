import { alertKey } from '../fleet/alertState.ts'
import { inCommon } from '../fleet/common.ts'
import { isStale, counterMode } from '../fleet/counterMode.ts'
import {
  noOpenSlots,
  openSlotsLow,
  startingOverdue,
  egressUnusual,
  badEnds,
  LEAST_ENDS,
} from '../fleet/alertReadings.ts'
import { findContradictions } from '../fleet/contradictions.ts'
import { addTotals, closeTotals, emptyTotals } from '../fleet/totals.ts'
import { endedAt, howEnded } from '../fleet/ending.ts'
import { commonWords } from '../fleet/lossFacts.ts'
import { processes } from '../fleet/words.ts'
import { fleetSeries } from '../history/fleetSeries.ts'
import { medianOf } from '../history/median.ts'
import type { AlertReading } from '../types/alerts.ts'
import type { Totals } from '../types/fleet.ts'
import type { Process } from '../types/process.ts'
import { capacityOf } from './capacity.ts'
import { areCountersFrozen } from './frozen.ts'
import { groupOf } from './groupKey.ts'
import type { EngineState } from './state.ts'
import { about, fleetLink, type AlertWatch } from './alertWatch.ts'

// What rules say of processes, one by one or by deployment.

const MINUTE = 60_000
const DAY = 86_400_000
const BASELINE_EVERY_MS = 10 * MINUTE
/** Less of a day says nothing of what a deployment usually sends. */
const LEAST_BASELINE_MS = 6 * 60 * MINUTE

export function capacityReadings(state: EngineState): AlertReading[] {
  const begun = new Map<string, number>()
  for (const { facts } of state.tracks.values()) {
    if ((facts.startingAt ?? 0) > state.feedTime - 10 * MINUTE)
      begun.set(facts.region, (begun.get(facts.region) ?? 0) + 1)
  }
  const { regions } = capacityOf(state)
  state.reorderPoints = new Map(regions.flatMap((of) => (of.region === null ? [] : [[of.region, of.reorderPoint]])))
  return regions.flatMap((of) => {
    const { region } = of
    return [
      { ...about('no open slots', { to: 'capacity' }, region), ...noOpenSlots(of) },
      { ...about('open slots low', { to: 'capacity' }, region), ...openSlotsLow(of) },
      { ...about('starting overdue', fleetLink(region), region), ...startingOverdue(of, begun.get(region ?? '') ?? 0) },
    ]
  })
}

const traitsOf = ({ region, deploymentId, exposedPort, startedAt }: Process) => ({
  region,
  deploymentId,
  host: exposedPort?.host ?? null,
  startedAt,
})

/** Processes that never came up, and that died. */
export function endReadings(state: EngineState, { state: { watched } }: AlertWatch): AlertReading[] {
  const now = state.feedTime
  const { stopped } = state
  // Who is not told of ends does not know that there are none.
  const isKnown = stopped.at !== null && stopped.failure === null
  const ended = [...stopped.byId.values()]
  const oldest = ended.reduce((least, one) => Math.min(least, endedAt(one) ?? now), now)
  const deployments = new Set([...state.tracks.values()].map(({ facts }) => facts.deploymentId))
  return (
    [
      ['starts failed', 'never started', 'never came up'],
      ['processes died', 'died', 'died'],
    ] as const
  ).map(([rule, ending, what]) => {
    const of = about(rule, { to: 'rollouts' })
    // What is dated in time to come is by a clock that was fast, and not of now.
    const isOfDay = (at: number): boolean => at > now - DAY && at <= now + MINUTE
    const all = ended.filter((one) => howEnded(one) === ending && isOfDay(endedAt(one) ?? 0))
    const lately = all.filter((one) => (endedAt(one) ?? 0) > now - 10 * MINUTE)
    // The day before it began: what lasts does not become usual by lasting.
    const known = watched.get(alertKey(of))
    const dayTo = (known?.firesSince ?? known?.onSince ?? now) - 10 * MINUTE
    // A large fleet always has a few that fail by themselves.
    const common = inCommon(lately.map(traitsOf)).find((trait) => trait.of === 'deployment')
    const others = common !== undefined && [...deployments].some((id) => id !== common.value)
    const only = others && common.k >= LEAST_ENDS ? common.value : null
    const judged = badEnds({
      lately: lately.length,
      day: all.filter((one) => (endedAt(one) ?? 0) <= dayTo).length,
      dayMs: dayTo - Math.max(now - DAY, oldest),
      only,
      what,
      common: commonWords(lately.map(traitsOf)),
    })
    return {
      ...of,
      ...judged,
      ...(!isKnown && { level: 'unknown' as const }),
      size: lately.length,
      ...(only !== null && { mostly: only }),
    }
  })
}

/** What each deployment sends per connection on a day: its median, and how much that varies. */
function baselinesOf(state: EngineState): ReadonlyMap<string, { median: number; deviation: number }> {
  // Minute by minute: of extremes, one would be divided by the other of another time.
  const request = { by: 'deployment', regions: [], deployments: [], rangeMs: DAY, points: 3000 } as const
  const egress = fleetSeries(state.history, { ...request, metric: 'egress' })
  const connections = fleetSeries(state.history, { ...request, metric: 'connections' })
  if (egress.since === null || egress.to - Math.max(egress.since, egress.from) < LEAST_BASELINE_MS) return new Map()
  const counts = new Map(connections.lines.map(({ key, values }) => [key, values]))
  return new Map(
    egress.lines.flatMap(({ key, values }) => {
      const each = values
        .map((value, at) => {
          const n = counts.get(key)?.[at] ?? Number.NaN
          return n >= 200 ? value / n : Number.NaN
        })
        .filter((value) => !Number.isNaN(value))
      if (each.length * ((egress.to - egress.from) / values.length) < LEAST_BASELINE_MS) return []
      const median = medianOf(each)
      return [[key, { median, deviation: medianOf(each.map((value) => Math.abs(value - median))) }]] as const
    }),
  )
}

export function egressReadings(state: EngineState, watch: AlertWatch): AlertReading[] {
  const now = state.feedTime
  if (watch.baselines === null || now - watch.baselines.at >= BASELINE_EVERY_MS) {
    watch.baselines = { at: now, byDeployment: baselinesOf(state) }
  }
  const sums = new Map<string, Totals>()
  for (const [key, group] of state.groups) {
    const { deploymentId } = groupOf(key)
    const sum = sums.get(deploymentId) ?? emptyTotals()
    addTotals(sum, group)
    sums.set(deploymentId, sum)
  }
  return [...watch.baselines.byDeployment].map(([id, day]) => {
    // Where too few rates are known, after a gap or a reset, their sum says nothing of what each connection gets.
    const { connections, egress } = closeTotals(sums.get(id) ?? emptyTotals())
    const link = { to: 'rollouts' } as const
    const each = connections === 0 ? Number.NaN : egress / connections
    return { ...about('egress per connection', link, null, id), ...egressUnusual(id, each, day, connections) }
  })
}

/** Of connections, the share that stands on counters too old to say what is now. */
export function staleShare(state: EngineState): number {
  const mode = counterMode(state.learning)
  if (areCountersFrozen(state, mode, state.feedTime)) return 1
  if (mode.mode !== 'heartbeat') return Number.NaN
  let [stale, all] = [0, 0]
  for (const { lifecycle, connections, connectionsAt, held } of state.tracks.values()) {
    if (held !== 'none') continue
    all += connections
    if (isStale(mode, lifecycle, connectionsAt, state.feedTime)) stale += connections
  }
  return all === 0 ? 0 : stale / all
}

/** What rows say of themselves that cannot be; it is put on record for Data health. */
export function contradictionReading(state: EngineState, { contradictions }: AlertWatch): AlertReading {
  const rows = [...state.tracks.values()]
    .filter(({ held }) => held === 'none')
    .map(({ facts, roomList, roomsDropped, connections, connectionsAt, egressedBytes, slots, slotsAt, ...of }) => ({
      processId: facts.processId,
      draining: facts.draining,
      // Only of a drain a new room is one too many.
      roomIds: facts.draining && roomsDropped === 0 ? roomList.map(({ roomId }) => roomId) : null,
      connections,
      connectionsAt,
      egressedBytes,
      slots,
      slotsAt,
      rooms: of.allocated ?? 0,
      roomsAt: of.allocated === null ? null : of.allocatedAt,
      roomsPerProcess: facts.roomsPerProcess,
      stoppingAt: facts.stoppingAt,
    }))
  state.contradictions = findContradictions(contradictions, rows, state.feedTime)
  const [first] = state.contradictions
  const of = new Set(state.contradictions.map(({ processId }) => processId)).size
  return {
    ...about('contradiction', { to: 'health' }),
    level: first === undefined ? 'off' : 'on',
    severity: 'information',
    words: `${processes(of)} ${of === 1 ? 'contradicts itself' : 'contradict themselves'}: ${first?.kind ?? ''}`,
  }
}
