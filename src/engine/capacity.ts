import { startLimit } from '../fleet/attention.ts'
import { reapedIn, reapRule } from '../fleet/reapRule.ts'
import { reorderPoint, runOut } from '../fleet/runOut.ts'
import { slotRates, sumFlows } from '../fleet/slotFlow.ts'
import { startTimes } from '../fleet/startTimes.ts'
import { grouped } from '../history/grouped.ts'
import type { CapacitySeen, ReapRule, RegionCapacity, StartTimes } from '../types/capacity.ts'
import type { Totals } from '../types/fleet.ts'
import type { EngineState } from './state.ts'
import type { Track } from './track.ts'

const SCHEDULING_LIMIT_MS = 60_000
/** A region's own start times count from so many on; under that those of the whole fleet do. */
const LEAST_OWN_STARTS = 20

/** What waits or idles on some processes. */
function waiting(state: EngineState, tracks: readonly Track[], rule: ReapRule | null) {
  const now = state.feedTime
  const limit = startLimit(state.startTimes?.p95 ?? null)
  const stuck = tracks
    .flatMap(({ scheduling }) => [...scheduling.values()])
    .map((since) => now - since)
    .filter((ms) => ms > SCHEDULING_LIMIT_MS)
  const idle = tracks.filter(({ lifecycle, idleSince }) => lifecycle === 'running' && idleSince !== null)
  const idleMs = idle.map(({ idleSince }) => now - (idleSince ?? now)).filter((ms) => !Number.isNaN(ms))
  return {
    scheduling: stuck.length,
    schedulingMs: Math.max(0, ...stuck),
    suspended: tracks.reduce((sum, { roomList }) => sum + roomList.filter(isSuspended).length, 0),
    slowStarts: tracks.filter(({ lifecycle, facts }) => {
      return lifecycle === 'starting' && facts.startingAt !== null && now - facts.startingAt > limit
    }).length,
    idle: idle.length,
    reapedIn: rule === null || idleMs.length === 0 ? null : reapedIn(rule, Math.max(...idleMs)),
  }
}

const isSuspended = ({ status }: { status: string }): boolean => status === 'suspended'

/** Of the processes that are listed and those that the stopped list tells of. */
function timesOf(state: EngineState, tracks: readonly Track[], region: string): StartTimes | null {
  const stopped = [...state.stopped.byId.values()].filter((row) => row.region === region)
  return startTimes([...stopped, ...tracks.map(({ facts }) => facts)])
}

interface Of {
  region: string | null
  totals: Totals
  tracks: readonly Track[]
  fleetTimes: StartTimes | null
  rule: ReapRule | null
  dark: boolean
}

function capacity(state: EngineState, { region, totals, tracks, fleetTimes, rule, dark }: Of): RegionCapacity {
  const own = region === null ? fleetTimes : timesOf(state, tracks, region)
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
    ...waiting(state, tracks, rule),
    atLeast: dark || totals.held > 0,
  }
}

/** What the fleet and each of its regions can take, as of the newest poll. */
export function capacityOf(state: EngineState): CapacitySeen {
  const all = [...state.tracks.values()]
  const rule = reapRule(state.idleTimes)
  const fleetTimes = state.startTimes
  const byRegion = grouped(all, ({ facts }) => facts.region)
  const dark = (region: string): boolean => state.darkRegions.has(region) || state.missingRegions.has(region)
  return {
    whole: capacity(state, {
      region: null,
      totals: state.totals,
      tracks: all,
      fleetTimes,
      rule,
      dark: state.darkRegions.size + state.missingRegions.size > 0,
    }),
    regions: state.regions.map(({ key, ...totals }) =>
      capacity(state, {
        region: key,
        totals,
        tracks: byRegion.get(key) ?? [],
        fleetTimes,
        rule,
        dark: dark(key),
      }),
    ),
    reapRule: rule,
  }
}
