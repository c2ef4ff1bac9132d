import type { AgingRoom } from '../fleet/agingRooms.ts'
import { emptiesIn, steadyEnds, type EmptiesIn } from '../fleet/drainOutlook.ts'
import { reapedIn, reapRule } from '../fleet/reapRule.ts'
import { successorOf, type ProcessStart } from '../fleet/rollout.ts'
import { LEAST_ENDED, sharedBeyond } from '../fleet/survivalCurves.ts'
import { roomsToCome, waveOutlook } from '../fleet/waveOutlook.ts'
import type { Wave, WaveMember } from '../fleet/waves.ts'
import type { BurnDown, DrainsAsked, DrainSeen, DrainsSeen, WaveSeen } from '../types/engine.ts'
import type { DrainFacts } from '../types/fleet.ts'
import type { KeptTombstone } from './absences.ts'
import { isOfWave, missingDrains, tookAlong } from './missingDrains.ts'
import { knownProcesses, startsOf } from './knownProcesses.ts'
import { agingRooms } from './outlook.ts'
import type { EngineState } from './state.ts'
import type { Track } from './track.ts'

/** A drain and its rooms. */
interface DrainWithRooms {
  drain: DrainFacts
  rooms: readonly AgingRoom[]
  /** Its rooms are all there are. */
  whole: boolean
  /** When its row was read last, feed time; null when the newest answer holds it. */
  unreadSince: number | null
}

/** An end as it is shown: it moves only by much, and so it is the engine that remembers. */
export function shownEnds(state: EngineState, of: string, range: EmptiesIn): DrainSeen['empties'] {
  if ('none' in range) {
    state.shownEnds.delete(of)
    return range
  }
  const shown = steadyEnds(state.shownEnds.get(of) ?? null, range, state.feedTime)
  state.shownEnds.set(of, shown)
  return shown
}

/** When the source reaps a drain that is empty. */
function reapedAt({ idleTimes, feedTime }: EngineState, { emptySince }: DrainFacts): DrainSeen['reaped'] {
  const rule = emptySince === null ? null : reapRule(idleTimes)
  if (rule === null || emptySince === null) return null
  const { earliest, latest } = reapedIn(rule, feedTime - emptySince)
  return { earliest: feedTime + earliest, latest: feedTime + latest }
}

function drainSeen(state: EngineState, { drain, rooms, whole, unreadSince }: DrainWithRooms): DrainSeen {
  const range: EmptiesIn = whole ? emptiesIn(rooms) : { none: 'not all of its rooms were read' }
  const oldest = rooms.toSorted((a, b) => b.age - a.age)[0]
  const known = oldest !== undefined && oldest.curve.ended >= LEAST_ENDED
  return {
    ...drain,
    unreadSince,
    empties: shownEnds(state, `process ${drain.processId}`, range),
    reaped: reapedAt(state, drain),
    oldestOlderThan: known ? 1 - sharedBeyond(oldest.curve, oldest.age) : Number.NaN,
  }
}

/** A drain with its rooms' ages; null for a process that does not drain. */
function withRooms(state: EngineState, track: Track): DrainWithRooms | null {
  const { drain } = track
  if (drain === null) return null
  const rooms = agingRooms(state, track)
  const unreadSince = track.held === 'none' ? null : track.seenAt
  return { drain, rooms, whole: drain.rooms <= rooms.length && unreadSince === null, unreadSince }
}

/** A process's drain with what is to come of it, as of the newest poll; null when it does not drain. */
export function drainOf(state: EngineState, track: Track): DrainSeen | null {
  const drain = withRooms(state, track)
  return drain && drainSeen(state, drain)
}

/** A wave goes on to be shown for so long after its last drain is gone, ms. */
const SHOWN_ENDED_MS = 3_600_000

type IsAsked = (of: { region: string; deploymentId: string }) => boolean

/** A wave and those of its drains that are listed. */
interface WaveWithDrains {
  wave: Wave
  /** As far as they are asked for. */
  drains: readonly DrainWithRooms[]
  missing: readonly KeptTombstone[]
  members: readonly WaveMember[]
}

const waveKey = ({ deploymentId, since }: Wave): string => `${deploymentId}@${since}`

/** Rooms left; null where some were not read, or went out of sight. */
const roomsOf = (drains: readonly DrainWithRooms[], missing: readonly KeptTombstone[]): AgingRoom[] | null =>
  drains.every(({ whole }) => whole) && !missing.some(tookAlong) ? drains.flatMap(({ rooms }) => rooms) : null

