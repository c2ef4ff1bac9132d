import type { Alert, AlertRule } from '../types/alerts.ts'
import { counted, regionName } from './words.ts'

/** What a region that is gone explains in that region. */
const BY_REGION: ReadonlySet<AlertRule> = new Set([
  'lost with connections',
  'connections fell',
  'room starts stopped',
  'no open slots',
  'open slots low',
  'egress per connection',
  'counters stale',
])

/** A blind feed explains everything, and a frozen one all that does not move. */
const OF_FEED: ReadonlySet<AlertRule> = new Set(['feed blind', 'feed frozen'])

/** A part explains the whole, and losses explain deaths, from so much of it on. */
const NEARLY_ALL = 0.8

type Scope = Pick<Alert, 'region' | 'deploymentId'>

/** Whether one is about all that the other is about: the fleet about its regions, but no deployment about another. */
const isAbout = (whole: Scope, part: Scope): boolean =>
  (whole.region === null || whole.region === part.region) &&
  (whole.deploymentId === null || whole.deploymentId === part.deploymentId)

const isNearlyAll = (part: Pick<Alert, 'size'>, whole: Pick<Alert, 'size'>): boolean =>
  (part.size ?? 0) > 0 && (part.size ?? 0) >= NEARLY_ALL * (whole.size ?? 0)

function explains(cause: Omit<Alert, 'under'>, alert: Omit<Alert, 'under'>): boolean {
  // What is no longer so explains nothing: what goes on without it is news.
  if (cause.key === alert.key || cause.clearingSince !== null) return false
  if (cause.rule === 'feed blind') return true
  if (cause.rule === 'feed frozen') return !OF_FEED.has(alert.rule)
  if (cause.rule === 'region gone' && BY_REGION.has(alert.rule)) return alert.region === cause.region
  if (cause.rule === alert.rule) {
    if (cause.wave !== alert.wave) return false
    // What is so of the whole fleet is no news of a part of it, unless that part is nearly all there is to it.
    if (isAbout(cause, alert)) return !isNearlyAll(alert, cause)
    return isAbout(alert, cause) && isNearlyAll(cause, alert)
  }
  // A process that was lost died; that others died as well is news.
  if (cause.rule === 'lost with connections') return alert.rule === 'processes died' && isNearlyAll(cause, alert)
  if (cause.rule === 'no open slots' && alert.rule === 'open slots low') return alert.region === cause.region
  return false
}

/**
 * Says of each alert which other one explains it, and is explained by none itself: feed before region before the rest
 * (docs/meaning.md, "Alerts").
 */
export function inhibited(alerts: readonly Omit<Alert, 'under'>[]): Alert[] {
  const causes = new Map(alerts.map((alert) => [alert.key, alerts.find((cause) => explains(cause, alert))?.key]))
  const rootOf = (key: string, passed: ReadonlySet<string> = new Set()): string => {
    const cause = causes.get(key)
    return cause === undefined || passed.has(cause) ? key : rootOf(cause, new Set([...passed, key]))
  }
  return alerts.map((alert) => {
    const root = rootOf(alert.key)
    return { ...alert, under: root === alert.key ? null : root }
  })
}

/** Alerts of the rules that are wanted. What is not wanted explains nothing, or what it hides would never be told. */
export const wantedOf = (alerts: readonly Alert[], muted: readonly string[]): readonly Alert[] =>
  muted.length === 0 ? alerts : inhibited(alerts.filter(({ rule }) => !muted.includes(rule)))

/** Alerts told as one. */
export interface AlertGroup {
  key: string
  words: string
  /** The worst first. */
  alerts: readonly Alert[]
}

/** More alike than these become one. */
const MOST_ALIKE = 5

/** Alerts that stand for themselves, over five of one rule as one: `open slots low: 7 regions`. */
export function groupAlerts(alerts: readonly Alert[]): AlertGroup[] {
  const byRule = new Map<AlertRule, Alert[]>()
  for (const alert of alerts) {
    if (alert.under !== null) continue
    byRule.set(alert.rule, [...(byRule.get(alert.rule) ?? []), alert])
  }
  return [...byRule].flatMap(([rule, own]): AlertGroup[] => {
    if (own.length <= MOST_ALIKE) return own.map((alert) => ({ key: alert.key, words: alert.words, alerts: [alert] }))
    const regions = new Set(own.flatMap(({ region }) => region ?? []))
    const deployments = new Set(own.flatMap(({ deploymentId }) => deploymentId ?? []))
    const [only] = regions
    const where =
      regions.size === 1 && only !== undefined
        ? regionName(only)
        : regions.size > 0
          ? counted(regions.size, 'region')
          : counted(deployments.size, 'deployment')
    return [{ key: rule, words: `${rule}: ${counted(own.length, 'time')} in ${where}`, alerts: own }]
  })
}
