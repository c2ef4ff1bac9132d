import { advanceAlerts, alertKey, allUnknown, firingOf } from '../fleet/alertState.ts'
import { newContradictionWatch } from '../fleet/contradictions.ts'
import { inhibited } from '../fleet/alertGroups.ts'
import { countersStale, feedBlind, rowsRejected } from '../fleet/alertReadings.ts'
import { lostByRegion } from '../fleet/lossFacts.ts'
import { counted, duration, processes, regionName } from '../fleet/words.ts'
import type { Alert, AlertReading, AlertRule } from '../types/alerts.ts'
import type { KeptTombstone } from './absences.ts'
import { addEvent } from './events.ts'
import { frozenSince } from './frozen.ts'
import { missedByRegion, missingAtOnce } from './tombstones.ts'
import { doubtfulRegions } from './recordPoll.ts'
import { isCut } from './readParts.ts'
import type { Silence } from './silence.ts'
import type { EngineState } from './state.ts'
import { about, fleetLink, type AlertMemory, type AlertWatch } from './alertWatch.ts'
import { drainReadings } from './drainAlerts.ts'
import { capacityReadings, contradictionReading, egressReadings, endReadings, staleShare } from './processAlerts.ts'
import { connectionReadings, startReadings } from './valueAlerts.ts'

const MINUTE = 60_000
/** What looks at every process is judged so often: at 50,000 of them it takes as long as taking in an answer. */
const SLOW_EVERY_MS = 15_000
const REGION_MISSING_MS = 60_000
const REGION_LATE_MS = 15_000
/** Missing at once and without a word: so many processes, or so many connections and this share of their region's. */
const GONE_PROCESSES = 3
const GONE_CONNECTIONS = 50
const GONE_SHARE = 0.2

/** @param memory is moved on in place. */
export const newAlertWatch = (memory: AlertMemory): AlertWatch => ({
  ...memory,
  contradictions: newContradictionWatch(),
  slow: null,
  baselines: null,
})

/** Too much of a region is missing to be processes that ended. */
function isGone(state: EngineState, region: string, stones: readonly KeptTombstone[]): boolean {
  const { processes, connections } = missingAtOnce(stones.filter((stone) => stone.connections > 0))
  if (processes >= GONE_PROCESSES && state.darkRegions.has(region)) return true
  const listed = state.regions.find(({ key }) => key === region)?.connections ?? 0
  return connections >= GONE_CONNECTIONS && connections >= GONE_SHARE * (connections + listed)
}

/** Regions that did not answer, and those of which too much is missing without a word. */
function regionReadings(state: EngineState, { state: { watched } }: AlertWatch): AlertReading[] {
  const now = state.feedTime
  const silent = [...state.missingRegions].map(([region, { since, detail }]): AlertReading => {
    const of = about('region gone', { to: 'health' }, region)
    // Who opens the page, or opens it anew, in the middle of it has not seen the region answer.
    const began = since ?? Math.min(state.watchingSince ?? now, watched.get(alertKey(of))?.firesSince ?? now)
    const ms = now - began
    return {
      ...of,
      level: ms >= REGION_LATE_MS ? 'on' : 'near',
      severity: ms >= REGION_MISSING_MS ? 'page' : 'warn',
      words: `${regionName(region)} does not answer for ${duration(ms)}: ${detail}`,
    }
  })
  const dark = [...missedByRegion(state)].map(([region, stones]): AlertReading => {
    const connections = stones.reduce((sum, stone) => sum + stone.connections, 0)
    return {
      ...about('region gone', fleetLink(region), region),
      // A list that is cut leaves out whom it likes.
      level: isCut(state.capped, region) ? 'unknown' : isGone(state, region, stones) ? 'on' : 'off',
      severity: 'page',
      words: `${regionName(region)}: ${processes(stones.length)} missing from the list, last seen with ${counted(connections, 'connection')}, and nobody says that they ended`,
    }
  })
  return [...silent, ...dark.filter(({ region }) => !state.missingRegions.has(region ?? ''))]
}

function lossReadings(state: EngineState): AlertReading[] {
  const { feedTime, tombstones, events } = state
  const lost = lostByRegion({ feedTime, tombstones: [...tombstones.values()], events })
  return [...lost].map(([region, { link, newestAt, severity, onRecord, n }]) => ({
    ...about('lost with connections', link, region),
    level: feedTime - newestAt < 2 * MINUTE ? 'on' : 'near',
    severity: severity === 3 ? 'page' : 'warn',
    words: onRecord,
    size: n,
  }))
}

