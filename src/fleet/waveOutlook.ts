import { outlasts, type AgingRoom } from './agingRooms.ts'
import { emptiesIn, firstMoment, type EmptiesIn } from './drainOutlook.ts'

const HALF = 0.5
const TENTH = 0.1

/** What is to come of a wave, ms from now; null where nothing can be said, 0 where it is so already. */
export interface WaveOutlook {
  /** When half of the rooms that it had first, and nine in ten, are expected to be gone. */
  half: number | null
  nineInTen: number | null
  /** When the last room is gone: a range. */
  last: EmptiesIn
}

const expectedLeft = (rooms: readonly AgingRoom[], ms: number): number =>
  rooms.reduce((sum, room) => sum + outlasts(room, ms), 0)

/** When so many rooms are expected to be left, ms from now; null when not within what is known. */
function whenLeft(rooms: readonly AgingRoom[], left: number): number | null {
  if (rooms.length <= left) return 0
  return firstMoment(rooms, (ms) => expectedLeft(rooms, ms) <= left)
}

/**
 * The product over its drains (docs/meaning.md, "Empties in"); its half and nine tenths by the rooms expected.
 * @param rooms those left; null when they were not all read.
 * @param first how many there were when its drains were first seen.
 */
export function waveOutlook(rooms: readonly AgingRoom[] | null, first: number): WaveOutlook {
  if (rooms === null) return { half: null, nineInTen: null, last: { none: 'not all rooms were read' } }
  const last = emptiesIn(rooms)
  const known = !('none' in last)
  return {
    half: known ? whenLeft(rooms, first * HALF) : null,
    nineInTen: known ? whenLeft(rooms, first * TENTH) : null,
    last,
  }
}

/** Rooms expected to be left from now on: between which numbers, 8 times in 10. Times are ms from now. */
export interface RoomsToCome {
  times: readonly number[]
  lows: readonly number[]
  highs: readonly number[]
}

const STEPS = 60
/** Of a range that holds 8 times in 10: a normal quantile. */
const EIGHT_IN_TEN = 1.28

/**
 * How rooms are expected to go until then, each as a stranger to the others, rounded outwards.
 * @param untilMs from now.
 */
export function roomsToCome(rooms: readonly AgingRoom[], untilMs: number): RoomsToCome {
  const times = Array.from({ length: STEPS + 1 }, (_, step) => (step / STEPS) * untilMs)
  const ends = times.map((ms) => {
    let [mean, variance] = [0, 0]
    for (const room of rooms) {
      const there = outlasts(room, ms)
      mean += there
      variance += there * (1 - there)
    }
    const spread = EIGHT_IN_TEN * Math.sqrt(variance)
    return [Math.max(0, Math.floor(mean - spread)), Math.min(rooms.length, Math.ceil(mean + spread))] as const
  })
  return { times, lows: ends.map(([low]) => low), highs: ends.map(([, high]) => high) }
}
