import type { DrainSeen } from '../src/types/engine.ts'
import { drainVerdict, SOFT_DEADLINE_MS } from '../src/fleet/drainVerdict.ts'
import type { DrainVerdict } from '../src/types/fleet.ts'
import type { Process, Room } from '../simulator/model.ts'
import type { RoomLaw } from '../simulator/roomLaws.ts'
import { beginDay, START } from './beginDay.ts'

const MINUTE = 60_000

export interface DayOptions {
  law: RoomLaw
  seed: number
  hours: number
  processes: number
}

/** What the engine said of a drain at one poll, and how old its rooms were in truth. */
export interface Said {
  at: number
  verdict: DrainVerdict
  empties: DrainSeen['empties']
  oldestOlderThan: number
  /** Ages of the rooms that were there in the world, ms. */
  ages: readonly number[]
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

/** The world's rooms of a process, and since when they began. */
const roomsOf = (process: Process | undefined): readonly Room[] => process?.rooms ?? []

/** Still there a minute after nobody can be on it any more, or going round for ever. */
const isSick = (room: Room, at: number): boolean => room.repeats || at - room.curveStart > room.length + MINUTE

/** Lives one day of a seeded world, polled as the page does, and notes what is said of every drain. */
export async function playDay({ law, seed, hours, processes }: DayOptions): Promise<DrainStory[]> {
  const { simulator, engine, poll } = beginDay({ law, seed, processes })
  const stories = new Map<string, DrainStory>()
  for (let now = await poll(); now <= START + hours * 3_600_000; now = await poll()) {
    const { drains } = await engine.drains({ regions: [], deployments: [], wave: null })
    for (const drain of drains) {
      const story = stories.get(drain.processId) ?? begin(stories, drain.processId)
      const rooms = roomsOf(simulator.world.byId.get(drain.processId))
      story.said.push({
        at: now,
        verdict: drainVerdict(drain, { now, unknownSince: null, softDeadlineMs: SOFT_DEADLINE_MS }).verdict,
        empties: drain.empties,
        oldestOlderThan: drain.oldestOlderThan,
        ages: rooms.map((room) => now - room.from),
      })
    }
    for (const story of stories.values()) {
      if (story.emptyAt !== null) continue
      const rooms = roomsOf(simulator.world.byId.get(story.processId))
      if (rooms.length === 0) story.emptyAt = now
      else story.sick ||= rooms.some((room) => isSick(room, now))
    }
  }
  return [...stories.values()]
}

function begin(stories: Map<string, DrainStory>, processId: string): DrainStory {
  const story: DrainStory = { processId, said: [], emptyAt: null, sick: false }
  stories.set(processId, story)
  return story
}
