import { startLimit } from '../fleet/attention.ts'
import { reapedIn, reapRule } from '../fleet/reapRule.ts'
import { reorderPoint, runOut } from '../fleet/runOut.ts'
import { slotRates, sumFlows } from '../fleet/slotFlow.ts'
import { startTimes } from '../fleet/startTimes.ts'
import type { CapacitySeen, ReapRule, RegionCapacity, StartTimes } from '../types/capacity.ts'
import type { Totals } from '../types/fleet.ts'
import type { Process } from '../types/process.ts'
import { isCut } from './readParts.ts'
import type { EngineState } from './state.ts'

const SCHEDULING_LIMIT_MS = 60_000
/** A region's own start times count from so many on; under that those of the whole fleet do. */
const LEAST_OWN_STARTS = 20

/** What waits or idles in a region, or in all of them. */
interface Waiting {
  scheduling: number
  schedulingMs: number
  suspended: number
  slowStarts: number
  idle: number
  /** How long the longest idle one has been so, ms; −1 where nobody saw it begin. */
  idleMs: number
  /** Those whose start times count. */
  started: Pick<Process, 'startingAt' | 'startedAt'>[]
}

const noneWaiting = (): Waiting => ({
  scheduling: 0,
  schedulingMs: 0,
  suspended: 0,
  slowStarts: 0,
  idle: 0,
  idleMs: -1,
  started: [],
})

/** By region, in one walk over the fleet. */
function waitingIn(state: EngineState): Map<string, Waiting> {
  const byRegion = new Map<string, Waiting>()
  const of = (region: string): Waiting => {
    let own = byRegion.get(region)
    if (own === undefined) byRegion.set(region, (own = noneWaiting()))
    return own
  }
  const now = state.feedTime
  const limit = startLimit(state.startTimes?.p95 ?? null)
  for (const row of state.stopped.byId.values()) of(row.region).started.push(row)
  for (const { facts, scheduling, roomList, lifecycle, idleSince, held } of state.tracks.values()) {
    const into = of(facts.region)
    into.started.push(facts)
    // Whether what is out of sight still waits nobody knows.
    if (held !== 'none') continue
    for (const since of scheduling.values()) {
      if (now - since <= SCHEDULING_LIMIT_MS) continue
      into.scheduling += 1
      into.schedulingMs = Math.max(into.schedulingMs, now - since)
    }
    for (const { status } of roomList) if (status === 'suspended') into.suspended += 1
    if (lifecycle === 'starting' && facts.startingAt !== null && now - facts.startingAt > limit) into.slowStarts += 1
    if (lifecycle === 'running' && idleSince !== null) {
      into.idle += 1
      if (now - idleSince > into.idleMs) into.idleMs = now - idleSince
    }
  }
  return byRegion
}

function sumWaiting(parts: Iterable<Waiting>): Waiting {
  const sum = noneWaiting()
  for (const one of parts) {
    sum.scheduling += one.scheduling
    sum.schedulingMs = Math.max(sum.schedulingMs, one.schedulingMs)
    sum.suspended += one.suspended
    sum.slowStarts += one.slowStarts
    sum.idle += one.idle
    sum.idleMs = Math.max(sum.idleMs, one.idleMs)
  }
  return sum
}

interface Of {
  region: string | null
  totals: Totals
  waiting: Waiting
  fleetTimes: StartTimes | null
  rule: ReapRule | null
  /** Processes are missing from the list, or may be. */
  partial: boolean
}

function capacity(state: EngineState, { region, totals, waiting, fleetTimes, rule, partial }: Of): RegionCapacity {
  const { scheduling, schedulingMs, suspended, slowStarts, idle, idleMs, started } = waiting
  const own = region === null ? fleetTimes : startTimes(started)
  const borrowed = region !== null && (own === null || own.n < LEAST_OWN_STARTS)
  const times = borrowed ? fleetTimes : own
  const flows = [...state.slotFlow].filter(([name]) => region === null || name === region).map(([, flow]) => flow)
  const rates = slotRates(sumFlows(flows), state.feedTime)
  return {
    region,
    running: totals.lifecycle.running,
    starting: totals.lifecycle.starting,
    openSlots: totals.openSlots,
    coming: totals.coming,
    closed: totals.closed,
    rates,
    runOut: rates && runOut(totals.openSlots, rates),
    reorderPoint: rates && times && reorderPoint(rates, times.p95),
    startTimes: times,
    borrowed: borrowed && times !== null,
    slowStarts,
    scheduling,
    schedulingMs,
    suspended,
    idle,
    reapedIn: rule === null || idleMs < 0 ? null : reapedIn(rule, idleMs),
    atLeast: partial || totals.held > 0,
  }
}

/** What the fleet and each of its regions can take, as of the newest poll. */
export function capacityOf(state: EngineState): CapacitySeen {
  const byRegion = waitingIn(state)
  const rule = reapRule(state.idleTimes)
  const fleetTimes = state.startTimes
  const { darkRegions, missingRegions, capped } = state
  const isPartial = (region: string): boolean =>
    darkRegions.has(region) || missingRegions.has(region) || isCut(capped, region)
  return {
    whole: capacity(state, {
      region: null,
      totals: state.totals,
      waiting: sumWaiting(byRegion.values()),
      fleetTimes,
      rule,
      partial: darkRegions.size + missingRegions.size + capped.length > 0 || (state.parsed?.rejects.length ?? 0) > 0,
    }),
    regions: state.regions.map(({ key, ...totals }) =>
      capacity(state, {
        region: key,
        totals,
        waiting: byRegion.get(key) ?? noneWaiting(),
        fleetTimes,
        rule,
        partial: isPartial(key),
      }),
    ),
    reapRule: rule,
  }
}