function waveSeen(
  state: EngineState,
  { wave, drains, missing, members }: WaveWithDrains,
  starts: readonly ProcessStart[],
): Omit<WaveSeen, 'burnDown'> {
  const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((n, one) => n + of(one), 0)
  const roomsFirst = sum(members, (member) => member.roomsFirst)
  const { half, nineInTen, last } = waveOutlook(roomsOf(drains, missing), roomsFirst)
  const at = (ms: number | null): number | null => (ms === null ? null : state.feedTime + ms)
  const { deploymentId, since, sawBegin, endedAt } = wave
  return {
    key: waveKey(wave),
    deploymentId,
    successor: successorOf({ deploymentId, since, regions: new Set(members.map(({ region }) => region)) }, starts),
    since,
    sawBegin,
    endedAt,
    drains: drains.length,
    drainsFirst: members.length,
    missing: missing.length,
    rooms: sum(drains, ({ drain }) => drain.rooms),
    roomsFirst,
    connections: sum(drains, ({ drain }) => drain.connections),
    connectionsFirst: sum(members, (member) => member.connectionsFirst),
    half: at(half),
    nineInTen: at(nineInTen),
    last: shownEnds(state, `wave ${waveKey(wave)} ${members.length}`, last),
  }
}

/** How a wave went, and between which numbers its rooms are expected to go. */
function burnDown(state: EngineState, { samples }: Wave, rooms: readonly AgingRoom[] | null): BurnDown {
  const joiners = samples.flatMap(({ at, joined }, index) => {
    const before = samples[index - 1]?.joined ?? joined
    return joined > before ? [{ at, drains: joined - before }] : []
  })
  const last = rooms && rooms.length > 0 ? emptiesIn(rooms) : null
  const until = last === null || 'none' in last ? null : (last.latest ?? last.earliest)
  const toCome = rooms && until !== null ? roomsToCome(rooms, until) : null
  return {
    times: samples.map(({ at }) => at),
    rooms: samples.map((sample) => sample.rooms),
    connections: samples.map((sample) => sample.connections),
    joiners,
    toCome: toCome && { ...toCome, times: toCome.times.map((ms) => state.feedTime + ms) },
  }
}

/** The waves of what is asked: those with the most rooms left first, then the newest; those that are over last. */
function wavesSeen(state: EngineState, isAsked: IsAsked, wanted: string | null): WaveSeen[] {
  const byWave = new Map<Wave, DrainWithRooms[]>()
  for (const track of state.tracks.values()) {
    const drain = track.wave && withRooms(state, track)
    if (!track.wave || !drain) continue
    const own = byWave.get(track.wave)
    if (own) own.push(drain)
    else byWave.set(track.wave, [drain])
  }
  // Those that left just now are only asked after, as every drain is that ends.
  const missing = missingDrains(state).filter(({ vanishedAt }) => vanishedAt < state.feedTime)
  const starts = state.waves.length === 0 ? [] : startsOf(knownProcesses(state))
  const seen: { wave: Wave; said: Omit<WaveSeen, 'burnDown'>; rooms: AgingRoom[] | null }[] = []
  for (const wave of state.waves.toReversed()) {
    const { deploymentId, endedAt } = wave
    if (endedAt !== null && state.feedTime - endedAt > SHOWN_ENDED_MS) continue
    const members = [...wave.members.values()].filter(({ region }) => isAsked({ region, deploymentId }))
    if (members.length === 0) continue
    const all = byWave.get(wave) ?? []
    const drains = all.filter(({ drain }) => isAsked(drain))
    const out = missing.filter((stone) => isOfWave(wave, stone))
    const said = waveSeen(state, { wave, drains, missing: out.filter(isAsked), members }, starts)
    seen.push({ wave, said, rooms: roomsOf(all, out) })
  }
  const largest = seen.toSorted((a, b) => b.said.rooms - a.said.rooms)[0]?.said.key
  return seen
    .map(({ wave, said, rooms }): WaveSeen => {
      const isWanted = said.key === (wanted === 'largest' ? largest : wanted)
      return { ...said, burnDown: isWanted ? burnDown(state, wave, rooms) : null }
    })
    .toSorted((a, b) => Number(a.endedAt !== null) - Number(b.endedAt !== null) || b.rooms - a.rooms)
}

/** Every drain with what is to come of it, and the waves of those asked for, as of the newest poll. */
export function drainsOf(state: EngineState, { regions, deployments, wave }: DrainsAsked): DrainsSeen {
  const all = [...state.tracks.values()].flatMap((track) => withRooms(state, track) ?? [])
  const isAsked: IsAsked = ({ region, deploymentId }) =>
    (regions.length === 0 || regions.includes(region)) &&
    (deployments.length === 0 || deployments.includes(deploymentId))
  const seen = { drains: all.map((one) => drainSeen(state, one)), waves: wavesSeen(state, isAsked, wave) }
  // Ends of drains that are over must not pile up; those that go on are shown anew.
  if (state.shownEnds.size > 2 * (seen.drains.length + seen.waves.length) + 100) state.shownEnds = new Map()
  return seen
}