/** What looks at every process, as of now or of a moment ago. */
function slowReadings(state: EngineState, watch: AlertWatch): readonly AlertReading[] {
  const at = state.feedTime
  if (watch.slow !== null && at - watch.slow.at < SLOW_EVERY_MS) return watch.slow.readings
  const readings = [
    ...capacityReadings(state),
    ...endReadings(state, watch),
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
    ...regionReadings(state, watch),
    ...lossReadings(state),
    ...connectionReadings(state, watch),
    ...startReadings(state, watch),
    ...drainReadings(state),
    ...slowReadings(state, watch),
    { ...about('counters stale', { to: 'health' }), ...countersStale(staleShare(state)) },
    { ...about('rows rejected', { to: 'health' }), ...rowsRejected(rejected, rejected + state.totals.processes) },
  ]
}

/** What is known of a region without its list. */
const KNOWN_ANYWAY: ReadonlySet<AlertRule> = new Set(['region gone', 'lost with connections'])
/** Of the whole fleet these are sums over its regions. */
const SUMS: ReadonlySet<AlertRule> = new Set(['connections fell', 'connection surge', 'room starts stopped'])

/** While nobody knows what runs in a region, nothing is judged of it, and no sum that it is part of. */
function withUnsure(state: EngineState, { state: { watched } }: AlertWatch, said: AlertReading[]): AlertReading[] {
  const { doubtful: unsure, whole } = doubtfulRegions(state)
  if (unsure.size === 0 && whole) return said
  const isUnsure = ({ rule, region }: AlertReading): boolean =>
    region === null ? SUMS.has(rule) && !whole : unsure.has(region) && !KNOWN_ANYWAY.has(rule)
  const keys = new Set(said.map(alertKey))
  const unsaid = [...watched].flatMap(([key, { reading }]) => (keys.has(key) ? [] : [reading]))
  return [
    ...said.map((one) => (isUnsure(one) ? { ...one, level: 'unknown' as const } : one)),
    ...unsaid.filter(isUnsure).map((one) => ({ ...one, level: 'unknown' as const })),
  ]
}

/** What a list that is cut may show of a region in which all is well: it holds the newest processes, full and at rest. */
const BY_LOWER_BOUND: ReadonlySet<AlertRule> = new Set([
  'connections fell',
  'room starts stopped',
  'no open slots',
  'open slots low',
])

/** A list of as many rows as a list may have is perhaps cut: what is found in it is told, and is nothing to wake somebody for. */
function withCut({ capped }: EngineState, said: AlertReading[]): AlertReading[] {
  if (capped.length === 0) return said
  return said.map((one) => {
    const cut = one.region === null || isCut(capped, one.region)
    if (!cut || !BY_LOWER_BOUND.has(one.rule)) return one
    const severity = one.severity === 'page' ? 'warn' : one.severity
    return { ...one, severity, words: `${one.words}, of those listed: this list may be cut` }
  })
}

/**
 * Judges the fleet after a poll, good or not; in place. What began or ended to fire is put on record.
 * @returns what fires now, and when now is: feed time, which goes on while the feed says nothing.
 */
export function watchAlerts(
  state: EngineState,
  watch: AlertWatch,
  { sinceGoodMs, unansweredMs }: Silence,
): { alerts: readonly Alert[]; at: number } {
  const { failure } = state
  const now = Math.round(state.feedTime + sinceGoodMs)
  const blind = (): AlertReading => ({
    ...about('feed blind', { to: 'health' }),
    ...feedBlind(unansweredMs, failure?.detail ?? null, failure?.reason === 'no-answer'),
  })
  const said =
    failure === null
      ? withCut(state, withUnsure(state, watch, readings(state, watch)))
      : allUnknown(watch.state, [blind()])
  for (const { kind, reading } of advanceAlerts(watch.state, said, now)) {
    const { rule, region, deploymentId, severity, words } = reading
    addEvent(state, { kind: 'alert', at: now, on: kind === 'on', rule, region, deploymentId, severity, words })
  }
  return { alerts: inhibited(firingOf(watch.state)), at: now }
}
