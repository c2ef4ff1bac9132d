import type { DrainVerdict, FleetEvent, FleetFact, GroupTotals, Tombstone, Totals } from '../types/fleet.ts'
import type { Alert, AlertRule } from '../types/alerts.ts'
import type { FeedReport } from '../types/feed.ts'
import { lostFact, missingFact } from './lossFacts.ts'
import { counted, duration, processes, regionName } from './words.ts'

export type FleetLevel = 'OK' | 'Watch' | 'Act now' | "Can't tell"

export interface FleetVerdict {
  level: FleetLevel
  facts: readonly FleetFact[]
}

export interface FactsInput {
  feedTime: number
  feed: FeedReport
  totals: Totals
  regions: readonly GroupTotals[]
  /** Listed drains by verdict. */
  drains: ReadonlyMap<DrainVerdict, number>
  tombstones: readonly Tombstone[]
  /** They outlive the page; tombstones don't. */
  events: readonly FleetEvent[]
  /** Rows of the newest answer that could not be read. */
  rejectedRows: number
  /** Processes whose counters are too old to say what is now. */
  staleCounters: number
  /** What fires. */
  alerts: readonly Alert[]
}

function drainFacts(drains: ReadonlyMap<DrainVerdict, number>): FleetFact[] {
  const facts: FleetFact[] = []
  const add = (severity: 2 | 3, name: DrainVerdict, words: (n: number) => string): void => {
    const n = drains.get(name) ?? 0
    if (n > 0) facts.push({ severity, words: words(n), link: { to: 'drains' } })
  }
  add(3, 'stopping with connections', (n) => `${processes(n)} stopping with connections on`)
  add(2, 'overdue', (n) => `${counted(n, 'drain')} overdue`)
  add(2, 'stalled', (n) => `${counted(n, 'drain')} stalled: no room ends`)
  add(2, 'abandoned', (n) => `${counted(n, 'drain')} abandoned: rooms, but nobody connected`)
  add(2, 'lingering', (n) => `${counted(n, 'drain')} lingering: no rooms, connections still on`)
  return facts
}

/** Rules that say what is found here without them. */
const SAID_ALREADY: ReadonlySet<AlertRule> = new Set([
  'feed blind',
  'feed frozen',
  'lost with connections',
  'drains',
  'counters stale',
  'rows rejected',
  'contradiction',
])

const FACT_SEVERITY = { page: 3, warn: 2, information: 1 } as const

/** @param better regions by the rules that say the same and more of them. */
function alertFacts(alerts: readonly Alert[], better: ReadonlyMap<AlertRule, ReadonlySet<string>>): FleetFact[] {
  return (
    alerts
      // An alert outlasts what it is about; this line says what is so now.
      .filter(({ rule, under, clearingSince }) => under === null && clearingSince === null && !SAID_ALREADY.has(rule))
      .filter(({ rule, region }) => better.get(rule)?.has(region ?? '') ?? true)
      .map(({ severity, words }) => ({ severity: FACT_SEVERITY[severity], words, link: { to: 'alerts' } }))
  )
}

/** Regions of which a rule has a page, told by itself or not, out of those where it is so now: an alert outlasts that. */
const pagesOf = (alerts: readonly Alert[], wanted: AlertRule, now: readonly string[]): ReadonlySet<string> =>
  new Set(
    alerts
      .filter(({ rule, severity }) => rule === wanted && severity === 'page')
      .flatMap(({ region }) => region ?? [])
      .filter((region) => now.includes(region)),
  )

function slotFacts(regions: readonly GroupTotals[], said: ReadonlySet<string>): FleetFact[] {
  const out = regions.filter((region) => region.openSlots === 0 && region.roomStarts >= 1 && !said.has(region.key))
  return out.map((region) => ({
    severity: 2,
    words: `${regionName(region.key)}: no open slots${region.coming > 0 ? `, ${region.coming} coming` : ''}`,
    link: { to: 'fleet', region: region.key },
  }))
}

