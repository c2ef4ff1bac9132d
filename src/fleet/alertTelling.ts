import type { Alert, AlertRule } from '../types/alerts.ts'

/** What begins within so long of the first of its rule is told with it, and what goes on is told again (docs/meaning.md, "Alerts"). */
const GROUP_WAIT_MS = 30_000
/** What goes on is told again after so long. */
export const AGAIN_MS = 4 * 3_600_000

/** What was told of an alert. */
interface Told {
  at: number
  severity: Alert['severity']
}

/** What was told until now, and since when rules have news that wait to be told. Times in ms of one clock. */
export interface Telling {
  told: Map<string, Told>
  waiting: Map<AlertRule, number>
}

/** An alert that ends and begins anew is another one, and so is one that is now of another deployment. */
export const tellingId = ({ key, since, mostly }: Pick<Alert, 'key' | 'since' | 'mostly'>): string =>
  `${key} ${since} ${mostly ?? ''}`

/** Nothing is told of what was there already: it is seen. */
export const newTelling = (seen: readonly Alert[], now: number): Telling => ({
  told: new Map(seen.map((alert) => [tellingId(alert), { at: now, severity: alert.severity }])),
  waiting: new Map(),
})

/** Whether there is something to say of it: it is new, has become worse, or goes on for hours. */
function isNews({ severity, clearingSince }: Alert, told: Told | undefined, now: number): boolean {
  if (clearingSince !== null) return false
  if (told === undefined) return true
  return (severity === 'page' && told.severity !== 'page') || now - told.at >= AGAIN_MS
}

/**
 * What is to be told now, in place: of each rule all that is news, half a minute after the first of it. What will be over
 * soon is none.
 * @param loud alerts that want to be heard now.
 * @param known those that somebody took note of or put off: they are news once that is over.
 * @param firing all that fire: what another one hides for a while was told all the same.
 */
export function tellNow(
  telling: Telling,
  loud: readonly Alert[],
  now: number,
  firing: readonly Alert[] = loud,
  known: readonly Alert[] = [],
): Alert[] {
  const ids = new Set(firing.map(tellingId))
  for (const id of known.map(tellingId)) ids.delete(id)
  for (const id of telling.told.keys()) if (!ids.has(id)) telling.told.delete(id)
  const news = loud.filter((alert) => isNews(alert, telling.told.get(tellingId(alert)), now))
  const rules = new Set(news.map(({ rule }) => rule))
  for (const rule of telling.waiting.keys()) if (!rules.has(rule)) telling.waiting.delete(rule)
  for (const rule of rules) if (!telling.waiting.has(rule)) telling.waiting.set(rule, now)
  const due = news.filter(({ rule }) => now - (telling.waiting.get(rule) ?? now) >= GROUP_WAIT_MS)
  for (const alert of due) {
    telling.told.set(tellingId(alert), { at: now, severity: alert.severity })
    telling.waiting.delete(alert.rule)
  }
  return due
}
