import { isDeepStrictEqual } from 'node:util'
import { parseFault } from '../simulator/faults.ts'
import type { World } from '../simulator/model.ts'
import type { Simulator } from '../simulator/simulator.ts'
import type { StoryName } from '../simulator/stories.ts'
import type { Alert, AlertRule } from '../src/types/alerts.ts'
import { beginDay, START, type Condition, type WorldOptions } from './beginDay.ts'

const HOUR = 3_600_000
/** A story begins when the engine knows what is usual. */
const STORY_AT = START + HOUR

/** An alert that began to be told, and when it no longer fired; null when it still does. */
export interface ToldAlert {
  /** As it was told last. */
  alert: Alert
  at: number
  until: number | null
  /** All that it said, poll by poll: what a page says goes on with what it is of. */
  said: { at: number; alert: Alert }[]
}

/** What happens: what the world does, or the feed. */
export type AlertStory = StoryName | 'region-down'

function begin(simulator: Simulator, story: AlertStory | null): void {
  if (story === 'region-down') simulator.setFaults([parseFault('region-down=Frankfurt')])
  else simulator.setStory(story)
}

/**
 * Notes what fires at one poll, in place. What another alert explains is not told; what was told is not over because
 * another explains it for a while, as nobody is told of it anew when that is over.
 */
export function noteAlerts(told: ToldAlert[], firing: readonly Alert[], now: number): void {
  const open = new Map(told.flatMap((one) => (one.until === null ? [[one.alert.key, one] as const] : [])))
  for (const alert of firing) {
    const known = open.get(alert.key)
    open.delete(alert.key)
    if (alert.under !== null) continue
    const said = { at: now, alert }
    if (known === undefined) told.push({ alert, at: now, until: null, said: [said] })
    else {
      known.alert = alert
      known.said.push(said)
    }
  }
  for (const one of open.values()) one.until = now
}

interface HoursPlayed extends Pick<WorldOptions, 'seed' | 'processes' | 'condition'> {
  hours: number
}

/** What was told, and how long after the story's beginning a feed first holds what it is told by; null: never. */
interface HoursTold {
  told: ToldAlert[]
  shownMs: number | null
}

/** A build is called bad from its third start that failed on; what else happens is there when it begins. */
const isShown = ({ badDeployment, byId }: World): boolean =>
  badDeployment === null ||
  [...byId.values()].filter(
    ({ deployment, startedAt, terminatedAt }) =>
      deployment === badDeployment && startedAt === null && terminatedAt !== null,
  ).length >= 3

/**
 * Lives some hours of a seeded world and notes every alert that is told by itself.
 * @param story begins after an hour; null for a quiet day.
 */
export async function playAlerts({ hours, ...options }: HoursPlayed, story: AlertStory | null): Promise<HoursTold> {
  const { simulator, poll } = beginDay({ law: 'usual', alerts: true, ...options })
  const told: ToldAlert[] = []
  let shownMs: number | null = null
  for (let moment = await poll(); moment.now <= START + hours * HOUR; moment = await poll()) {
    const { now } = moment
    if (now === STORY_AT && story !== null) begin(simulator, story)
    if (now >= STORY_AT && shownMs === null && isShown(simulator.world)) shownMs = now - STORY_AT
    noteAlerts(told, moment.patch.alerts, now)
  }
  return { told, shownMs }
}

/** What a story must be told as. */
const TELLS: Readonly<Partial<Record<AlertStory, (alert: Alert) => boolean>>> = {
  'matchmaker-down': ({ rule, region }) => rule === 'room starts stopped' && region === null,
  'host-down': ({ rule, words }) => rule === 'lost with connections' && words.includes('all host '),
  'bad-build': ({ rule, words }) => rule === 'starts failed' && words.includes('deployment '),
  'region-down': ({ rule, region }) => rule === 'region gone' && region === 'Frankfurt',
  'region-full': ({ rule, region }) => rule === 'no open slots' && region === 'Frankfurt',
}
export const ALERT_STORIES = Object.keys(TELLS) as AlertStory[]

/** How long after its beginning a story was told as what it is, ms; null when it was not. */
export function foundAfter(story: AlertStory, told: readonly ToldAlert[]): number | null {
  const found = told
    .flatMap(({ said }) => said)
    .filter(({ alert, at }) => at >= STORY_AT && alert.severity === 'page' && TELLS[story]?.(alert))
  return found.length === 0 ? null : Math.min(...found.map(({ at }) => at)) - STORY_AT
}

/** Whoever was lost was lost; a troubled feed leaves out a region and polls as well. */
const TRUE_PAGES: Readonly<Record<Condition, readonly AlertRule[]>> = {
  sound: ['lost with connections'],
  troubled: ['lost with connections', 'region gone', 'feed blind', 'feed frozen'],
}

/** Pages of hours in which nothing happened that nothing stood behind. */
export const falsePages = (told: readonly ToldAlert[], condition: Condition): ToldAlert[] =>
  told.filter(({ said }) =>
    said.some(({ alert }) => alert.severity === 'page' && !TRUE_PAGES[condition].includes(alert.rule)),
  )

/** The same rule of the same thing: two processes that are lost one after the other are two. */
const isOfTheSame = (before: Alert, after: Alert): boolean =>
  before.key === after.key && isDeepStrictEqual(before.link, after.link)

/** Alerts that were over and told again within a minute. */
export function flaps(told: readonly ToldAlert[]): ToldAlert[] {
  return told.filter(({ said: [first], at }) =>
    told.some(
      ({ alert, until }) =>
        first !== undefined && until !== null && at > until && at - until <= 60_000 && isOfTheSame(alert, first.alert),
    ),
  )
}