function feedFacts(feed: FeedReport, now: number, said: ReadonlySet<string>): FleetFact[] {
  const facts: FleetFact[] = []
  for (const { region, since } of feed.missingRegions) {
    if (said.has(region)) continue
    const forHowLong = since === null ? '' : ` for ${duration(now - since)}`
    facts.push({ severity: 2, words: `${regionName(region)} missing${forHowLong}`, link: { to: 'health' } })
  }
  for (const { region, before, after } of feed.unconfirmedDrops) {
    const list = region === undefined ? 'list' : `${regionName(region)}: its list`
    const words = `${list} dropped ${before} → ${after}, waiting for a second answer`
    facts.push({ severity: 2, words, link: { to: 'health' } })
  }
  if (feed.cappedRegions.length > 0) {
    const words = 'this server may list only the newest 10: a lower bound'
    facts.push({ severity: 1, words, link: { to: 'health' } })
  }
  return facts
}

/** One process whose counters stopped is said in its own row. */
const LEAST_STALE = 3

/** So many counters that nothing can be said of the whole. */
const isMostlyStale = (stale: number, processes: number): boolean => stale >= LEAST_STALE && stale * 2 > processes

/** What is worth knowing of the fleet in words, worst first. */
export function fleetFacts(input: FactsInput): FleetFact[] {
  const { feedTime, feed, alerts } = input
  const dark = feed.darkRegions.map(({ region }) => region)
  const silent = feed.missingRegions.map(({ region }) => region)
  const full = input.regions.filter(({ openSlots }) => openSlots === 0).map(({ key }) => key)
  // These rules say the same as what is found here, and more when they are a page: then they speak alone.
  const gone = pagesOf(alerts, 'region gone', [...silent, ...dark])
  const noSlots = pagesOf(alerts, 'no open slots', full)
  const missing = input.tombstones.filter(({ region }) => !gone.has(region))
  const facts: FleetFact[] = [
    ...[lostFact(input), missingFact(missing, feedTime, new Set(dark))].filter((fact) => fact !== null),
    ...feedFacts(feed, feedTime, gone),
    ...drainFacts(input.drains),
    ...slotFacts(input.regions, noSlots),
    ...alertFacts(
      alerts,
      new Map<AlertRule, ReadonlySet<string>>([
        ['region gone', gone],
        ['no open slots', noSlots],
      ]),
    ),
  ]
  const { rejectedRows } = input
  if (rejectedRows > 0) {
    const rows = `${rejectedRows} of ${counted(rejectedRows + input.totals.processes, 'row')} can't be read: every sum is a lower bound`
    facts.push({ severity: 2, words: rows, link: { to: 'health' } })
  }
  if (input.staleCounters >= LEAST_STALE) {
    const { processes: n } = input.totals
    const words = `counters of ${input.staleCounters} of ${processes(n)} are old: connections and egress are not of now`
    facts.push({ severity: isMostlyStale(input.staleCounters, n) ? 3 : 2, words, link: { to: 'health' } })
  }
  if (facts.length === 0 && input.totals.processes === 0) {
    facts.push({ severity: 1, words: 'nothing is running', link: { to: 'health' } })
  }
  return facts.toSorted((a, b) => b.severity - a.severity)
}

export interface VerdictInput {
  /** As of the newest answer, worst first. */
  facts: readonly FleetFact[]
  feedTime: number
  feed: FeedReport
  totals: Pick<Totals, 'processes'>
  /** Processes whose counters are too old to say what is now. */
  staleCounters: number
  /** The feed is not fresh: words for why, else null. */
  blind: string | null
}

/** Is the fleet all right: the worst facts first. A blind feed can't tell. */
export function fleetVerdict(input: VerdictInput): FleetVerdict {
  const { facts: sorted, feedTime, feed, blind, staleCounters } = input
  if (blind !== null)
    return { level: "Can't tell", facts: [{ severity: 3, words: blind, link: { to: 'health' } }, ...sorted] }
  if (feed.frozenSince !== null) {
    const words = `Live but frozen: nothing moved for ${duration(feedTime - feed.frozenSince)}`
    return { level: "Can't tell", facts: [{ severity: 3, words, link: { to: 'health' } }, ...sorted] }
  }
  if (isMostlyStale(staleCounters, input.totals.processes)) return { level: "Can't tell", facts: sorted }
  const worst = sorted[0]?.severity ?? 0
  return { level: worst === 3 ? 'Act now' : worst === 2 ? 'Watch' : 'OK', facts: sorted }
}
