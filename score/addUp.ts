import type { Condition } from './beginDay.ts'
import type { DayScore } from './scoreDay.ts'
import { sumTallies } from './tally.ts'

/** What was played, and by which code. */
export interface PlayedBy {
  seeds: readonly number[]
  /** Of each seed. */
  hours: number
  processes: number
  /** A digest of the engine, the world and the judges that it was played with. */
  code: string
  /** A digest of what the first seed came to: other code that comes to the same may play on. */
  first: string
}

/** What was told of hours in which nothing happened. */
interface Quiet {
  /** Rule and words of each. */
  falsePages: readonly string[]
  warnings: number
  flaps: readonly string[]
}

/** After how many minutes a story was told as what it is, and could be known from the feed; null: not within its 40. */
export interface StoryTold {
  found: number | null
  shown: number | null
}

/** What was told of quiet and of troubled hours, and of stories. */
export interface AlertScore extends PlayedBy {
  quiet: Record<Condition, Quiet>
  stories: Record<string, readonly StoryTold[]>
}

/** Days of every world, by condition. */
export interface DaysScore extends PlayedBy {
  worlds: readonly { law: string; condition: Condition; score: DayScore }[]
}

/** Several days of one world as one. */
export const sumDays = (days: readonly DayScore[]): DayScore => ({
  drains: sumTallies(days.map((day) => day.drains)),
  feed: sumTallies(days.map((day) => day.feed)),
  ends: sumTallies(days.map((day) => day.ends)),
  slots: sumTallies(days.map((day) => day.slots)),
})

/** Days of more seeds, of the same worlds. */
export const addDays = (before: DaysScore, more: DaysScore): DaysScore => ({
  ...more,
  first: before.first,
  seeds: [...before.seeds, ...more.seeds],
  worlds: more.worlds.map((world) => {
    const known = before.worlds.find(({ law, condition }) => law === world.law && condition === world.condition)
    return known ? { ...world, score: sumDays([known.score, world.score]) } : world
  }),
})

const addQuiet = (before: Quiet, more: Quiet): Quiet => ({
  falsePages: [...before.falsePages, ...more.falsePages],
  warnings: before.warnings + more.warnings,
  flaps: [...before.flaps, ...more.flaps],
})

/** Alerts of more seeds. */
export const addAlerts = (before: AlertScore, more: AlertScore): AlertScore => ({
  ...more,
  first: before.first,
  seeds: [...before.seeds, ...more.seeds],
  quiet: {
    sound: addQuiet(before.quiet.sound, more.quiet.sound),
    troubled: addQuiet(before.quiet.troubled, more.quiet.troubled),
  },
  stories: Object.fromEntries(
    Object.entries(more.stories).map(([story, told]) => [story, [...(before.stories[story] ?? []), ...told]]),
  ),
})
