import { createRandom } from '../simulator/random.ts'
import { drawStay, ROOM_LAWS, type RoomLaw } from '../simulator/roomLaws.ts'
import { newRoomSurvival, noteRoomOver } from '../src/fleet/roomSurvival.ts'
import { survivalCurves, type SurvivalCurve } from '../src/fleet/survivalCurves.ts'
import { foundAfter, playAlerts, type AlertStory, type ToldAlert } from './alertDay.ts'
import type { WorldOptions } from './beginDay.ts'
import { judgeDrains, type DrainTally } from './judgeDrains.ts'
import type { EndTally } from './judgeEnds.ts'
import type { FeedTally } from './judgeFeed.ts'
import type { SlotTally } from './judgeSlots.ts'
import { playDay, type DayOptions } from './playDay.ts'

/** What one day, or many of one kind, came to. */
export interface DayScore {
  drains: DrainTally
  feed: FeedTally
  ends: EndTally
  slots: SlotTally
}

/** One thing to play. */
export type Task =
  | { kind: 'day'; day: DayOptions }
  | {
      kind: 'alerts'
      of: Pick<WorldOptions, 'seed' | 'processes' | 'condition'> & { hours: number }
      story: AlertStory | null
    }

/** What came of it. */
export type Played =
  | { kind: 'day'; score: DayScore }
  | { kind: 'alerts'; told: readonly ToldAlert[]; foundMs: number | null; shownMs: number | null }

const DRAWS = 100_000
const oracles = new Map<RoomLaw, SurvivalCurve>()

/** What somebody knows who knows the law. */
export function oracleOf(law: RoomLaw): SurvivalCurve {
  const known = oracles.get(law)
  if (known) return known
  const random = createRandom(99, ROOM_LAWS.indexOf(law))
  const survival = newRoomSurvival()
  for (let n = 0; n < DRAWS; n++)
    noteRoomOver(survival, law, { joinedAge: 0, age: drawStay(random, law).stays }, true, 0)
  const curve = survivalCurves(survival, new Map(), 0).all
  oracles.set(law, curve)
  return curve
}

/** Plays a task and judges it. */
export async function scoreDay(task: Task): Promise<Played> {
  if (task.kind === 'alerts') {
    const { told, shownMs } = await playAlerts(task.of, task.story)
    return { kind: 'alerts', told, shownMs, foundMs: task.story === null ? null : foundAfter(task.story, told) }
  }
  const { drains, ...rest } = await playDay(task.day)
  return { kind: 'day', score: { drains: judgeDrains(drains, oracleOf(task.day.law)), ...rest } }
}
