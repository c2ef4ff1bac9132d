import type { FleetEvent, FleetFact, Tombstone } from '../types/fleet.ts'
import { inCommon, type HasTraits } from './common.ts'
import { isMissing } from './ending.ts'
import { counted, duration, processes, regionName } from './words.ts'

/** What is known of processes that went; tombstones don't outlive the page, events do. */
export interface LossInput {
  feedTime: number
  tombstones: readonly Tombstone[]
  events: readonly FleetEvent[]
}

const RECENT_LOSS_MS = 10 * 60_000
/** Losing this many within two minutes counts as an act-now fact, less as a watch (docs/meaning.md, "Alerts"). */
const LOST_PROCESSES = 3
const LOST_CONNECTIONS = 50
const LOST_WINDOW_MS = 2 * 60_000

/** A process that is gone. Of one that an earlier visit saw go, host and start are not known. */
type Gone = HasTraits & Pick<Tombstone, 'processId' | 'vanishedAt' | 'connections'>

/**
 * Whether some two minutes saw enough of the losses, and of them one in a region; `lost` in the order of time.
 * @param region null: anywhere.
 */
function isMassLoss(lost: readonly Gone[], region: string | null = null): boolean {
  let [from, connections] = [0, 0]
  for (const [to, stone] of lost.entries()) {
    connections += stone.connections
    while ((lost[from]?.vanishedAt ?? stone.vanishedAt) < stone.vanishedAt - LOST_WINDOW_MS) {
      connections -= lost[from]?.connections ?? 0
      from += 1
    }
    if (to - from + 1 < LOST_PROCESSES && connections < LOST_CONNECTIONS) continue
    if (region === null || lost.slice(from, to + 1).some((one) => one.region === region)) return true
  }
  return false
}

/** What was lost of late, by its tombstone or, when an earlier visit saw it, by its event; in the order of time. */
function lostLately({ tombstones, events, feedTime }: LossInput): Gone[] {
  const isRecent = (at: number): boolean => feedTime - at < RECENT_LOSS_MS
  const onRecord = events.flatMap((event) =>
    event.kind === 'process ended' && event.lost && isRecent(event.at) ? [event] : [],
  )
  // Of a day's tombstones and events seldom any: this is asked every poll.
  const buried = new Set(onRecord.length === 0 ? [] : tombstones.map(({ processId }) => processId))
  const remembered = onRecord
    .filter(({ processId }) => !buried.has(processId))
    .map((event): Gone => ({ ...event, vanishedAt: event.at, host: null, startedAt: null }))
  return [
    ...tombstones.filter(({ verdict, vanishedAt }) => verdict === 'lost' && isRecent(vanishedAt)),
    ...remembered,
  ].toSorted((a, b) => a.vanishedAt - b.vanishedAt)
}

/** What was lost of late. */
export interface LostFact extends FleetFact {
  /** Processes. */
  n: number
  /** When the last of it went. */
  newestAt: number
  /** The words without how long ago that is, for a record, which is read later. */
  onRecord: string
}

/** What was lost of late in the whole fleet; null when nothing was. */
export function lostFact(input: LossInput): LostFact | null {
  const lost = lostLately(input)
  return factOf(lost, isMassLoss(lost), input.feedTime)
}

/** The same region by region. Who is lost in a mass loss is part of it, wherever the others were. */
export function lostByRegion(input: LossInput): ReadonlyMap<string, LostFact> {
  const lost = lostLately(input)
  const facts = new Map<string, LostFact>()
  for (const region of new Set(lost.map((one) => one.region))) {
    const own = lost.filter((one) => one.region === region)
    const fact = factOf(own, isMassLoss(lost, region), input.feedTime)
    if (fact !== null) facts.set(region, fact)
  }
  return facts
}

/** @param lost in the order of time. */
function factOf(lost: readonly Gone[], isMass: boolean, now: number): LostFact | null {
  const [first, last] = [lost[0], lost.at(-1)]
  if (first === undefined || last === undefined) return null
  const connections = lost.reduce((sum, stone) => sum + stone.connections, 0)
  const span = last.vanishedAt - first.vanishedAt
  const within = span > 0 ? ` in ${duration(span)}` : ''
  const ago = span > 0 ? '' : ` ${duration(now - last.vanishedAt)} ago`
  const gone = `${processes(lost.length)} gone${within}`
  const had = `, had ${counted(connections, 'connection')}${whereWords(lost)}`
  return {
    severity: isMass ? 3 : 2,
    n: lost.length,
    words: `${gone}${ago}${had}`,
    onRecord: `${gone}${had}`,
    link: linkOf(lost),
    newestAt: last.vanishedAt,
  }
}

/** What a set has in common, in words; the region of a single one. */
function whereWords(stones: readonly Gone[]): string {
  const [first] = stones
  return first !== undefined && stones.length === 1 ? `, ${regionName(first.region)}` : commonWords(stones)
}

/** `, all Frankfurt, 2 of 3 host h1`: what at least four fifths of a set have in common; empty for nothing. */
export const commonWords = (set: readonly HasTraits[]): string =>
  inCommon(set)
    .map(({ of, value, k, n }) => {
      const name = of === 'region' ? regionName(value) : of === 'start hour' ? `started ${value}` : `${of} ${value}`
      return k === n ? `, all ${name}` : `, ${k} of ${n} ${name}`
    })
    .join('')

/** The process itself, the region they all were in, or else the state of the feed. */
function linkOf(stones: readonly Gone[]): FleetFact['link'] {
  const [first] = stones
  if (first !== undefined && stones.length === 1) return { to: 'process', processId: first.processId }
  const region = inCommon(stones).find(({ of, k, n }) => of === 'region' && k === n)
  return region ? { to: 'fleet', region: region.value } : { to: 'health' }
}

/**
 * Processes that left the list with connections on and of which nobody says that they ended: a region that went dark,
 * or a list that leaves some out. Counted as a loss is, though it may be none (docs/meaning.md, "Alerts").
 * @param dark regions of which too many are missing: of them it is said for as long as they are.
 */
export function missingFact(
  tombstones: readonly Tombstone[],
  now: number,
  dark: ReadonlySet<string>,
): FleetFact | null {
  const missing = tombstones
    .filter((stone) => isMissing(stone) && stone.verdict !== 'lost' && stone.connections > 0)
    .filter((stone) => dark.has(stone.region) || now - stone.vanishedAt < RECENT_LOSS_MS)
    .toSorted((a, b) => a.vanishedAt - b.vanishedAt)
  if (missing.length === 0) return null
  const connections = missing.reduce((sum, stone) => sum + stone.connections, 0)
  return {
    severity: isMassLoss(missing) ? 3 : 2,
    words: `${processes(missing.length)} missing from the list, end not confirmed, last seen with ${counted(connections, 'connection')}${whereWords(missing)}`,
    link: linkOf(missing),
  }
}
