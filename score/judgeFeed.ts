import { PAST_KEPT_FOR, usageAt } from '../simulator/counters.ts'
import type { Process } from '../simulator/model.ts'
import type { CoreEngine } from '../src/engine/createEngine.ts'
import { HELD, type Totals } from '../src/types/fleet.ts'
import { POLL_MS, START, takesRooms, type Moment, type WireProcess } from './beginDay.ts'
import { count, newTally, type Tally } from './tally.ts'

export const FEED_SHARES = [
  /** Polls whose totals are the sums of what the answer said. */
  'totalsEqual',
  /** Half hours in which the egress of those that were there throughout was within 1 % of the world's. */
  'egressHolds',
  /** Points of charts at a time at which no answer came. */
  'pointsInvented',
  /** Rates above all that was sent in the minutes before, or told of counters that stood still. */
  'ratesInvented',
] as const
export type FeedTally = Tally<(typeof FEED_SHARES)[number], 'egressRatio'>

const MINUTE = 60_000
const HALF_HOUR = 30 * MINUTE
const HOUR = 60 * MINUTE
/**
 * A rate is of a minute at least of counters that step once a minute, and holds until the counter has missed three steps:
 * what it may be of lies within so long before.
 */
const LOOKS_BACK = (7 * MINUTE) / POLL_MS
/** As far as the world remembers: the first counters that are read of a process may have been measured before. */
const KNOWN_BEFORE = PAST_KEPT_FOR / POLL_MS
const TOLERANCE = 1.25
/** Counters that stood still so long have no rate. */
const FROZEN_FOR_MS = 7 * MINUTE
const WITHIN = 0.01

type Sums = Pick<Totals, 'processes' | 'connections' | 'rooms' | 'openSlots'>

/** Sums of what an answer says, a row sent twice once. */
export function sumsOf(rows: readonly WireProcess[]): Sums {
  const sums = { processes: 0, connections: 0, rooms: 0, openSlots: 0 }
  for (const row of new Map(rows.map((one) => [one.processId, one])).values()) {
    sums.processes += 1
    sums.connections += row.activeConnections
    sums.rooms += row.rooms.length
    if (takesRooms(row)) sums.openSlots += row.roomSlotsAvailable
  }
  return sums
}

const isEqual = (a: Sums, b: Sums): boolean =>
  a.processes === b.processes && a.connections === b.connections && a.rooms === b.rooms && a.openSlots === b.openSlots

/** What was sent by one process, as told and in truth, since its rate is known without a break. */
interface Sent {
  since: number
  bytes: number
  usage: number
}

interface Watched {
  sent: Sent | null
  /** Connection-milliseconds until the poll before, and what it sent between the newest polls, bytes per second. */
  usage: number
  truth: number[]
}

/** What a process sent from one poll to the next, bytes per second, by its connection-milliseconds at both. */
const sentBetween = ({ appetite }: Process, before: number, usage: number): number =>
  ((usage - before) * appetite) / POLL_MS

/** The same of the poll that ended at `at`. */
const sentIn = (process: Process, at: number): number =>
  sentBetween(process, usageAt(process, at - POLL_MS), usageAt(process, at))

/** Somebody who is seen first, with what it sent until the poll before. */
const newWatched = (process: Process, now: number): Watched => ({
  sent: null,
  usage: usageAt(process, now - POLL_MS),
  truth: Array.from({ length: KNOWN_BEFORE - 1 }, (_, n) => sentIn(process, now - (KNOWN_BEFORE - 1 - n) * POLL_MS)),
})

/** Judges what is told of the feed: totals, rates, and the points of charts. */
export function createFeedJudge(engine: CoreEngine) {
  const tally: FeedTally = newTally(FEED_SHARES, ['egressRatio'])
  const watched = new Map<string, Watched>()
  const answeredAt = new Set<number>()
  let half = { bytes: 0, truth: 0 }
  /** Polls looked back: a step over a time of frozen counters is of all that time. */
  let looksBack = LOOKS_BACK

  const judgeRate = (one: Watched, process: Process, rate: number, { now, frozenMs }: Moment): void => {
    const usage = usageAt(process, now)
    one.truth.push(sentBetween(process, one.usage, usage))
    while (one.truth.length > looksBack) one.truth.shift()
    one.usage = usage
    if (Number.isNaN(rate)) return
    const still = frozenMs >= FROZEN_FOR_MS && rate > 0
    const wasSent = one.truth.findLast((truth) => rate <= truth * TOLERANCE + 1) !== undefined
    count(tally.shares.ratesInvented, still || !wasSent)
  }

  /** After `judgeRate`, which brings its usage up to now. */
  const judgeSent = (one: Watched, process: Process, rate: number, now: number): void => {
    if (Number.isNaN(rate)) {
      one.sent = null
      return
    }
    const { usage } = one
    if (one.sent === null) {
      one.sent = { since: now, bytes: 0, usage }
      return
    }
    one.sent.bytes += (rate * POLL_MS) / 1000
    if (now - one.sent.since < HALF_HOUR) return
    half.bytes += one.sent.bytes
    half.truth += ((usage - one.sent.usage) / 1000) * process.appetite
    one.sent = { since: now, bytes: 0, usage }
  }

  const judgeRates = (moment: Moment): void => {
    const { now, world, patch, lost, frozenMs } = moment
    looksBack = frozenMs > 0 ? looksBack + 1 : Math.max(LOOKS_BACK, looksBack - 1)
    for (const [slot, { processId }] of patch.changed) {
      const process = world.byId.get(processId)
      if (process === undefined || process.terminatedAt !== null) {
        watched.delete(processId)
        continue
      }
      const one = watched.get(processId) ?? newWatched(process, now)
      watched.set(processId, one)
      const held = HELD[patch.columns.held[slot] ?? 0] !== 'none'
      const rate = lost || held ? Number.NaN : (patch.columns.egressRate[slot] ?? Number.NaN)
      judgeRate(one, process, rate, moment)
      judgeSent(one, process, rate, now)
    }
    for (const processId of watched.keys()) if (!world.byId.has(processId)) watched.delete(processId)
  }

  /** Of the last hour: every point stands at a time at which an answer came. */
  const judgePoints = async (): Promise<void> => {
    const { times, lines } = await engine.series({
      metric: 'connections',
      by: 'total',
      regions: [],
      deployments: [],
      rangeMs: HOUR,
      points: 2000,
    })
    for (const { values } of lines) {
      values.forEach((value, at) => {
        if (!Number.isNaN(value)) count(tally.shares.pointsInvented, !answeredAt.has(times[at] ?? 0))
      })
    }
  }

  return {
    tally,
    async see(moment: Moment): Promise<void> {
      const { now, rows, lost, broken, patch } = moment
      if (!lost) answeredAt.add(now)
      if (!lost && !broken) count(tally.shares.totalsEqual, isEqual(patch.totals, sumsOf(rows)))
      judgeRates(moment)
      if ((now - START) % HALF_HOUR === 0 && half.truth > 0) {
        const ratio = half.bytes / half.truth
        count(tally.shares.egressHolds, Math.abs(ratio - 1) <= WITHIN)
        tally.samples.egressRatio.push(ratio)
        half = { bytes: 0, truth: 0 }
      }
      if ((now - START) % HOUR === 0) await judgePoints()
    },
  }
}
