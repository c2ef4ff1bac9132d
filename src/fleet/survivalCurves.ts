import { AGE_BINS, binPlace, binStart } from './ageBins.ts'
import { addRoom, newTally, WINDOW_MS, type RoomSurvival, type RoomWatched, type Tally } from './roomSurvival.ts'

const HOUR = 3_600_000
/** From so many ends on a deployment speaks for itself; before, all rooms do. */
const LEAST_OWN_ENDS = 200
/** Fewer ends say nothing of how long rooms last. */
export const LEAST_ENDED = 30
/** Beyond the age that fewer rooms were watched at, nothing is known. */
export const LEAST_AT_RISK = 10

/** How long rooms last: for each age the share of them that lasts longer, as far as that is known. */
export interface SurvivalCurve {
  /** Rooms seen to end. */
  ended: number
  /** The longest of them, ms. */
  longest: number
  /** The age up to which enough rooms were watched, ms. */
  knownTo: number
  /** By bin, the share that lasts beyond its beginning. */
  beyond: Float64Array
  /** By bin, the rooms that were seen to end at that age. */
  ends: Uint32Array
}

/**
 * The product-limit estimate (Kaplan & Meier 1958) with delayed entry (Klein & Moeschberger §4.6): of the rooms watched
 * at an age, the share that went on.
 * @param alive those there now, watched until now.
 */
function curveOf(tallies: readonly Tally[], alive: readonly RoomWatched[]): SurvivalCurve {
  const sum = newTally()
  for (const tally of tallies) {
    for (let bin = 0; bin < AGE_BINS; bin++) {
      sum.joined[bin] = (sum.joined[bin] ?? 0) + (tally.joined[bin] ?? 0)
      sum.ended[bin] = (sum.ended[bin] ?? 0) + (tally.ended[bin] ?? 0)
      sum.unseen[bin] = (sum.unseen[bin] ?? 0) + (tally.unseen[bin] ?? 0)
    }
  }
  for (const room of alive) addRoom(sum, room, false)
  const beyond = new Float64Array(AGE_BINS + 1).fill(1)
  let atRisk = 0
  let last = 0
  let ended = 0
  let lastEnd = -1
  for (let bin = 0; bin < AGE_BINS; bin++) {
    atRisk += sum.joined[bin] ?? 0
    const ends = sum.ended[bin] ?? 0
    const before = beyond[bin] ?? 1
    beyond[bin + 1] = atRisk < LEAST_AT_RISK ? before : before * (1 - ends / atRisk)
    if (atRisk >= LEAST_AT_RISK) last = bin + 1
    if (ends > 0) lastEnd = bin
    ended += ends
    atRisk -= ends + (sum.unseen[bin] ?? 0)
  }
  return { ended, longest: binStart(lastEnd + 1), knownTo: binStart(last), beyond, ends: sum.ended }
}

/** Curves of all rooms and of the deployments that speak for themselves. */
export interface SurvivalCurves {
  /** Feed time at which they were made. */
  at: number
  all: SurvivalCurve
  /** By deployment, from what was seen of its own rooms alone, however few. */
  alone: ReadonlyMap<string, SurvivalCurve>
  /** Those with ends enough to speak for themselves, gone on as all rooms do. */
  own: ReadonlyMap<string, SurvivalCurve>
}

/** A curve that goes on as another one does from where it knows nothing any more. */
function goneOn(curve: SurvivalCurve, rest: SurvivalCurve): SurvivalCurve {
  if (rest.knownTo <= curve.knownTo) return curve
  const from = Math.round(binPlace(curve.knownTo))
  const [own, theirs] = [curve.beyond[from] ?? 0, rest.beyond[from] ?? 0]
  const beyond = curve.beyond.map((share, bin) =>
    bin <= from || theirs === 0 ? share : (own * (rest.beyond[bin] ?? 0)) / theirs,
  )
  return { ...curve, longest: Math.max(curve.longest, rest.longest), knownTo: rest.knownTo, beyond }
}

/**
 * Curves of a day. A deployment with ends enough speaks for itself up to the age that enough of its rooms reached; how
 * much longer older ones last is what rooms of all deployments say.
 * @param alive rooms there now, by deployment.
 */
export function survivalCurves(
  { tallies }: RoomSurvival,
  alive: ReadonlyMap<string, readonly RoomWatched[]>,
  at: number,
): SurvivalCurves {
  const from = Math.floor((at - WINDOW_MS) / HOUR)
  const young = new Map([...tallies].map(([id, hours]) => [id, hours.filter(({ hour }) => hour > from)]))
  const all = curveOf([...young.values()].flat(), [...alive.values()].flat())
  const alone = new Map<string, SurvivalCurve>()
  const own = new Map<string, SurvivalCurve>()
  for (const [id, hours] of young) {
    const curve = curveOf(hours, alive.get(id) ?? [])
    alone.set(id, curve)
    if (curve.ended >= LEAST_OWN_ENDS) own.set(id, goneOn(curve, all))
  }
  return { at, all, alone, own }
}

/** What is to be said of rooms of a deployment. */
export const curveFor = ({ all, own }: SurvivalCurves, deploymentId: string): SurvivalCurve =>
  own.get(deploymentId) ?? all

/** The share of rooms that last longer than an age, 0–1; beyond what is known, that of the oldest known. @param age ms */
export function sharedBeyond({ beyond }: SurvivalCurve, age: number): number {
  const place = binPlace(age)
  const bin = Math.floor(place)
  const [from, to] = [beyond[bin] ?? 0, beyond[bin + 1] ?? 0]
  return from + (to - from) * (place - bin)
}
