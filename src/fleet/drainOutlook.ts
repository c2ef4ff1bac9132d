import { binWidth } from './ageBins.ts'
import { outlasts, type AgingRoom } from './agingRooms.ts'
import { LEAST_AT_RISK, LEAST_ENDED, sharedBeyond } from './survivalCurves.ts'
import { counted, duration } from './words.ts'

/** When the rooms of a drain are gone, ms from now; null where no end can be named. Or why nothing can be said. */
export type EmptiesIn = { earliest: number; latest: number | null } | { none: string }

const EARLY = 0.1
const LATE = 0.9
/** Older than so many of 100 a room says by itself why nobody knows when it ends. */
const OLD = 90
/** No room lasts beyond: what is looked for is found to a second. */
const STEP_MS = 1000

/** The chance that all of them are gone within `ms`, if their ends are each other's strangers. */
export const chanceGone = (rooms: readonly AgingRoom[], ms: number): number =>
  rooms.reduce((chance, room) => chance * (1 - outlasts(room, ms)), 1)

/** The first moment at which something holds that goes on to hold, ms from now; null when not within what is known. */
export function firstMoment(rooms: readonly AgingRoom[], holds: (ms: number) => boolean): number | null {
  let [low, high] = [0, Math.max(...rooms.map(({ age, curve }) => curve.knownTo - age))]
  if (!holds(high)) return null
  while (high - low > STEP_MS) {
    const middle = (low + high) / 2
    if (holds(middle)) high = middle
    else low = middle
  }
  return high
}

/** When they are gone with such a chance, ms from now. */
const whenGone = (rooms: readonly AgingRoom[], chance: number): number | null =>
  firstMoment(rooms, (ms) => chanceGone(rooms, ms) >= chance)

/** How exactly it is known when rooms of these ages end, `ms` from now. */
const doubt = (rooms: readonly AgingRoom[], ms: number): number =>
  Math.max(...rooms.map(({ age }) => binWidth(age + ms)))

/** Why nothing is known of a room of that age: hardly any lasts so long, or too few were there for long enough. */
function tooOld({ age, curve }: AgingRoom): string {
  const older = Math.min(99, Math.floor((1 - sharedBeyond(curve, age)) * 100))
  return older >= OLD
    ? `older than ${older} % of rooms seen (longest ${duration(curve.longest)})`
    : `a room here is ${duration(age)} old, and fewer than ${LEAST_AT_RISK} were watched for so long`
}

/**
 * When the rooms are gone: a range that holds the truth in 8 of 10 (docs/meaning.md, "Empties in"). Never a straight line:
 * what counts is how much longer rooms of these ages last.
 */
export function emptiesIn(rooms: readonly AgingRoom[]): EmptiesIn {
  if (rooms.length === 0) return { earliest: 0, latest: 0 }
  const few = rooms.find(({ curve }) => curve.ended < LEAST_ENDED)
  if (few) {
    const { ended } = few.curve
    const seen = `${counted(ended, 'room')} ${ended === 1 ? 'was' : 'were'} seen to end`
    return { none: `only ${seen}, ${LEAST_ENDED} are needed` }
  }
  for (const { age, curve } of rooms) {
    if (age < curve.knownTo && sharedBeyond(curve, age) > 0) continue
    return { none: tooOld({ age, curve }) }
  }
  const earliest = whenGone(rooms, EARLY)
  if (earliest === null) return { none: 'too few rooms as old as these were seen' }
  const latest = whenGone(rooms, LATE)
  return {
    earliest: Math.max(0, earliest - doubt(rooms, earliest)),
    latest: latest === null ? null : latest + doubt(rooms, latest),
  }
}

/** Steps in which a time to come is said, ms: one that is nearer than the first number, in steps of the second. */
const STEPS: readonly (readonly [under: number, step: number])[] = [
  [120_000, 10_000],
  [1_200_000, 60_000],
  [7_200_000, 300_000],
  [Number.POSITIVE_INFINITY, 900_000],
]
const stepOf = (ms: number): number => STEPS.find(([under]) => ms < under)?.[1] ?? 1

/** A range, rounded outwards. */
export const roundedOut = ({ earliest, latest }: { earliest: number; latest: number | null }) => ({
  earliest: Math.floor(earliest / stepOf(earliest)) * stepOf(earliest),
  latest: latest === null ? null : Math.ceil(latest / stepOf(latest)) * stepOf(latest),
})

/** The ends that were shown, epoch ms. */
export interface ShownEnds {
  earliest: number
  latest: number | null
}

/**
 * What is shown moves for more than this share only, of the time left and of the range: an end that trembles is not read,
 * and a narrow range, far away, is not widened by ends that stay.
 */
const LEAST_MOVE = 0.15

/** @param width of the range now, ms; without an end when there is no latest. */
function keepEnd(before: number | null, next: number | null, now: number, width: number): number | null {
  if (before === null || next === null) return next
  return Math.abs(next - before) <= LEAST_MOVE * Math.min(width, Math.max(before - now, next - now)) ? before : next
}

/** The range to show: an end that hardly moved stays where it was. @param now epoch ms */
export function steadyEnds(
  before: ShownEnds | null,
  { earliest, latest }: { earliest: number; latest: number | null },
  now: number,
): ShownEnds {
  const next = { earliest: now + earliest, latest: latest === null ? null : now + latest }
  if (before === null) return next
  const width = latest === null ? Number.POSITIVE_INFINITY : latest - earliest
  return {
    earliest: keepEnd(before.earliest, next.earliest, now, width) ?? next.earliest,
    latest: keepEnd(before.latest, next.latest, now, width),
  }
}

/** What is left until the ends that are shown, ms. @param now epoch ms */
export const leftOf = ({ earliest, latest }: ShownEnds, now: number): { earliest: number; latest: number | null } => ({
  earliest: Math.max(0, earliest - now),
  latest: latest === null ? null : Math.max(0, latest - now),
})

/** What is shown of when a drain is empty, in words. @param now epoch ms */
export const emptiesWords = (empties: ShownEnds | { none: string }, now: number): string =>
  emptiesInWords('none' in empties ? empties : leftOf(empties, now))

/** `4 min to 11 min`, `12 min at the earliest`, `no estimate: …`: never one number. */
export function emptiesInWords(range: EmptiesIn): string {
  if ('none' in range) return `no estimate: ${range.none}`
  return rangeWords(range)
}

/** The same within a sentence: `in 4 min to 11 min`, `within 3 min`, `in 12 min at the earliest`. */
export function inWords(range: { earliest: number; latest: number | null }): string {
  const words = rangeWords(range)
  return words.startsWith('within') ? words : `in ${words}`
}

/** A range of time to come, rounded outwards: `4 min to 11 min`, `within 3 min`, `12 min at the earliest`. */
export function rangeWords(range: { earliest: number; latest: number | null }): string {
  const { earliest, latest } = roundedOut(range)
  if (latest === null) return `${duration(earliest)} at the earliest`
  return earliest === 0 ? `within ${duration(latest)}` : `${duration(earliest)} to ${duration(latest)}`
}
