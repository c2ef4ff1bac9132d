import { parseArgs } from 'node:util'
import { createRandom } from '../simulator/random.ts'
import { drawStay, ROOM_LAWS, type RoomLaw } from '../simulator/roomLaws.ts'
import { newRoomSurvival, noteRoomOver, survivalCurves, type SurvivalCurve } from '../src/fleet/roomSurvival.ts'
import { judge, type DrainScore } from './judge.ts'
import { ALERT_STORIES, falsePages, flaps, foundAfter, playAlerts, type ToldAlert } from './alertDay.ts'
import { playDay, type DrainStory } from './playDay.ts'

/** Seeds of the report are none that the estimates were made with: those are under 1000. */
const REPORT_SEED = 1001
const DRAWS = 100_000

/** What somebody knows who knows the law. */
export function oracleOf(law: RoomLaw): SurvivalCurve {
  const random = createRandom(99, ROOM_LAWS.indexOf(law))
  const survival = newRoomSurvival()
  for (let n = 0; n < DRAWS; n++)
    noteRoomOver(survival, law, { joinedAge: 0, age: drawStay(random, law).stays }, true, 0)
  return survivalCurves(survival, new Map(), 0).all
}

/** What was told of quiet days and of stories. */
export interface AlertScore {
  seeds: readonly number[]
  processes: number
  /** Hours of quiet days in all, and what was told of them. */
  quietHours: number
  falsePages: readonly string[]
  warnings: number
  flaps: number
  /** By story, after how many minutes each seed's was told as what it is; null: not within its 40 min. */
  stories: Record<string, readonly (number | null)[]>
}

/** What was said of drains. */
export interface DrainsScore {
  hours: number
  processes: number
  seeds: readonly number[]
  worlds: Record<string, DrainScore>
}

/** A part that was not played is as it was. */
export interface ScoreResults {
  format: 2
  drains: DrainsScore
  alerts: AlertScore
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

async function scoreAlerts(seeds: readonly number[], hours: number, say: (line: string) => void): Promise<AlertScore> {
  const quiet: ToldAlert[] = []
  const stories: Record<string, (number | null)[]> = {}
  for (const seed of seeds) {
    quiet.push(...(await playAlerts({ seed, processes: ALERT_PROCESSES, hours }, null)))
    for (const story of ALERT_STORIES) {
      const told = await playAlerts({ seed, processes: ALERT_PROCESSES, hours: STORY_HOURS }, story)
      const after = foundAfter(story, told)
      const minutes = after === null ? null : Math.round(after / 6000) / 10
      stories[story] = [...(stories[story] ?? []), minutes]
      say(`${story}, seed ${seed}: ${minutes === null ? 'not told' : `told after ${minutes} min`}`)
    }
  }
  const pages = falsePages(quiet).map(({ alert }) => `${alert.rule}: ${alert.words}`)
  say(`quiet: ${JSON.stringify(pages)}`)
  return {
    seeds,
    processes: ALERT_PROCESSES,
    quietHours: hours * seeds.length,
    falsePages: pages,
    warnings: quiet.filter(({ alert }) => alert.severity === 'warn').length,
    flaps: flaps(quiet),
    stories,
  }
}

/**
 * `npm run score`: plays seeded days of every world and judges what was said.
 * @param before the results there are: with `--only` the other part stays.
 */
export async function main(
  args: readonly string[],
  before: ScoreResults | null,
  say: (line: string) => void,
): Promise<ScoreResults> {
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
  if (only !== undefined && only !== 'drains' && only !== 'alerts') {
    throw new Error(`--only takes drains or alerts, not "${only}"`)
  }
  const kept = only === undefined ? null : before
  if (only !== undefined && kept === null) throw new Error('--only needs results to keep the rest of: play all once')
  const drains = only === 'alerts' && kept ? kept.drains : await scoreDrains({ hours, processes, seeds, say })
  const alerts = only === 'drains' && kept ? kept.alerts : await scoreAlerts(seeds, hours, say)
  return { format: 2, drains, alerts }
}

interface DrainsPlayed extends Omit<DrainsScore, 'worlds'> {
  say: (line: string) => void
}

async function scoreDrains({ hours, processes, seeds, say }: DrainsPlayed): Promise<DrainsScore> {
  const worlds: Record<string, DrainScore> = {}
  for (const law of ROOM_LAWS) {
    const stories: DrainStory[] = []
    for (const seed of seeds) stories.push(...(await playDay({ law, seed, hours, processes })))
    worlds[law] = judge(stories, oracleOf(law))
    say(`${law}: ${JSON.stringify(worlds[law])}`)
  }
  return { hours, processes, seeds, worlds }
}
