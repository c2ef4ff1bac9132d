import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { ROOM_LAWS } from '../simulator/roomLaws.ts'
import { addAlerts, addDays, sumDays, type AlertScore, type DaysScore, type PlayedBy, type StoryTold } from './addUp.ts'
import { ALERT_STORIES, falsePages, flaps, type ToldAlert } from './alertDay.ts'
import { CONDITIONS, type Condition } from './beginDay.ts'
import { playAll } from './playAll.ts'
import type { Played, Task } from './scoreDay.ts'

/** Seeds of the report are none that the estimates were made with: those are under 1000. */
const REPORT_SEED = 1001

/** A part that was not played is as it was, null when it never was. */
export interface ScoreResults {
  format: 6
  days: DaysScore | null
  alerts: AlertScore | null
}

/** What days are played with. */
interface Means {
  say: (line: string) => void
  /** The built `dayWorker.ts`, and a digest of it. */
  player: URL
  code: string
}

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

async function play(tasks: readonly Task[], { say, player }: Means): Promise<readonly Played[]> {
  let n = 0
  return playAll(tasks, player, (task) => {
    n += 1
    say(`${n} of ${tasks.length}: ${nameOf(task)}`)
  })
}

type Asked = Omit<PlayedBy, 'code' | 'first'>

/** As results are written down: samples to the thousandth. */
export const asWritten = (results: unknown): string =>
  JSON.stringify(results, (_key, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 1000) / 1000 : value,
  )

const digestOf = (scores: unknown): string => createHash('sha256').update(asWritten(scores)).digest('hex').slice(0, 12)

const wordsOf = ({ alert }: ToldAlert): string => `${alert.rule}: ${alert.words}`

async function scoreAlerts({ seeds, hours, processes }: Asked, means: Means): Promise<AlertScore> {
  const of = { processes, condition: 'sound' as const, hours: STORY_HOURS }
  const tasks: Extract<Task, { kind: 'alerts' }>[] = seeds.flatMap((seed) => [
    ...CONDITIONS.map((condition) => ({ kind: 'alerts' as const, of: { ...of, seed, hours, condition }, story: null })),
    ...ALERT_STORIES.map((story) => ({ kind: 'alerts' as const, of: { ...of, seed }, story })),
  ])
  const played = await play(tasks, means)
  const stories: Record<string, StoryTold[]> = {}
  // Day by day: alerts of two days have nothing to do with each other.
  const told: Record<Condition, (readonly ToldAlert[])[]> = { sound: [], troubled: [] }
  played.forEach((one, at) => {
    const task = tasks[at]
    if (one.kind !== 'alerts' || task === undefined) return
    if (task.story === null) told[task.of.condition].push(one.told)
    else {
      const story = { found: minutes(one.foundMs), shown: minutes(one.shownMs) }
      stories[task.story] = [...(stories[task.story] ?? []), story]
    }
  })
  const summed = (condition: Condition) => ({
    falsePages: told[condition].flatMap((day) => falsePages(day, condition)).map(wordsOf),
    warnings: told[condition].flat().filter(({ alert }) => alert.severity === 'warn').length,
    flaps: told[condition].flatMap(flaps).map(wordsOf),
  })
  const quiet = { sound: summed('sound'), troubled: summed('troubled') }
  const first = digestOf(played.slice(0, tasks.length / seeds.length))
  return { seeds, processes, hours, code: means.code, first, quiet, stories }
}

/** To the tenth. */
const minutes = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 6000) / 10)

