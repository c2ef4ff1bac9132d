import { emptiesIn, steadyEnds, type EmptiesIn } from '../fleet/drainOutlook.ts'
import { LEAST_ENDED, sharedBeyond } from '../fleet/roomSurvival.ts'
import { waveOutlook, wavesOf, type DrainWithRooms, type Wave } from '../fleet/waves.ts'
import type { DrainsAsked, DrainSeen, DrainsSeen, WaveSeen } from '../types/engine.ts'
import type { DrainFacts } from '../types/fleet.ts'
import { agingRooms } from './outlook.ts'
import type { EngineState } from './state.ts'
import type { Track } from './track.ts'

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

function drainSeen(state: EngineState, { drain, rooms, whole }: DrainWithRooms): DrainSeen {
  const range: EmptiesIn = whole ? emptiesIn(rooms) : { none: 'not all of its rooms were read' }
  const oldest = rooms.toSorted((a, b) => b.age - a.age)[0]
  const known = oldest !== undefined && oldest.curve.ended >= LEAST_ENDED
  return {
    ...drain,
    empties: shownEnds(state, `process ${drain.processId}`, range),
    oldestOlderThan: known ? 1 - sharedBeyond(oldest.curve, oldest.age) : Number.NaN,
  }
}

function waveSeen(state: EngineState, wave: Wave): WaveSeen {
  const sum = (of: (drain: DrainFacts) => number): number => wave.drains.reduce((n, { drain }) => n + of(drain), 0)
  const { half, nineInTen, last } = waveOutlook(wave)
  const at = (ms: number | null): number | null => (ms === null ? null : state.feedTime + ms)
  const { deploymentId, since, sawBegin } = wave
  return {
    deploymentId,
    since,
    sawBegin,
    drains: wave.drains.length,
    rooms: sum((drain) => drain.rooms),
    roomsFirst: sum((drain) => drain.roomsFirst),
    connections: sum((drain) => drain.connections),
    connectionsFirst: sum((drain) => drain.connectionsFirst),
    half: at(half),
    nineInTen: at(nineInTen),
    last: shownEnds(state, `wave ${deploymentId} ${since}`, last),
  }
}

/** A drain with its rooms' ages; null for a process that does not drain. */
function withRooms(state: EngineState, track: Track): DrainWithRooms | null {
  const { drain } = track
  if (drain === null) return null
  const rooms = agingRooms(state, track)
  return { drain, rooms, whole: drain.rooms <= rooms.length && track.held === 'none' }
}

/** A process's drain with what is to come of it, as of the newest poll; null when it does not drain. */
export function drainOf(state: EngineState, track: Track): DrainSeen | null {
  const drain = withRooms(state, track)
  return drain && drainSeen(state, drain)
}

/** Every drain with what is to come of it, and the waves of those asked for, as of the newest poll. */
export function drainsOf(state: EngineState, { regions, deployments }: DrainsAsked): DrainsSeen {
  const all = [...state.tracks.values()].flatMap((track) => withRooms(state, track) ?? [])
  const asked = all.filter(
    ({ drain }) =>
      (regions.length === 0 || regions.includes(drain.region)) &&
      (deployments.length === 0 || deployments.includes(drain.deploymentId)),
  )
  const seen = {
    drains: all.map((one) => drainSeen(state, one)),
    waves: wavesOf(asked).map((wave) => waveSeen(state, wave)),
  }
  // Ends of drains that are over must not pile up; those that go on are shown anew.
  if (state.shownEnds.size > 2 * (seen.drains.length + seen.waves.length) + 100) state.shownEnds = new Map()
  return seen
}
