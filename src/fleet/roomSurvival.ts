import { AGE_BINS, binPlace } from './ageBins.ts'

const HOUR = 3_600_000
/** What is learned of rooms is of a day (docs/meaning.md, "How long rooms last"). */
export const WINDOW_MS = 24 * HOUR
/** Deployments beyond these are forgotten, the one whose rooms have left longest ago first. */
const MOST_DEPLOYMENTS = 50

/** A room while it was watched, by its age then, ms. */
export interface RoomWatched {
  /** When it was first seen there: it joins the rooms at risk at that age and not at 0. */
  joinedAge: number
  /** When it was seen to end, or seen last. */
  age: number
}

/** Rooms by their age: how many came under watch at it, ended at it, or went out of sight at it. */
export interface Tally {
  joined: Uint32Array
  ended: Uint32Array
  unseen: Uint32Array
}

interface HourTally extends Tally {
  hour: number
}

/** What was seen of rooms that are over, by deployment and hour: no room by itself, so that it is small at any size. */
export interface RoomSurvival {
  tallies: Map<string, HourTally[]>
}

export const newRoomSurvival = (): RoomSurvival => ({ tallies: new Map() })

export const newTally = (): Tally => ({
  joined: new Uint32Array(AGE_BINS),
  ended: new Uint32Array(AGE_BINS),
  unseen: new Uint32Array(AGE_BINS),
})

const addAt = (bins: Uint32Array, age: number): void => {
  const bin = Math.floor(binPlace(age))
  bins[bin] = (bins[bin] ?? 0) + 1
}

export function addRoom(tally: Tally, { joinedAge, age }: RoomWatched, ended: boolean): void {
  addAt(tally.joined, joinedAge)
  addAt(ended ? tally.ended : tally.unseen, Math.max(age, joinedAge))
}

/**
 * Notes a room that is over for us, in place.
 * @param ended seen to end while its process went on; else it moved, was lost with its process, or ended while nobody
 * watched, so that only its age until then counts ("censored").
 * @param at feed time, epoch ms.
 */
export function noteRoomOver(
  { tallies }: RoomSurvival,
  deploymentId: string,
  room: RoomWatched,
  ended: boolean,
  at: number,
): void {
  // A room of unknown age says nothing.
  if (Number.isNaN(room.joinedAge) || Number.isNaN(room.age)) return
  const hour = Math.floor(at / HOUR)
  const own = (tallies.get(deploymentId) ?? []).filter((one) => one.hour > hour - WINDOW_MS / HOUR)
  let tally = own.at(-1)
  if (tally?.hour !== hour) own.push((tally = { hour, ...newTally() }))
  addRoom(tally, room, ended)
  tallies.delete(deploymentId)
  tallies.set(deploymentId, own)
  for (const [oldest] of tallies) {
    if (tallies.size <= MOST_DEPLOYMENTS) break
    tallies.delete(oldest)
  }
}

/** The same with the rooms that are there as if they went out of sight now: whoever goes on from it sees them anew. */
export function withAlive(
  { tallies }: RoomSurvival,
  alive: ReadonlyMap<string, readonly RoomWatched[]>,
  at: number,
): RoomSurvival {
  const copy = { tallies: new Map([...tallies].map(([id, hours]) => [id, structuredClone(hours)])) }
  for (const [id, rooms] of alive) for (const room of rooms) noteRoomOver(copy, id, room, false, at)
  return copy
}
