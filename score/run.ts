import { parseArgs } from 'node:util'
import { createRandom } from '../simulator/random.ts'
import { drawStay, ROOM_LAWS, type RoomLaw } from '../simulator/roomLaws.ts'
import { newRoomSurvival, noteRoomOver, survivalCurves, type SurvivalCurve } from '../src/fleet/roomSurvival.ts'
import { judge, type DrainScore } from './judge.ts'
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

export interface ScoreResults {
  format: 1
  hours: number
  processes: number
  seeds: readonly number[]
  worlds: Record<string, DrainScore>
}

const number = (text: string | undefined, fallback: number): number => {
  const value = text === undefined ? fallback : Number(text)
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`a whole number from 1 on is needed, not "${String(text)}"`)
  return value
}

/** `npm run score`: plays seeded days of every world and judges what was said of their drains. */
export async function main(args: readonly string[], say: (line: string) => void): Promise<ScoreResults> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      hours: { type: 'string' },
      seeds: { type: 'string' },
      first: { type: 'string' },
      processes: { type: 'string' },
    },
  })
  const hours = number(values.hours, 24)
  const processes = number(values.processes, 120)
  const first = number(values.first, REPORT_SEED)
  const seeds = Array.from({ length: number(values.seeds, 20) }, (_, n) => first + n)
  const worlds: Record<string, DrainScore> = {}
  for (const law of ROOM_LAWS) {
    const stories: DrainStory[] = []
    for (const seed of seeds) stories.push(...(await playDay({ law, seed, hours, processes })))
    worlds[law] = judge(stories, oracleOf(law))
    say(`${law}: ${JSON.stringify(worlds[law])}`)
  }
  return { format: 1, hours, processes, seeds, worlds }
}
