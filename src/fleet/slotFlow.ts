import type { SlotRates } from '../types/capacity.ts'
import { netRate } from './netRate.ts'

/** Rooms that took an open slot and rooms that gave one back, by the minute; three hours of them, the newest last. */
export interface SlotFlow {
  minutes: SlotMinute[]
}

export interface SlotMinute {
  /** Minutes since 1970, of feed time. */
  minute: number
  /** How much of it was watched, ms. */
  coveredMs: number
  starts: number
  ends: number
  /** Rooms there were on these processes, each for as long as it was watched, ms; 0 where nobody counted them. */
  roomMs: number
}

/** What one poll adds to its minute. */
type SlotsSeen = Omit<SlotMinute, 'minute' | 'roomMs'> & Partial<Pick<SlotMinute, 'roomMs'>>

const MINUTE = 60_000
const MOST_MINUTES = 180

export const newSlotFlow = (): SlotFlow => ({ minutes: [] })

/**
 * Notes what one poll saw of rooms on processes that take rooms, in place.
 * @param at feed time, epoch ms.
 * @param most minutes to keep.
 */
export function noteSlots(flow: SlotFlow, at: number, seen: SlotsSeen, most = MOST_MINUTES): void {
  const minute = Math.floor(at / MINUTE)
  const last = flow.minutes.at(-1)
  if (last?.minute === minute) {
    last.coveredMs += seen.coveredMs
    last.starts += seen.starts
    last.ends += seen.ends
    last.roomMs += seen.roomMs ?? 0
    return
  }
  flow.minutes = [...flow.minutes.filter((one) => one.minute > minute - most), { minute, roomMs: 0, ...seen }]
}

/** A region that was watched for less of a minute than this, against others, is missing from their sum. */
const LEAST_OF_OTHERS = 0.5

/**
 * What several regions took and gave back together, in the minutes in which all of them were watched alike: what a
 * region that did not answer took is not nothing. Before a region was seen first it took nothing.
 */
export function sumFlows(flows: readonly SlotFlow[]): SlotFlow {
  const [only] = flows
  if (only !== undefined && flows.length === 1) return only
  const sums = new Map<number, SlotMinute>()
  for (const { minutes } of flows) {
    for (const one of minutes) {
      const sum = sums.get(one.minute)
      if (sum === undefined) sums.set(one.minute, { ...one })
      else {
        sum.coveredMs = Math.max(sum.coveredMs, one.coveredMs)
        sum.starts += one.starts
        sum.ends += one.ends
        sum.roomMs += one.roomMs
      }
    }
  }
  for (const { minutes } of flows) {
    const first = minutes[0]?.minute ?? Number.POSITIVE_INFINITY
    const own = new Map(minutes.map(({ minute, coveredMs }) => [minute, coveredMs]))
    for (const [minute, { coveredMs }] of sums) {
      if (minute > first && (own.get(minute) ?? 0) < coveredMs * LEAST_OF_OTHERS) sums.delete(minute)
    }
  }
  return { minutes: [...sums.values()].toSorted((a, b) => a.minute - b.minute) }
}

/** Variance of a minute's starts less ends, slots². */
function chanceOf(minutes: readonly SlotMinute[]): number {
  const seen = minutes.reduce((sum, { coveredMs }) => sum + coveredMs, 0) / MINUTE
  const events = minutes.reduce((sum, { starts, ends }) => sum + starts + ends, 0)
  return seen === 0 ? 0 : (events / seen) * dispersionOf(minutes)
}

/** The share of rooms that ended in a minute; 0 where none were counted. */
function turnoverOf(minutes: readonly SlotMinute[]): number {
  const counted = minutes.filter(({ roomMs }) => roomMs > 0)
  const roomMinutes = counted.reduce((sum, { roomMs }) => sum + roomMs, 0) / MINUTE
  return roomMinutes === 0 ? 0 : counted.reduce((sum, { ends }) => sum + ends, 0) / roomMinutes
}

/** A window of 15 minutes, and where it saw too little, of 30 and 60 (docs/meaning.md, "Run out in"). */
const WINDOWS = [15, 30, 60] as const
const LEAST_EVENTS = 20
/** So many minutes say how much they vary. */
const LEAST_FOR_SPREAD = 8
/** A minute seen in part says too little of how much minutes vary. */
const LEAST_SEEN_MS = 45_000

/** Of each minute seen nearly whole, starts less ends. */
function dispersionOf(minutes: readonly SlotMinute[]): number {
  const whole = minutes.filter(({ coveredMs }) => coveredMs >= LEAST_SEEN_MS)
  const events = whole.reduce((sum, { starts, ends }) => sum + starts + ends, 0)
  if (whole.length < LEAST_FOR_SPREAD || events === 0) return 1
  const net = whole.map(({ starts, ends }) => starts - ends)
  const mean = net.reduce((sum, n) => sum + n, 0) / net.length
  const variance = net.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (net.length - 1)
  // Strangers' starts less ends vary as much as there are of both.
  return Math.max(1, variance / (events / whole.length))
}

/**
 * Rates of the newest window that saw enough, and what is to be expected of slots from now on; null before anything was
 * watched.
 * @param now feed time, epoch ms.
 */
export function slotRates({ minutes }: SlotFlow, now: number): SlotRates | null {
  const newest = Math.floor(now / MINUTE)
  for (const window of WINDOWS) {
    const some = minutes.filter(({ minute }) => minute > newest - window)
    const seen = some.reduce((sum, { coveredMs }) => sum + coveredMs, 0) / MINUTE
    const starts = some.reduce((sum, one) => sum + one.starts, 0)
    const ends = some.reduce((sum, one) => sum + one.ends, 0)
    if (starts + ends < LEAST_EVENTS && window !== WINDOWS.at(-1)) continue
    if (seen < 1) return null
    const own = { starts: starts / seen, ends: ends / seen, minutes: seen, dispersion: dispersionOf(some) }
    const chance = chanceOf(minutes)
    // Under half an hour this window is all there is.
    const { net, doubt } = netRate(minutes, chance, newest) ?? {
      net: own.starts - own.ends,
      doubt: ((own.starts + own.ends) * own.dispersion) / seen,
    }
    return { ...own, net, doubt, chance, turnover: turnoverOf(minutes) }
  }
  return null
}
