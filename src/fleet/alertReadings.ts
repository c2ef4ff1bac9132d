import type { AlertReading, AlertSeverity } from '../types/alerts.ts'
import type { RegionCapacity } from '../types/capacity.ts'
import { levelOf } from './alertRules.ts'
import { exactly } from './numbers.ts'
import { chanceAtMost } from './poisson.ts'
import { slotsWords } from './slotWords.ts'
import type { SlotFlow } from './slotFlow.ts'
import { counted, duration, regionName } from './words.ts'

// What single rules say of one thing at one time (docs/meaning.md, "Alerts"), from numbers alone.

const MINUTE = 60_000

/** A verdict on numbers: how far, how bad, and in what words, which end with where it is. */
export type Judged = Pick<AlertReading, 'level' | 'severity' | 'words' | 'size'>

const where = (region: string | null): string => (region === null ? '' : ` in ${regionName(region)}`)
const said = (n: number): string => exactly(Math.round(n))

export interface LevelsInput {
  region: string | null
  now: number
  /** What it was before it began, the median of 5 to 10 min ago; NaN unknown. */
  before: number
  /** The normal band; null while there is no normal. */
  normal: { low: number; high: number } | null
}

/** Connections are far under what they were, and under what is normal. */
export function connectionsFell({ region, now, before, normal }: LevelsInput): Judged {
  const threshold = Math.max(0.2 * before, 5 * Math.sqrt(before), 50)
  const level = levelOf(before - now, threshold)
  const usual = normal === null ? 'no normal yet' : `normal is ${said(normal.low)} to ${said(normal.high)}`
  // Without a normal a region says nothing: in a small one half of them leave with a match.
  const isUsual = normal === null ? region !== null : now >= normal.low
  return {
    level: isUsual && level !== 'unknown' ? 'off' : level,
    severity: normal === null ? 'warn' : 'page',
    words: `connections fell from ${said(before)} to ${said(now)}${where(region)}, ${usual}`,
    size: before - now,
  }
}

export interface SurgeInput extends LevelsInput {
  /** The most of the half hour before: what comes back is no surge. */
  most: number
  roomsNow: number
  roomsBefore: number
}

/** Rooms rise with connections when people come; when they do not, something else connects. */
const ROOMS_RISE = 1.1

/** Connections rise by half while rooms do not. */
export function connectionSurge({ region, now, before, normal, most, roomsNow, roomsBefore }: SurgeInput): Judged {
  const level = levelOf(now - before, Math.max(0.5 * before, 200))
  const explained = roomsNow > roomsBefore * ROOMS_RISE || now <= (normal?.high ?? most)
  return {
    level: explained && level !== 'unknown' ? 'off' : level,
    severity: 'warn',
    words: `connections rose from ${said(before)} to ${said(now)} in 5 min${where(region)}, while rooms went from ${said(roomsBefore)} to ${said(roomsNow)}`,
    size: now - before,
  }
}

/** Starts of so long are held against those of so long before. */
const STARTS_MIN = 3
const BEFORE_MIN = 15
/** Less of either was watched: nothing can be said. */
const LEAST_SEEN = 0.6
const LEAST_RATE = 5
const STOPPED_SHARE = 0.15
/** Many rooms tell a third less from chance, as after a rush. While so much of it goes on, nothing has stopped. */
const GOES_ON_SHARE = 0.5
/**
 * What chance makes of a rate so seldom is none (docs/meaning.md, "Alerts"); of one region, among a dozen looked
 * at every few seconds, still less often.
 */
const LEAST_CHANCE = { whole: 1e-4, region: 1e-6 } as const

interface Seen {
  starts: number
  minutes: number
}

function seenIn({ minutes }: SlotFlow, from: number, to: number): Seen {
  const some = minutes.filter(({ minute }) => minute >= from && minute < to)
  return {
    starts: some.reduce((sum, one) => sum + one.starts, 0),
    minutes: some.reduce((sum, one) => sum + one.coveredMs, 0) / MINUTE,
  }
}

/** Room starts a minute in the 15 min before the last three; NaN when too little was watched. @param now epoch ms */
export function startsBefore(flow: SlotFlow, now: number): number {
  const minute = Math.floor(now / MINUTE)
  const { starts, minutes } = seenIn(flow, minute - STARTS_MIN - BEFORE_MIN, minute - STARTS_MIN)
  return minutes < BEFORE_MIN * LEAST_SEEN ? Number.NaN : starts / minutes
}

/** Room starts of the last three minutes; the minute that runs counts, so that a start is seen at once. */
function startsLately(flow: SlotFlow, now: number): Seen {
  const minute = Math.floor(now / MINUTE)
  return seenIn(flow, minute - STARTS_MIN, minute + 1)
}

/** Whether next to none start now, held against those of before. @param before a minute */
export function areStartsGone(flow: SlotFlow, now: number, before: number): boolean {
  const { starts, minutes } = startsLately(flow, now)
  return starts < STOPPED_SHARE * before * minutes
}

/** How much more room starts vary from minute to minute than strangers would, in the quarter of an hour before; 1 at least. */
function clumping(flow: SlotFlow, minute: number): number {
  const counts = flow.minutes
    .filter((one) => one.minute >= minute - STARTS_MIN - BEFORE_MIN && one.minute < minute - STARTS_MIN)
    .map(({ starts }) => starts)
  const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length
  if (counts.length < 2 || mean === 0) return 1
  return Math.max(1, counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (counts.length - 1) / mean)
}

