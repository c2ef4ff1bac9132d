import type { DrainVerdict, FleetEvent, FleetFact, GroupTotals, Tombstone, Totals } from '../types/fleet.ts'
import type { FeedReport } from '../types/feed.ts'
import { inCommon, type HasTraits } from './common.ts'
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
}

const RECENT_LOSS_MS = 10 * 60_000
/** Losing this many within two minutes counts as an act-now fact, less as a watch (operations, "Alerts"). */
const LOST_PROCESSES = 3
const LOST_CONNECTIONS = 50
const LOST_WINDOW_MS = 2 * 60_000

/** A process that is gone. Of one that an earlier visit saw go, host and start are not known. */
type Gone = HasTraits & Pick<Tombstone, 'processId' | 'vanishedAt' | 'connections'>

/** Whether some two minutes saw enough of the losses; `lost` in the order of time. */
function isMassLoss(lost: readonly Gone[]): boolean {
  let [from, connections] = [0, 0]
  for (const [to, stone] of lost.entries()) {
    connections += stone.connections
    while ((lost[from]?.vanishedAt ?? stone.vanishedAt) < stone.vanishedAt - LOST_WINDOW_MS) {
      connections -= lost[from]?.connections ?? 0
      from += 1
    }
    if (to - from + 1 >= LOST_PROCESSES || connections >= LOST_CONNECTIONS) return true
  }
  return false
}

/** What was lost of late, by its tombstone or, when an earlier visit saw it, by its event; in the order of time. */
function lostLately({ tombstones, events, feedTime }: FactsInput): Gone[] {
  const buried = new Set(tombstones.map(({ processId }) => processId))
  const remembered = events.flatMap((event): Gone[] => {
    if (event.kind !== 'process ended' || !event.lost || buried.has(event.processId)) return []
    return [{ ...event, vanishedAt: event.at, host: null, startedAt: null }]
  })
  return [...tombstones.filter(({ verdict }) => verdict === 'lost'), ...remembered]
    .filter(({ vanishedAt }) => feedTime - vanishedAt < RECENT_LOSS_MS)
    .toSorted((a, b) => a.vanishedAt - b.vanishedAt)
}

function lostFact(input: FactsInput): FleetFact[] {
  const now = input.feedTime
  const lost = lostLately(input)
  const [first, last] = [lost[0], lost.at(-1)]
  if (first === undefined || last === undefined) return []
  const connections = lost.reduce((sum, stone) => sum + stone.connections, 0)
  const span = last.vanishedAt - first.vanishedAt
  const within = span > 0 ? ` in ${duration(span)}` : ` ${duration(now - last.vanishedAt)} ago`
  return [
    {
      severity: isMassLoss(lost) ? 3 : 2,
      words: `${processes(lost.length)} gone${within}, had ${counted(connections, 'connection')}${whereWords(lost)}`,
      link: linkOf(lost),
    },
  ]
}

/** What a set has in common, in words; the region of a single one. */
function whereWords(stones: readonly Gone[]): string {
  const [first] = stones
  if (first !== undefined && stones.length === 1) return `, ${regionName(first.region)}`
  return inCommon(stones)
    .map(({ of, value, k, n }) => {
      const name = of === 'region' ? regionName(value) : of === 'start hour' ? `started ${value}` : `${of} ${value}`
      return k === n ? `, all ${name}` : `, ${k} of ${n} ${name}`
    })
    .join('')
}

/** The process itself, the region they all were in, or else the state of the feed. */
function linkOf(stones: readonly Gone[]): FleetFact['link'] {
  const [first] = stones
  if (first !== undefined && stones.length === 1) return { to: 'process', processId: first.processId }
  const region = inCommon(stones).find(({ of, k, n }) => of === 'region' && k === n)
  return region ? { to: 'fleet', region: region.value } : { to: 'health' }
}

/**
 * Processes that left the list with connections on and of which nobody says that they ended: a region that went dark,
 * or a list that leaves some out. Counted as a loss is, though it may be none (operations, "region gone").
 */
function missingFact(tombstones: readonly Tombstone[], now: number): FleetFact[] {
  const missing = tombstones
    .filter((stone) => stone.ending === 'unconfirmed' || stone.ending === 'asking' || stone.ending === 'gone')
    .filter((stone) => stone.verdict !== 'lost' && stone.connections > 0 && now - stone.vanishedAt < RECENT_LOSS_MS)
    .toSorted((a, b) => a.vanishedAt - b.vanishedAt)
  if (missing.length === 0) return []
  const connections = missing.reduce((sum, stone) => sum + stone.connections, 0)
  return [
    {
      severity: isMassLoss(missing) ? 3 : 2,
      words: `${processes(missing.length)} missing from the list, end not confirmed, last seen with ${counted(connections, 'connection')}${whereWords(missing)}`,
      link: linkOf(missing),
    },
  ]
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

function slotFacts(regions: readonly GroupTotals[]): FleetFact[] {
  const out = regions.filter((region) => region.openSlots === 0 && region.roomStarts >= 1)
  return out.map((region) => ({
    severity: 2,
    words: `${regionName(region.key)}: no open slots${region.coming > 0 ? `, ${region.coming} coming` : ''}`,
    link: { to: 'fleet', region: region.key },
  }))
}

function feedFacts(feed: FeedReport, now: number): FleetFact[] {
  const facts: FleetFact[] = []
  for (const { region, since } of feed.missingRegions) {
    const forHowLong = since === null ? '' : ` for ${duration(now - since)}`
    facts.push({ severity: 2, words: `${regionName(region)} missing${forHowLong}`, link: { to: 'health' } })
  }
  if (feed.unconfirmedDrop) {
    const { before, after } = feed.unconfirmedDrop
    const words = `list dropped ${before} → ${after}, waiting for a second answer`
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
  const { feedTime, feed } = input
  const facts: FleetFact[] = [
    ...lostFact(input),
    ...missingFact(input.tombstones, feedTime),
    ...feedFacts(feed, feedTime),
    ...drainFacts(input.drains),
    ...slotFacts(input.regions),
  ]
  const { rejectedRows } = input
  if (rejectedRows > 0) {
    const rows = `${rejectedRows} of ${rejectedRows + input.totals.processes} rows can't be read: every sum is a lower bound`
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
