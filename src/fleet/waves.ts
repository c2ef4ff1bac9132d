import { outlasts, type AgingRoom } from './agingRooms.ts'
import { emptiesIn, firstMoment, type EmptiesIn } from './drainOutlook.ts'
import type { DrainFacts } from '../types/fleet.ts'

/** Drains of one deployment that were first seen within this of the first of them are one wave (operations). */
const WAVE_MS = 600_000
const HALF = 0.5
const TENTH = 0.1

/** A drain and its rooms, as a wave needs them. */
export interface DrainWithRooms {
  drain: DrainFacts
  rooms: readonly AgingRoom[]
  /** Its rooms are all there are. */
  whole: boolean
}

/** Drains that began together. */
export interface Wave {
  deploymentId: string
  /** When the first of them was seen draining, epoch ms; a lower bound unless all began in sight. */
  since: number
  sawBegin: boolean
  drains: readonly DrainWithRooms[]
}

/** Waves, the newest first. */
export function wavesOf(drains: readonly DrainWithRooms[]): Wave[] {
  const waves: (Wave & { drains: DrainWithRooms[] })[] = []
  const sorted = drains.toSorted(
    (a, b) => a.drain.firstSeenAt - b.drain.firstSeenAt || (a.drain.processId < b.drain.processId ? -1 : 1),
  )
  const open = new Map<string, (typeof waves)[number]>()
  for (const one of sorted) {
    const { deploymentId, firstSeenAt, sawBegin } = one.drain
    const wave = open.get(deploymentId)
    if (wave && firstSeenAt - wave.since <= WAVE_MS) {
      wave.drains.push(one)
      wave.sawBegin &&= sawBegin
      continue
    }
    const begun = { deploymentId, since: firstSeenAt, sawBegin, drains: [one] }
    open.set(deploymentId, begun)
    waves.push(begun)
  }
  return waves.toReversed()
}

/** What is to come of a wave, ms from now; null where nothing can be said, 0 where it is so already. */
export interface WaveOutlook {
  /** When half of the rooms that it had first, and nine in ten, are expected to be gone. */
  half: number | null
  nineInTen: number | null
  /** When the last room is gone: a range. */
  last: EmptiesIn
}

/** When so many rooms are expected to be left, ms from now; null when not within what is known. */
function whenLeft(rooms: readonly AgingRoom[], left: number): number | null {
  if (rooms.length <= left) return 0
  return firstMoment(rooms, (ms) => rooms.reduce((sum, room) => sum + outlasts(room, ms), 0) <= left)
}

/** The product over its drains (operations, "Drain ETA"); its half and nine tenths by the rooms expected. */
export function waveOutlook({ drains }: Wave): WaveOutlook {
  const rooms = drains.flatMap((one) => one.rooms)
  const first = drains.reduce((sum, { drain }) => sum + Math.max(drain.roomsFirst, drain.rooms), 0)
  if (drains.some(({ whole }) => !whole)) {
    return { half: null, nineInTen: null, last: { none: 'not all rooms were read' } }
  }
  const last = emptiesIn(rooms)
  const known = !('none' in last)
  return {
    half: known ? whenLeft(rooms, first * HALF) : null,
    nineInTen: known ? whenLeft(rooms, first * TENTH) : null,
    last,
  }
}
