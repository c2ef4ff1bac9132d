import { roomAges } from '../fleet/roomLengths.ts'
import { roomSince } from '../fleet/roomList.ts'
import type { Engine, FoundRoom, QuestionName, RowInFull } from '../types/engine.ts'
import type { Room } from '../types/room.ts'
import { inFull } from './inFull.ts'
import type { EngineState } from './state.ts'

/** Reading lines takes as much as all that records them: the first table stands without. */
const lines = () => import('./lines.ts')

/** Answers from what the engine knows; nobody else is asked. What the first table does not need is loaded when asked. */
export function createQuestions(state: EngineState): Pick<Engine, QuestionName> {
  const whyOf = (processId: string): string | null => state.why.get(state.tracks.get(processId)?.slot ?? -1) ?? null
  return {
    series: async (request) => (await lines()).fleetSeries(state.history, request),
    processSeries: async (processIds, metric, window) =>
      (await lines()).processLines(state, processIds, metric, window),
    perConnection: async (processId, window) => {
      const deploymentId = deploymentOf(state, processId)
      if (deploymentId === null) return null
      const { perConnection } = await import('../history/perConnection.ts')
      return perConnection(state.processHistory, processId, listedOf(state, deploymentId), window)
    },
    sparks: async (processIds, metric, window) => (await lines()).sparks(state, processIds, metric, window),
    normal: async (metric, regions) => (await lines()).normal(state, metric, regions),
    normalLine: async (metric, region, window) => (await lines()).normalLine(state.history, { metric, region }, window),
    why: async (processIds) => processIds.map((processId) => whyOf(processId)),
    details: async (processId) => {
      const track = state.tracks.get(processId)
      if (!track) return null
      const { roomList: rooms } = track
      const drain = track.drain && (await import('./drainsSeen.ts')).drainOf(state, track)
      const { older, ended } = roomAges(state.roomLengths, track.facts.deploymentId, agesOf(rooms, state.feedTime))
      return { rooms, olderThan: older, roomsEnded: ended, drain, why: whyOf(processId) }
    },
    rowsInFull: async (processIds, withRooms) => {
      const rowInFull = (processId: string): RowInFull | null => {
        const track = state.tracks.get(processId)
        if (!track) return null
        const { rooms, roomList } = track
        return {
          rooms: withRooms ? roomList : [],
          roomsUnread: Math.max(0, rooms - roomList.length),
          why: whyOf(processId),
        }
      }
      return { engine: state.id, feedTime: state.feedTime, rows: processIds.map(rowInFull) }
    },
    findRooms: async (text, most) => findRooms(state, text, most),
    drains: async (asked) => (await import('./drainsSeen.ts')).drainsOf(state, asked),
    rollouts: async (regions) => (await import('./rollouts.ts')).rolloutsOf(state, regions),
    capacity: async () => (await import('./capacity.ts')).capacityOf(state),
    alertPreviews: async () => (await import('./alertPreviews.ts')).alertPreviews(state),
    capacityReport: async (rangeMs) => (await import('./capacityReport.ts')).capacityReport(state, rangeMs),
    tombstones: async () => [...state.tombstones.values()],
    raw: async (processId) => {
      for (const answer of state.answers) {
        for (const piece of answer.pieces()) {
          if (!Array.isArray(piece)) continue
          const row: unknown = piece.find(
            (one) =>
              typeof one === 'object' && one !== null && (one as { processId?: unknown }).processId === processId,
          )
          if (row !== undefined) return inFull(row)
        }
      }
      return null
    },
  }
}

function findRooms({ rooms, tracks }: EngineState, text: string, most: number): FoundRoom[] {
  const wanted = text.toLowerCase()
  const first: FoundRoom[] = []
  const rest: FoundRoom[] = []
  for (const [roomId, { processId }] of rooms) {
    const at = roomId.toLowerCase().indexOf(wanted)
    // Of a room that is kept while nobody knows what became of its process there is nothing to show.
    if (at < 0 || !tracks.has(processId)) continue
    if (at === 0 && first.push({ roomId, processId }) >= most) break
    if (at > 0 && rest.length < most) rest.push({ roomId, processId })
  }
  return [...first, ...rest].slice(0, most)
}

const deploymentOf = ({ tracks, tombstones }: EngineState, processId: string): string | null =>
  (tracks.get(processId)?.facts ?? tombstones.get(processId))?.deploymentId ?? null

const listedOf = ({ tracks }: EngineState, deploymentId: string): string[] =>
  [...tracks.values()].flatMap(({ facts }) => (facts.deploymentId === deploymentId ? [facts.processId] : []))

const agesOf = (rooms: readonly Room[], now: number): (number | null)[] =>
  rooms.map((room) => {
    const since = roomSince(room)
    return since === null ? null : now - since
  })
