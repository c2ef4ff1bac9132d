import { advanceAlerts, allUnknown, firingOf } from '../fleet/alertState.ts'
import { newContradictionWatch } from '../fleet/contradictions.ts'
import { inhibited } from '../fleet/alertGroups.ts'
import { countersStale, feedBlind, rowsRejected } from '../fleet/alertReadings.ts'
import { lostFact } from '../fleet/lossFacts.ts'
import { counted, duration, processes, regionName } from '../fleet/words.ts'
import type { Alert, AlertReading, AlertRule } from '../types/alerts.ts'
import type { FleetFact, Tombstone } from '../types/fleet.ts'
import { addEvent } from './events.ts'
import { frozenSince } from './frozen.ts'
import { isUnresolved } from './tombstones.ts'
import type { EngineState } from './state.ts'
import { about, fleetLink, type AlertMemory, type AlertWatch } from './alertWatch.ts'
import {
  capacityReadings,
  contradictionReading,
  drainReadings,
  egressReadings,
  endReadings,
  staleShare,
} from './processAlerts.ts'
import { connectionReadings, startReadings } from './valueAlerts.ts'

const MINUTE = 60_000
/** What looks at every process is judged so often: at 50,000 of them it takes as long as taking in an answer. */
const SLOW_EVERY_MS = 15_000
const REGION_MISSING_MS = 60_000
const REGION_LATE_MS = 15_000

/** @param memory is moved on in place. */
export const newAlertWatch = (memory: AlertMemory): AlertWatch => ({
  ...memory,
  contradictions: newContradictionWatch(),
  slow: null,
  baselines: null,
})

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
    words: fact?.onRecord ?? '',
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
