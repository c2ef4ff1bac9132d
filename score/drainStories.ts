import { trueConnections } from '../simulator/counters.ts'
import type { Process, Room } from '../simulator/model.ts'
import { drainVerdict, SOFT_DEADLINE_MS } from '../src/fleet/drainVerdict.ts'
import type { DrainSeen } from '../src/types/engine.ts'
import type { DrainVerdict } from '../src/types/fleet.ts'
import type { Moment, WireProcess } from './beginDay.ts'

const MINUTE = 60_000

/** What the engine said of a drain at one poll, and how it was in truth. */
export interface Said {
  at: number
  verdict: DrainVerdict
  empties: DrainSeen['empties']
  oldestOlderThan: number
  /** Ages of the rooms that were there in the world, ms. */
  ages: readonly number[]
  /** Connections in the world at that time. */
  connections: number
  /** The answer showed neither rooms nor connections, counted after the last room went. */
  shownEmpty: boolean
}

/** A drain as the world had it and as the engine told it. */
export interface DrainStory {
  processId: string
  said: Said[]
  /** When its last room ended or moved; null when it had not by the end of the day. */
  emptyAt: number | null
  /** It had a room that does not end as rooms do: endless, or left behind with nobody on it. */
  sick: boolean
}

const roomsOf = (process: Process | undefined): readonly Room[] => process?.rooms ?? []

/** Still there a minute after nobody can be on it any more, or going round for ever. */
const isSick = (room: Room, at: number): boolean => room.repeats || at - room.curveStart > room.length + MINUTE

/** Notes what is said of every drain; broken rows are as if they were not sent. */
export function createDrainStories() {
  const stories = new Map<string, DrainStory>()
  const noRoomsSince = new Map<string, number>()

  const shownEmpty = (row: WireProcess | undefined, now: number): boolean => {
    if (row === undefined) return false
    if (row.rooms.length > 0) {
      noRoomsSince.delete(row.processId)
      return false
    }
    const since = noRoomsSince.get(row.processId) ?? now
    noRoomsSince.set(row.processId, since)
    const measuredAt = Date.parse(row.activeConnectionsUpdatedAt)
    return row.activeConnections === 0 && (measuredAt >= since || now - measuredAt <= MINUTE)
  }

  return {
    see({ now, world, rows, lost, broken }: Moment, drains: readonly DrainSeen[]): void {
      const byId = new Map(broken ? [] : rows.map((row) => [row.processId, row]))
      for (const drain of lost ? [] : drains) {
        const { processId } = drain
        let story = stories.get(processId)
        if (!story) stories.set(processId, (story = { processId, said: [], emptyAt: null, sick: false }))
        const process = world.byId.get(processId)
        story.said.push({
          at: now,
          verdict: drainVerdict(drain, { now, unknownSince: null, softDeadlineMs: SOFT_DEADLINE_MS }).verdict,
          empties: drain.empties,
          oldestOlderThan: drain.oldestOlderThan,
          ages: roomsOf(process).map((room) => now - room.from),
          connections: process ? trueConnections(process, now) : 0,
          shownEmpty: shownEmpty(byId.get(processId), now),
        })
      }
      for (const story of stories.values()) {
        if (story.emptyAt !== null) continue
        const rooms = roomsOf(world.byId.get(story.processId))
        if (rooms.length === 0) story.emptyAt = now
        else story.sick ||= rooms.some((room) => isSick(room, now))
      }
    },
    all: (): DrainStory[] => [...stories.values()],
  }
}
