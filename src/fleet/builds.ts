import type { Ending } from '../types/fleet.ts'
import { poissonInterval } from './poisson.ts'
import type { BuildsCompared, BuildSide, EventRate } from '../types/builds.ts'

const HOUR = 3_600_000
/** Of fewer events or hours no rate is named (docs/meaning.md, "Builds are compared"). */
const LEAST_EVENTS = 5
const LEAST_HOURS = 50

/** A process from its start to its end, as the lists tell it; times are feed time, epoch ms. */
export interface ProcessLife {
  region: string
  deploymentId: string
  startedAt: number | null
  /** When it ended, or was seen last; null while it is listed. */
  endedAt: number | null
  /** How it ended; null when nobody knows or it has not. */
  ending: Ending | null
}

/** What a deployment's processes did in one region and hour. */
interface Stint {
  hours: number
  died: number
  neverStarted: number
}

/** By deployment, and in it by region and hour. */
export type Stints = Map<string, Map<string, Stint>>

function stintOf(stints: Stints, { deploymentId, region }: ProcessLife, hour: number): Stint {
  let own = stints.get(deploymentId)
  if (own === undefined) stints.set(deploymentId, (own = new Map()))
  const key = `${hour}\u0000${region}`
  let stint = own.get(key)
  if (stint === undefined) own.set(key, (stint = { hours: 0, died: 0, neverStarted: 0 }))
  return stint
}

/** Process-hours and bad ends between two times, by deployment, region and hour. */
export function stintsOf(lives: Iterable<ProcessLife>, from: number, to: number): Stints {
  const stints: Stints = new Map()
  for (const life of lives) {
    const { startedAt, endedAt, ending } = life
    const until = Math.min(endedAt ?? to, to)
    if (startedAt !== null) {
      for (let at = Math.max(startedAt, from); at < until;) {
        const hour = Math.floor(at / HOUR)
        const next = Math.min(until, (hour + 1) * HOUR)
        stintOf(stints, life, hour).hours += (next - at) / HOUR
        at = next
      }
    }
    if (endedAt === null || endedAt < from || endedAt > to) continue
    if (ending === 'died') stintOf(stints, life, Math.floor(endedAt / HOUR)).died += 1
    if (ending === 'never started') stintOf(stints, life, Math.floor(endedAt / HOUR)).neverStarted += 1
  }
  return stints
}

const perThousand = (events: number, hours: number): EventRate => {
  const { low, high } = poissonInterval(events)
  const scale = 1000 / hours
  return { events, rate: events * scale, low: low * scale, high: high * scale }
}

const NO_STINT: Stint = { hours: 0, died: 0, neverStarted: 0 }

function sideOf(stints: readonly Stint[]): BuildSide {
  const sum = { ...NO_STINT }
  for (const { hours, died, neverStarted } of stints) {
    sum.hours += hours
    sum.died += died
    sum.neverStarted += neverStarted
  }
  const { hours, died, neverStarted } = sum
  return { hours, died: perThousand(died, hours), neverStarted: perThousand(neverStarted, hours) }
}

/**
 * Compares builds where both ran: a build that runs in other regions or at another time of the day than the rest is not
 * worse for what these did to it. Null where the two have not 50 process-hours each in common (docs/meaning.md, "Builds
 * are compared").
 */
export function compareBuilds(stints: Stints, newest: string): BuildsCompared | null {
  const [own, others]: [Stint[], Stint[]] = [[], []]
  const places = { regions: new Set<string>(), hours: new Set<string>() }
  for (const [key, stint] of stints.get(newest) ?? []) {
    const rest = [...stints].flatMap(([id, some]) => (id === newest ? [] : (some.get(key) ?? [])))
    if (stint.hours === 0 || rest.every(({ hours }) => hours === 0)) continue
    own.push(stint)
    others.push(...rest)
    const [hour = '', region = ''] = key.split('\u0000')
    places.hours.add(hour)
    places.regions.add(region)
  }
  const sides = { newest: sideOf(own), rest: sideOf(others) }
  if (sides.newest.hours < LEAST_HOURS || sides.rest.hours < LEAST_HOURS) return null
  return { ...sides, regions: places.regions.size, hours: places.hours.size }
}

/** What two rates say: which is worse for sure, or that nothing can be said. */
export type RateVerdict = 'worse' | 'better' | 'alike' | 'too few'

/** Rates whose intervals have nothing in common differ; under five events in both together nothing is said. */
export function rateVerdict(newest: EventRate, rest: EventRate): RateVerdict {
  if (newest.events + rest.events < LEAST_EVENTS) return 'too few'
  if (newest.low > rest.high) return 'worse'
  return newest.high < rest.low ? 'better' : 'alike'
}

/** Sums of a deployment over all its regions and hours. */
export function buildTotals(stints: Stints, deploymentId: string): Stint {
  const sum = { ...NO_STINT }
  for (const { hours, died, neverStarted } of stints.get(deploymentId)?.values() ?? []) {
    sum.hours += hours
    sum.died += died
    sum.neverStarted += neverStarted
  }
  return sum
}