async function scoreDays({ hours, seeds, processes }: Asked, means: Means): Promise<DaysScore> {
  const kinds = ROOM_LAWS.flatMap((law) => CONDITIONS.map((condition) => ({ law, condition })))
  const tasks: Task[] = kinds.flatMap((kind) =>
    seeds.map((seed) => ({ kind: 'day' as const, day: { ...kind, seed, hours, processes } })),
  )
  const played = await play(tasks, means)
  const worlds = kinds.map((kind, at) => {
    const days = played
      .slice(at * seeds.length, (at + 1) * seeds.length)
      .flatMap((one) => (one.kind === 'day' ? [one.score] : []))
    return { ...kind, score: sumDays(days) }
  })
  const first = kinds.flatMap((_, at) => {
    const one = played[at * seeds.length]
    return one?.kind === 'day' ? [sumDays([one.score])] : []
  })
  return { hours, processes, seeds, code: means.code, first: digestOf(first), worlds }
}

const seedsFrom = (first: number, n: number): number[] => Array.from({ length: n }, (_, at) => first + at)

/** How a part is played, and how more of it is added. */
interface Part<Score extends PlayedBy> {
  score: (asked: Asked, means: Means) => Promise<Score>
  add: (before: Score, more: Score) => Score
}

const DAYS: Part<DaysScore> = { score: scoreDays, add: addDays }
const ALERTS: Part<AlertScore> = { score: scoreAlerts, add: addAlerts }

/** Code that has changed may still play the same: it does when its first seed comes to the same, to all that is written down. */
async function isAsBefore<Score extends PlayedBy>(
  { score }: Part<Score>,
  before: Score,
  means: Means,
): Promise<boolean> {
  if (before.code === means.code) return true
  means.say('The code has changed: the first seed is played again, to see whether it comes to the same.')
  const { hours, processes } = before
  return (await score({ hours, processes, seeds: before.seeds.slice(0, 1) }, means)).first === before.first
}

/** Plays a part with the next seeds and adds them. @throws when there is none, or when code that plays otherwise played it. */
async function addTo<Score extends PlayedBy>(
  part: Part<Score>,
  before: Score | null,
  seeds: number,
  means: Means,
): Promise<Score> {
  const { score, add } = part
  if (before === null) throw new Error('--more adds to results, and there are none: play the first without it')
  if (!(await isAsBefore(part, before, means))) {
    throw new Error('--more adds to results of the same code, and the code plays otherwise now: play anew without it')
  }
  const next = seedsFrom(Math.max(...before.seeds) + 1, seeds)
  return add(before, await score({ hours: before.hours, processes: before.processes, seeds: next }, means))
}

const OPTIONS = {
  hours: { type: 'string' },
  seeds: { type: 'string' },
  first: { type: 'string' },
  processes: { type: 'string' },
  only: { type: 'string' },
  more: { type: 'string' },
} as const

/**
 * `npm run score`: plays seeded days of every world and judges what was said.
 * @param before the results there are: with `--only` the other part stays, with `--more` seeds are added to them.
 */
export async function main(args: readonly string[], before: ScoreResults | null, means: Means): Promise<ScoreResults> {
  const { only, more, ...values } = parseArgs({ args: [...args], options: OPTIONS }).values
  if (only !== undefined && only !== 'days' && only !== 'alerts') {
    throw new Error(`--only takes days or alerts, not "${only}"`)
  }
  if (more !== undefined && Object.keys(values).length > 0) {
    throw new Error(`--more plays on as the results were played: leave out --${Object.keys(values).join(', --')}`)
  }
  const kept = before?.format === 6 ? before : { days: null, alerts: null }
  const hours = number(values.hours, 24)
  const seeds = seedsFrom(number(values.first, REPORT_SEED), number(values.seeds, 20))
  const playPart = <Score extends PlayedBy>(part: Part<Score>, played: Score | null, processes: number) =>
    more === undefined ? part.score({ hours, seeds, processes }, means) : addTo(part, played, number(more, 1), means)
  return {
    format: 6,
    days: only === 'alerts' ? kept.days : await playPart(DAYS, kept.days, number(values.processes, 120)),
    alerts: only === 'days' ? kept.alerts : await playPart(ALERTS, kept.alerts, ALERT_PROCESSES),
  }
}
