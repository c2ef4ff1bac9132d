import { isStale, counterMode } from '../fleet/counterMode.ts'
import { inhibited } from '../fleet/alertGroups.ts'
import {
  badEnds,
  connectionsFell,
  connectionSurge,
  countersStale,
  egressUnusual,
  feedBlind,
  noOpenSlots,
  openSlotsLow,
  roomStartsStopped,
  rowsRejected,
  startingOverdue,
  startsBefore,
  type Judged,
} from '../fleet/alertReadings.ts'
import { advanceAlerts, alertKey, allUnknown, firingOf, newAlertState, type AlertState } from '../fleet/alertState.ts'
import { findContradictions, newContradictionWatch, type ContradictionWatch } from '../fleet/contradictions.ts'
import { drainVerdict, SOFT_DEADLINE_MS } from '../fleet/drainVerdict.ts'
import { endedAt, howEnded } from '../fleet/ending.ts'
import { commonWords, lostFact } from '../fleet/lossFacts.ts'
import { sumFlows, type SlotFlow } from '../fleet/slotFlow.ts'
import { counted, duration, processes, regionName } from '../fleet/words.ts'
import { fleetSeries } from '../history/fleetSeries.ts'
import { medianOf } from '../history/median.ts'
import { normalBand } from '../history/normalBand.ts'
import type { Alert, AlertReading, AlertRule } from '../types/alerts.ts'
import type { FleetFact, FleetLink, Tombstone } from '../types/fleet.ts'
import type { Process } from '../types/process.ts'
import type { Series, SummedMetric } from '../types/series.ts'
import { capacityOf } from './capacity.ts'
import { addEvent } from './events.ts'
import { frozenSince } from './frozen.ts'
import { isUnresolved } from './tombstones.ts'
import type { EngineState } from './state.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** What a rule compares with is held for so long while it is above its threshold: or what fell would soon be usual. */
const HOLD_MS = 60 * MINUTE
const BASELINE_EVERY_MS = 10 * MINUTE
/** What looks at every process is judged so often: at 50,000 of them it takes as long as taking in an answer. */
const SLOW_EVERY_MS = 15_000
/** Less of a day says nothing of what a deployment usually sends. */
const LEAST_BASELINE_MS = 6 * 60 * MINUTE
const MAD_SCALE = 1.4826
const REGION_MISSING_MS = 60_000
const REGION_LATE_MS = 15_000

/** What the watch over the fleet remembers from poll to poll. */
export interface AlertWatch {
  state: AlertState
  /** What was compared with when something went above its threshold, by key. */
  held: Map<string, { value: number; at: number }>
  contradictions: ContradictionWatch
  slow: { at: number; readings: readonly AlertReading[] } | null
  baselines: { at: number; byDeployment: ReadonlyMap<string, { median: number; deviation: number }> } | null
}

export const newAlertWatch = (): AlertWatch => ({
  state: newAlertState(),
  held: new Map(),
  contradictions: newContradictionWatch(),
  slow: null,
  baselines: null,
})

type About = Pick<AlertReading, 'rule' | 'region' | 'deploymentId' | 'link'>

const about = (
  rule: AlertRule,
  link: FleetLink,
  region: string | null = null,
  deploymentId: string | null = null,
): About => ({
  rule,
  region,
  deploymentId,
  link,
})

const fleetLink = (region: string | null): FleetLink => ({ to: 'fleet', ...(region !== null && { region }) })

/** Judges against what was there before it began, as long as it goes on. */
function judgeHeld(
  { held }: AlertWatch,
  of: About,
  fresh: number,
  now: number,
  judge: (before: number) => Judged,
): AlertReading {
  const key = alertKey(of)
  const known = held.get(key)
  const before = known !== undefined && now - known.at < HOLD_MS ? known.value : fresh
  const judged = judge(before)
  if (judged.level === 'on' && before !== known?.value) held.set(key, { value: before, at: now })
  if (judged.level === 'off') held.delete(key)
  return { ...of, ...judged }
}

function lateSeries(state: EngineState, metric: SummedMetric, by: 'total' | 'region'): Series {
  return fleetSeries(state.history, {
    metric,
    by,
    regions: [],
    deployments: [],
    rangeMs: 30 * MINUTE,
    points: 2000,
  })
}

const LEAST_SAMPLES = 5

/** The median of a line between two times ago, NaN for too few. */
function medianAgo({ times, to }: Series, values: readonly number[], fromMs: number, toMs: number): number {
  const some = values.filter((value, at) => {
    const ago = to - (times[at] ?? 0)
    return ago <= fromMs && ago >= toMs && !Number.isNaN(value)
  })
  return some.length < LEAST_SAMPLES ? Number.NaN : medianOf(some)
}

