import { tellStory } from '../simulator/story.ts'
import type { StoryName } from '../simulator/stories.ts'
import type { Alert } from '../src/types/alerts.ts'
import { beginDay, START } from './beginDay.ts'

const HOUR = 3_600_000
/** A story begins when the engine knows what is usual. */
const STORY_AT = START + HOUR

/** An alert that began to be told, and when it was over; null when it was not. */
export interface ToldAlert {
  alert: Alert
  at: number
  until: number | null
}

/**
 * Lives some hours of a seeded world and notes every alert that is told by itself.
 * @param story begins after an hour; null for a quiet day.
 */
export async function playAlerts(
  { seed, processes, hours }: { seed: number; processes: number; hours: number },
  story: StoryName | null,
): Promise<ToldAlert[]> {
  const { simulator, engine, poll } = beginDay({ law: 'usual', seed, processes })
  const told: ToldAlert[] = []
  const open = new Map<string, ToldAlert>()
  for (let now = await poll(); now <= START + hours * HOUR; now = await poll()) {
    if (now === STORY_AT) tellStory(simulator.world, story)
    const alerts = engine.report(null, 5000).alerts.filter(({ under }) => under === null)
    for (const alert of alerts) {
      const known = open.get(alert.key)
      if (known) {
        known.alert = alert
        continue
      }
      const one: ToldAlert = { alert, at: now, until: null }
      open.set(alert.key, one)
      told.push(one)
    }
    for (const [key, one] of open) {
      if (alerts.some((alert) => alert.key === key)) continue
      one.until = now
      open.delete(key)
    }
  }
  return told
}

/** What a story must be told as. */
const TELLS: Readonly<Partial<Record<StoryName, (alert: Alert) => boolean>>> = {
  'matchmaker-down': ({ rule, region }) => rule === 'room starts stopped' && region === null,
  'host-down': ({ rule, words }) => rule === 'lost with connections' && words.includes('all host '),
  'bad-build': ({ rule, words }) => rule === 'starts failed' && words.includes('deployment '),
  'region-full': ({ rule, region }) => rule === 'no open slots' && region === 'Frankfurt',
}
export const ALERT_STORIES = Object.keys(TELLS) as StoryName[]

/** How long after its beginning a story was told as what it is, ms; null when it was not. */
export function foundAfter(story: StoryName, told: readonly ToldAlert[]): number | null {
  const first = told.find(({ alert, at }) => at >= STORY_AT && alert.severity === 'page' && TELLS[story]?.(alert))
  return first === undefined ? null : first.at - STORY_AT
}

/** Pages of a quiet day that nothing stood behind: whoever was lost was lost. */
export const falsePages = (told: readonly ToldAlert[]): ToldAlert[] =>
  told.filter(({ alert }) => alert.severity === 'page' && alert.rule !== 'lost with connections')

/** How often an alert was over and told again within a minute. */
export function flaps(told: readonly ToldAlert[]): number {
  return told.filter(({ alert, at }) =>
    told.some(
      (other) =>
        other.alert.key === alert.key && other.until !== null && at > other.until && at - other.until <= 60_000,
    ),
  ).length
}