/** @param before room starts a minute before they began to fail; NaN unknown. */
export function roomStartsStopped(flow: SlotFlow, region: string | null, now: number, before: number): Judged {
  const minute = Math.floor(now / MINUTE)
  const { starts, minutes } = startsLately(flow, now)
  const expected = before * minutes
  const words = `room starts${where(region)}: ${counted(starts, 'room')} in ${duration(minutes * MINUTE)}, ${said(before)} a minute before`
  const judged = (level: Judged['level']): Judged => ({ level, severity: 'page', words, size: expected - starts })
  if (Number.isNaN(before) || minutes < STARTS_MIN * LEAST_SEEN) return judged('unknown')
  const few = before >= LEAST_RATE && starts < STOPPED_SHARE * expected
  const clumps = clumping(flow, minute)
  const chance = chanceAtMost(Math.floor(starts / clumps), expected / clumps)
  const beyondChance = chance < LEAST_CHANCE[region === null ? 'whole' : 'region']
  if (few || (beyondChance && starts < GOES_ON_SHARE * expected)) return judged('on')
  return judged(before > 0 && starts < 0.3 * expected ? 'near' : 'off')
}

/** No slot, while rooms start. */
export function noOpenSlots(of: RegionCapacity): Judged {
  const wanted = of.rates !== null && of.rates.starts >= 1
  const words = `${regionName(of.region ?? '')}: ${slotsWords({ ...of, openSlots: 0 })}`
  // Where nothing runs, none is meant to be open: a region that is scaled to nothing, or drained.
  const level = of.openSlots > 0 || of.running === 0 ? 'off' : wanted ? 'on' : 'near'
  return { level, severity: 'page', words }
}

/** Slots that starts will have taken before help is up, help that is on its way included. */
export function openSlotsLow(of: RegionCapacity): Judged {
  const { openSlots, coming, reorderPoint } = of
  const words = `${regionName(of.region ?? '')}: ${slotsWords(of)}`
  if (of.running === 0) return { level: 'off', severity: 'warn', words }
  if (reorderPoint === null) return { level: 'unknown', severity: 'warn', words }
  const level = openSlots + coming < reorderPoint ? 'on' : openSlots + coming < reorderPoint * 1.25 ? 'near' : 'off'
  return { level, severity: 'warn', words }
}

/** @param begun processes that began to start in the last ten minutes. */
export function startingOverdue({ region, slowStarts }: RegionCapacity, begun: number): Judged {
  const bad = slowStarts >= 5 || (slowStarts >= 2 && slowStarts * 2 >= begun)
  return {
    level: slowStarts > 0 ? 'on' : 'off',
    severity: bad ? 'page' : 'warn',
    words: `${counted(slowStarts, 'process', 'processes')} starting for too long${where(region)}`,
  }
}

export interface BadEndsInput {
  /** Of the last ten minutes. */
  lately: number
  /** Of the day before, and how long that was watched, ms. */
  day: number
  dayMs: number
  /** The one deployment that three and nearly all are of, where others run, too; null else. */
  only: string | null
  /** What happened, and what they have in common. */
  what: string
  common: string
}

const LATELY_MS = 10 * MINUTE
/** So many say something, and so many of one deployment that it is the deployment. */
export const LEAST_ENDS = 3
/** Less of a day is no rate. */
const LEAST_DAY_MS = 30 * MINUTE

/** Three ends in ten minutes that nobody wanted, and more than thrice the day's rate. */
export function badEnds({ lately, day, dayMs, only, what, common }: BadEndsInput): Judged {
  const usual = dayMs < LEAST_DAY_MS ? 0 : (day / dayMs) * LATELY_MS
  const unusual = lately > 3 * usual
  return {
    level: lately >= LEAST_ENDS && unusual ? 'on' : lately >= LEAST_ENDS - 1 && unusual ? 'near' : 'off',
    severity: only === null ? 'warn' : 'page',
    words: `${counted(lately, 'process', 'processes')} ${what} in 10 min${common}`,
  }
}

/** Egress per connection of a deployment against its own day, both in bytes per second. */
export function egressUnusual(
  deploymentId: string,
  now: number,
  day: { median: number; deviation: number },
  connections: number,
): Judged {
  const off = Math.abs(now - day.median)
  // Of a source that counts nothing, nothing is no change.
  const level =
    connections < 200 || day.median === 0 ? 'off' : levelOf(off, Math.max(0.4 * day.median, 4 * day.deviation))
  const much = day.median > 0 ? Math.round((now / day.median) * 100) : 0
  return {
    level,
    severity: 'warn',
    words: `deployment ${deploymentId} sends ${much} % of what it sent per connection on the day`,
  }
}

/** @param share of connections whose counters are old, 0–1; NaN where counters say nothing of their age. */
export function countersStale(share: number): Judged {
  const words =
    share > 0.5
      ? `counters of ${Math.round(share * 100)} % of connections are old: nothing can be said of the fleet`
      : `counters of ${Math.round(share * 100)} % of connections are old`
  return { level: Number.isNaN(share) ? 'off' : levelOf(share, 0.05), severity: 'warn', words }
}

export function rowsRejected(rejected: number, rows: number): Judged {
  const severity: AlertSeverity = rejected > rows * 0.01 ? 'warn' : 'information'
  return { level: rejected > 0 ? 'on' : 'off', severity, words: `${rejected} of ${counted(rows, 'row')} can’t be read` }
}

const BLIND_MS = 15_000
const BLIND_PAGE_MS = 60_000

/**
 * @param silentMs since the last good answer.
 * @param why the newest failure in words; null when the newest answer was good.
 * @param own our own server could not be reached: this computer may be offline.
 */
export function feedBlind(silentMs: number, why: string | null, own: boolean): Judged {
  return {
    level: why === null ? 'off' : levelOf(silentMs, BLIND_MS),
    severity: silentMs >= BLIND_PAGE_MS && !own ? 'page' : 'warn',
    words: `no good answer for ${duration(silentMs)}: ${own ? `this page can’t reach its server, ${why}` : why}`,
  }
}