/** The most of a line more than so long ago; NaN for none. */
function mostAgo({ times, to }: Series, values: readonly number[], ms: number): number {
  let most = Number.NaN
  for (const [at, value] of values.entries()) {
    if (to - (times[at] ?? 0) >= ms && !Number.isNaN(value) && !(value <= most)) most = value
  }
  return most
}

/** Connections that fell or surged, of the whole and of every region. */
function connectionReadings(state: EngineState, watch: AlertWatch): AlertReading[] {
  const now = state.feedTime
  return (['total', 'region'] as const).flatMap((by) => {
    const connections = lateSeries(state, 'connections', by)
    const rooms = new Map(lateSeries(state, 'rooms', by).lines.map(({ key, values }) => [key, values]))
    return connections.lines.flatMap(({ key, values }) => {
      const region = by === 'total' ? null : key
      const current = values.at(-1) ?? Number.NaN
      const band = normalBand(state.history, { region, metric: 'connections', at: now })
      const normal = band.kind === 'week' ? band : null
      const link = fleetLink(region)
      const ofRooms = rooms.get(key) ?? []
      const fell = judgeHeld(
        watch,
        about('connections fell', link, region),
        medianAgo(connections, values, 10 * MINUTE, 5 * MINUTE),
        now,
        (before) => connectionsFell({ region, now: current, before, normal }),
      )
      const surge = connectionSurge({
        region,
        now: current,
        before: medianAgo(connections, values, 6 * MINUTE, 4 * MINUTE),
        normal,
        most: mostAgo(connections, values, 6 * MINUTE),
        roomsNow: ofRooms.at(-1) ?? Number.NaN,
        roomsBefore: medianAgo(connections, ofRooms, 6 * MINUTE, 4 * MINUTE),
      })
      return [fell, { ...about('connection surge', link, region), ...surge }]
    })
  })
}

function startReadings(state: EngineState, watch: AlertWatch): AlertReading[] {
  const now = state.feedTime
  const all: [string | null, SlotFlow][] = [[null, sumFlows([...state.slotFlow.values()])], ...state.slotFlow]
  return all.map(([region, flow]) =>
    judgeHeld(watch, about('room starts stopped', fleetLink(region), region), startsBefore(flow, now), now, (before) =>
      roomStartsStopped(flow, region, now, before),
    ),
  )
}

function capacityReadings(state: EngineState): AlertReading[] {
  const begun = new Map<string, number>()
  for (const { facts } of state.tracks.values()) {
    if ((facts.startingAt ?? 0) > state.feedTime - 10 * MINUTE)
      begun.set(facts.region, (begun.get(facts.region) ?? 0) + 1)
  }
  return capacityOf(state).regions.flatMap((of) => {
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
function endReadings(state: EngineState): AlertReading[] {
  const now = state.feedTime
  const known = [...state.stopped.byId.values()]
  const oldest = Math.min(...known.map((one) => endedAt(one) ?? now))
  const dayMs = Math.min(DAY, now - oldest) - 10 * MINUTE
  const deployments = new Set([...state.tracks.values()].map(({ facts }) => facts.deploymentId))
  return (
    [
      ['starts failed', 'never started', 'never came up'],
      ['processes died', 'died', 'died'],
    ] as const
  ).map(([rule, ending, what]) => {
    const all = known.filter((one) => howEnded(one) === ending && (endedAt(one) ?? 0) > now - DAY)
    const lately = all.filter((one) => (endedAt(one) ?? 0) > now - 10 * MINUTE)
    const ids = new Set(lately.map(({ deploymentId }) => deploymentId))
    const [first] = ids
    const only = ids.size === 1 && deployments.size > 1 && first !== undefined ? first : null
    const judged = badEnds({
      lately: lately.length,
      day: all.length - lately.length,
      dayMs,
      only,
      what,
      common: commonWords(lately.map(traitsOf)),
    })
    return { ...about(rule, { to: 'rollouts' }), ...judged }
  })
}

/** Of each deployment's drains: those that are stuck. */
function drainReadings(state: EngineState): AlertReading[] {
  const now = state.feedTime
  const byBuild = new Map<string, { stuck: Map<string, number>; abandonedMs: number }>()
  for (const { drain, held } of state.tracks.values()) {
    if (drain === null || held !== 'none') continue
    const { verdict } = drainVerdict(drain, { now, unknownSince: null, softDeadlineMs: SOFT_DEADLINE_MS })
    if (verdict !== 'stalled' && verdict !== 'overdue' && verdict !== 'abandoned') continue
    const own = byBuild.get(drain.deploymentId) ?? { stuck: new Map(), abandonedMs: 0 }
    own.stuck.set(verdict, (own.stuck.get(verdict) ?? 0) + 1)
    if (verdict === 'abandoned') own.abandonedMs = Math.max(own.abandonedMs, now - (drain.noConnectionsSince ?? now))
    byBuild.set(drain.deploymentId, own)
  }
  return [...byBuild].map(([deploymentId, { stuck, abandonedMs }]): AlertReading => {
    const grave = stuck.has('stalled') || stuck.has('overdue') || abandonedMs >= 60 * MINUTE
    const parts = [...stuck].map(([verdict, n]) => `${counted(n, 'drain')} ${verdict}`)
    return {
      ...about('drains', { to: 'drains' }, null, deploymentId),
      level: 'on',
      severity: grave ? 'warn' : 'information',
      words: `deployment ${deploymentId}: ${parts.join(', ')}`,
    }
  })
}

/** What each deployment sends per connection on a day: its median, and how much that varies. */
function baselinesOf(state: EngineState): ReadonlyMap<string, { median: number; deviation: number }> {
  const request = { by: 'deployment', regions: [], deployments: [], rangeMs: DAY, points: 400 } as const
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
      return [
        [key, { median, deviation: MAD_SCALE * medianOf(each.map((value) => Math.abs(value - median))) }],
      ] as const
    }),
  )
}

