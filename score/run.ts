import { parseArgs } from 'node:util'
import { ROOM_LAWS } from '../simulator/roomLaws.ts'
import { ALERT_STORIES, falsePages, flaps, type ToldAlert } from './alertDay.ts'
import { CONDITIONS, type Condition } from './beginDay.ts'
import { playAll } from './playAll.ts'
import type { DayScore, Played, Task } from './scoreDay.ts'
import { sumTallies } from './tally.ts'

/** Seeds of the report are none that the estimates were made with: those are under 1000. */
const REPORT_SEED = 1001

/** What was told of quiet and of troubled hours, and of stories. */
export interface AlertScore {
  seeds: readonly number[]
  processes: number
  /** By condition: hours in which nothing happened, and what was told of them. */
  hours: Record<Condition, { hours: number; falsePages: readonly string[]; warnings: number; flaps: number }>
  /** By story, after how many minutes each seed's was told as what it is; null: not within its 40 min. */
  stories: Record<string, readonly (number | null)[]>
}

/** Days of every world, by condition. */
export interface DaysScore {
  hours: number
  processes: number
  seeds: readonly number[]
  worlds: readonly { law: string; condition: Condition; score: DayScore }[]
}

/** A part that was not played is as it was, null when it never was. */
export interface ScoreResults {
  format: 3
  days: DaysScore | null
  alerts: AlertScore | null
}

type Say = (line: string) => void

const number = (text: string | undefined, fallback: number): number => {
  const value = text === undefined ? fallback : Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`a whole number from 1 on is needed, not "${String(text)}"`)
  return value
}

/** A fleet in which a region is large enough to be said something of. */
const ALERT_PROCESSES = 300
const STORY_HOURS = 1 + 40 / 60

/** What a task is, in a line. */
const nameOf = (task: Task): string =>
  task.kind === 'day'
    ? `${task.day.law}, ${task.day.condition}, seed ${task.day.seed}`
    : `${task.story ?? `alerts, ${task.of.condition}`}, seed ${task.of.seed}`

async function play(tasks: readonly Task[], say: Say): Promise<readonly Played[]> {
  let n = 0
  return playAll(tasks, (task) => {
    n += 1
    say(`${n} of ${tasks.length}: ${nameOf(task)}`)
  })
}

interface Asked {
  hours: number
  seeds: readonly number[]
  say: Say
}

async function scoreAlerts({ seeds, hours, say }: Asked): Promise<AlertScore> {
  const of = { processes: ALERT_PROCESSES, condition: 'sound' as const, hours: STORY_HOURS }
  const tasks: Extract<Task, { kind: 'alerts' }>[] = seeds.flatMap((seed) => [
    ...CONDITIONS.map((condition) => ({ kind: 'alerts' as const, of: { ...of, seed, hours, condition }, story: null })),
    ...ALERT_STORIES.map((story) => ({ kind: 'alerts' as const, of: { ...of, seed }, story })),
  ])
  const played = await play(tasks, say)
  const stories: Record<string, (number | null)[]> = {}
  const told: Record<Condition, ToldAlert[]> = { sound: [], troubled: [] }
  played.forEach((one, at) => {
    const task = tasks[at]
    if (one.kind !== 'alerts' || task === undefined) return
    if (task.story === null) told[task.of.condition].push(...one.told)
    else stories[task.story] = [...(stories[task.story] ?? []), minutes(one.foundMs)]
  })
  const summed = (condition: Condition) => ({
    hours: hours * seeds.length,
    falsePages: falsePages(told[condition], condition).map(({ alert }) => `${alert.rule}: ${alert.words}`),
    warnings: told[condition].filter(({ alert }) => alert.severity === 'warn').length,
    flaps: flaps(told[condition]),
  })
  return {
    seeds,
    processes: ALERT_PROCESSES,
    hours: { sound: summed('sound'), troubled: summed('troubled') },
    stories,
  }
}

/** To the tenth. */
const minutes = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 6000) / 10)

async function scoreDays({ hours, seeds, say, processes }: Asked & { processes: number }): Promise<DaysScore> {
  const kinds = ROOM_LAWS.flatMap((law) => CONDITIONS.map((condition) => ({ law, condition })))
  const tasks: Task[] = kinds.flatMap((kind) =>
    seeds.map((seed) => ({ kind: 'day' as const, day: { ...kind, seed, hours, processes } })),
  )
  const played = await play(tasks, say)
  const worlds = kinds.map((kind, at) => {
    const days = played
      .slice(at * seeds.length, (at + 1) * seeds.length)
      .flatMap((one) => (one.kind === 'day' ? [one.score] : []))
    const score: DayScore = {
      drains: sumTallies(days.map((day) => day.drains)),
      feed: sumTallies(days.map((day) => day.feed)),
      ends: sumTallies(days.map((day) => day.ends)),
      slots: sumTallies(days.map((day) => day.slots)),
    }
    return { ...kind, score }
  })
  return { hours, processes, seeds, worlds }
}

/**
 * `npm run score`: plays seeded days of every world and judges what was said.
 * @param before the results there are: with `--only` the other part stays.
 */
export async function main(args: readonly string[], before: ScoreResults | null, say: Say): Promise<ScoreResults> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      hours: { type: 'string' },
      seeds: { type: 'string' },
      first: { type: 'string' },
      processes: { type: 'string' },
      only: { type: 'string' },
    },
  })
  const hours = number(values.hours, 24)
  const processes = number(values.processes, 120)
  const first = number(values.first, REPORT_SEED)
  const seeds = Array.from({ length: number(values.seeds, 20) }, (_, n) => first + n)
  const { only } = values
  if (only !== undefined && only !== 'days' && only !== 'alerts') {
    throw new Error(`--only takes days or alerts, not "${only}"`)
  }
  const kept = before?.format === 3 ? before : null
  const days = only === 'alerts' ? (kept?.days ?? null) : await scoreDays({ hours, processes, seeds, say })
  const alerts = only === 'days' ? (kept?.alerts ?? null) : await scoreAlerts({ seeds, hours, say })
  return { format: 3, days, alerts }
}
