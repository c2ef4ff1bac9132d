import { silenceChance, type AgingRoom } from '../fleet/agingRooms.ts'
import { silentSince, STALLED_AFTER_MS } from '../fleet/drainVerdict.ts'
import { withAlive, type RoomSurvival, type RoomWatched } from '../fleet/roomSurvival.ts'
import { curveFor, survivalCurves, type SurvivalCurves } from '../fleet/survivalCurves.ts'
import type { EngineState } from './state.ts'
import type { Track } from './track.ts'

/** Curves older than this are made anew, ms of feed time: they move little, and all rooms have to be looked at. */
const CURVES_MS = 30_000

/** The rooms that are there, by deployment, each as long as it was watched. */
function aliveRooms(state: EngineState): Map<string, RoomWatched[]> {
  const alive = new Map<string, RoomWatched[]>()
  for (const { processId, since, joinedAge } of state.rooms.values()) {
    const track = state.tracks.get(processId)
    if (!track || Number.isNaN(joinedAge)) continue
    const { deploymentId } = track.facts
    const own = alive.get(deploymentId)
    // One whose row is held was last seen a while ago.
    const room = { joinedAge, age: track.seenAt - since }
    if (own) own.push(room)
    else alive.set(deploymentId, [room])
  }
  return alive
}

/** How long rooms last, as of now or of a moment ago. */
export function curvesOf(state: EngineState): SurvivalCurves {
  if (state.curves !== null && state.feedTime - state.curves.at < CURVES_MS) return state.curves
  return (state.curves = survivalCurves(state.survival, aliveRooms(state), state.feedTime))
}

/** All that was learned of rooms until now, for another visit. */
export const learnedOfRooms = (state: EngineState): RoomSurvival =>
  withAlive(state.survival, aliveRooms(state), state.feedTime)

export function agingRooms(state: EngineState, { roomsSeen, facts }: Track): AgingRoom[] {
  const curve = curveFor(curvesOf(state), facts.deploymentId)
  return roomsSeen.map(({ since }) => ({ age: state.feedTime - since, curve }))
}

/** Notes of every drain in sight how unusual its silence is; in place. */
export function noteSilence(state: EngineState): void {
  for (const track of state.tracks.values()) {
    const { drain } = track
    if (drain === null || track.held !== 'none') continue
    const silentMs = state.feedTime - silentSince(drain)
    // Nobody asks of a shorter silence, and the curves are made of all rooms there are.
    const isAsked = drain.rooms > 0 && silentMs >= STALLED_AFTER_MS
    const silence = isAsked ? silenceChance(agingRooms(state, track), silentMs) : 1
    if (silence !== drain.silence) track.drain = { ...drain, silence }
  }
}