function egressReadings(state: EngineState, watch: AlertWatch): AlertReading[] {
  const now = state.feedTime
  if (watch.baselines === null || now - watch.baselines.at >= BASELINE_EVERY_MS) {
    watch.baselines = { at: now, byDeployment: baselinesOf(state) }
  }
  const sums = new Map<string, { connections: number; egress: number }>()
  for (const [key, { connections, egress }] of state.groups) {
    const id = key.split('\u0000')[1] ?? ''
    const sum = sums.get(id) ?? { connections: 0, egress: 0 }
    sums.set(id, { connections: sum.connections + connections, egress: sum.egress + egress })
  }
  return [...watch.baselines.byDeployment].map(([id, day]) => {
    const { connections, egress } = sums.get(id) ?? { connections: 0, egress: 0 }
    const link = { to: 'rollouts' } as const
    const each = connections === 0 ? Number.NaN : egress / connections
    return { ...about('egress per connection', link, null, id), ...egressUnusual(id, each, day, connections) }
  })
}

/** Of connections, the share that stands on counters too old to say what is now. */
function staleShare(state: EngineState): number {
  const mode = counterMode(state.learning)
  if (mode.mode !== 'heartbeat') return Number.NaN
  let [stale, all] = [0, 0]
  for (const { lifecycle, connections, connectionsAt, held } of state.tracks.values()) {
    if (held !== 'none') continue
    all += connections
    if (isStale(mode, lifecycle, connectionsAt, state.feedTime)) stale += connections
  }
  return all === 0 ? 0 : stale / all
}

/** Regions that did not answer, and those of which too much is missing without a word. */
function regionReadings(state: EngineState): AlertReading[] {
  const now = state.feedTime
  const silent = [...state.missingRegions].map(([region, { since, detail }]): AlertReading => {
    const ms = since === null ? 0 : now - since
    return {
      ...about('region gone', { to: 'health' }, region),
      level: ms >= REGION_LATE_MS ? 'on' : 'near',
      severity: ms >= REGION_MISSING_MS ? 'page' : 'warn',
      words: `${regionName(region)} does not answer for ${duration(ms)}: ${detail}`,
    }
  })
  const missing = new Map<string, Tombstone[]>()
  for (const stone of state.tombstones.values()) {
    if (!isUnresolved(stone)) continue
    missing.set(stone.region, [...(missing.get(stone.region) ?? []), stone])
  }
  const dark = [...missing].map(([region, stones]): AlertReading => {
    const connections = stones.reduce((sum, stone) => sum + stone.connections, 0)
    return {
      ...about('region gone', fleetLink(region), region),
      level: stones.length >= 3 || connections >= 50 ? 'on' : 'off',
      severity: 'page',
      words: `${regionName(region)}: ${processes(stones.length)} missing from the list, last seen with ${counted(connections, 'connection')}, and nobody says that they ended`,
    }
  })
  return [...silent, ...dark.filter(({ region }) => !state.missingRegions.has(region ?? ''))]
}

function lossReading(state: EngineState): AlertReading {
  const input = { feedTime: state.feedTime, tombstones: [...state.tombstones.values()], events: state.events }
  const fact = lostFact(input)
  return {
    ...about('lost with connections', fact?.link ?? { to: 'events' }),
    level: fact === null ? 'off' : state.feedTime - fact.newestAt < 2 * MINUTE ? 'on' : 'near',
    severity: fact?.severity === 3 ? 'page' : 'warn',
    words: fact?.words ?? '',
  }
}

/** What rows say of themselves that cannot be; it is put on record for Data health. */
function contradictionReading(state: EngineState, { contradictions }: AlertWatch): AlertReading {
  const rows = [...state.tracks.values()]
    .filter(({ held }) => held === 'none')
    .map(({ facts, roomList, connections, connectionsAt, egressedBytes, slots, slotsAt, rooms, allocatedAt }) => ({
      processId: facts.processId,
      draining: facts.draining,
      // Only of a drain a new room is one too many.
      roomIds: facts.draining ? roomList.map(({ roomId }) => roomId) : [],
      connections,
      connectionsAt,
      egressedBytes,
      slots,
      slotsAt,
      rooms,
      roomsAt: allocatedAt,
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

/** What looks at every process, as of now or of a moment ago. */
function slowReadings(state: EngineState, watch: AlertWatch): readonly AlertReading[] {
  const at = state.feedTime
  if (watch.slow !== null && at - watch.slow.at < SLOW_EVERY_MS) return watch.slow.readings
  const readings = [
    ...capacityReadings(state),
    ...endReadings(state),
    ...egressReadings(state, watch),
    contradictionReading(state, watch),
  ]
  watch.slow = { at, readings }
  return readings
}

function readings(state: EngineState, watch: AlertWatch): AlertReading[] {
  const rejected = state.parsed?.rejects.length ?? 0
  const frozen = frozenSince(state)
  return [
    { ...about('feed blind', { to: 'health' }), ...feedBlind(0, null, false) },
    {
      ...about('feed frozen', { to: 'health' }),
      level: frozen === null ? 'off' : 'on',
      severity: 'page',
      words: `answers come, but nothing moved for ${duration(state.feedTime - (frozen ?? state.feedTime))}`,
    },
    ...regionReadings(state),
    lossReading(state),
    ...connectionReadings(state, watch),
    ...startReadings(state, watch),
    ...drainReadings(state),
    ...slowReadings(state, watch),
    { ...about('counters stale', { to: 'health' }), ...countersStale(staleShare(state)) },
    { ...about('rows rejected', { to: 'health' }), ...rowsRejected(rejected, rejected + state.tracks.size) },
  ]
}

/**
 * Judges the fleet after a poll, good or not; in place. What began or ended to fire is put on record.
 * @param silentMs since the last good answer.
 * @returns what fires now.
 */
export function watchAlerts(state: EngineState, watch: AlertWatch, silentMs: number): readonly Alert[] {
  const { failure } = state
  const now = Math.round(state.feedTime + silentMs)
  const blind = (): AlertReading => ({
    ...about('feed blind', { to: 'health' }),
    ...feedBlind(silentMs, failure?.detail ?? null, failure?.reason === 'no-answer'),
  })
  const said = failure === null ? readings(state, watch) : allUnknown(watch.state, [blind()])
  for (const { kind, reading } of advanceAlerts(watch.state, said, now)) {
    const { rule, region, deploymentId, severity, words } = reading
    addEvent(state, { kind: 'alert', at: now, on: kind === 'on', rule, region, deploymentId, severity, words })
  }
  return inhibited(firingOf(watch.state))
}

/** Rules that say what the verdict line finds by itself. */
const SAID_ALREADY: ReadonlySet<AlertRule> = new Set([
  'feed blind',
  'feed frozen',
  'region gone',
  'lost with connections',
  'no open slots',
  'drains',
  'counters stale',
  'rows rejected',
  'contradiction',
])

const FACT_SEVERITY = { page: 3, warn: 2, information: 1 } as const

/** What the verdict line says of alerts beside what it finds itself. */
export const alertFacts = (alerts: readonly Alert[]): FleetFact[] =>
  alerts
    .filter(({ rule, under }) => under === null && !SAID_ALREADY.has(rule))
    .map(({ severity, words }) => ({ severity: FACT_SEVERITY[severity], words, link: { to: 'alerts' } }))
