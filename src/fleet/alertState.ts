import { ALERT_SEVERITIES, type Alert, type AlertReading, type AlertSeverity } from '../types/alerts.ts'
import { ALERT_RULE_FACTS } from './alertRules.ts'

/** One thing that a rule watches, while it is above its threshold or fires. Times are feed time, epoch ms. */
export interface Watched {
  reading: AlertReading
  /** Since when it has been above, in how many polls; null when it is not. */
  onSince: number | null
  polls: number
  /** Since when it has been well under, while it fires. */
  offSince: number | null
  firesSince: number | null
  unknownSince: number | null
}

export interface AlertState {
  watched: Map<string, Watched>
}

export const newAlertState = (): AlertState => ({ watched: new Map() })

export const alertKey = ({
  rule,
  region,
  deploymentId,
  wave,
}: Pick<AlertReading, 'rule' | 'region' | 'deploymentId' | 'wave'>): string =>
  [rule, region ?? '', deploymentId ?? '', ...(wave === undefined ? [] : [wave])].join('|')

/** What began or ended with a poll. */
export interface AlertChange {
  kind: 'on' | 'off'
  key: string
  reading: AlertReading
}

/** Nothing clears sooner, however short its rule. */
const LEAST_CLEAR_MS = 60_000

const worse = (a: AlertSeverity, b: AlertSeverity): AlertSeverity =>
  ALERT_SEVERITIES.indexOf(a) <= ALERT_SEVERITIES.indexOf(b) ? a : b

/** Time that nobody watched does not count, neither for firing nor for clearing. */
function thaw(watched: Watched, now: number): void {
  if (watched.unknownSince === null) return
  const frozen = now - watched.unknownSince
  if (watched.onSince !== null) watched.onSince += frozen
  if (watched.offSince !== null) watched.offSince += frozen
  watched.unknownSince = null
}

function advanceOne(watched: Watched, reading: AlertReading, now: number): AlertChange['kind'] | null {
  const { forMs, polls } = ALERT_RULE_FACTS[reading.rule]
  const fires = watched.firesSince !== null
  if (reading.level === 'unknown') {
    watched.unknownSince ??= now
    return null
  }
  thaw(watched, now)
  if (reading.level === 'on') {
    watched.offSince = null
    watched.onSince ??= now
    watched.polls += 1
    // What it has been called at its worst it stays while it fires, and of which deployment until it is of another.
    const before = fires ? watched.reading : reading
    const mostly = reading.mostly ?? before.mostly
    watched.reading = {
      ...reading,
      severity: worse(before.severity, reading.severity),
      ...(mostly !== undefined && { mostly }),
    }
    if (fires || now - watched.onSince < forMs || watched.polls < polls) return null
    watched.firesSince = now
    return 'on'
  }
  watched.onSince = null
  watched.polls = 0
  if (reading.level === 'near') {
    watched.offSince = null
    watched.reading = { ...watched.reading, words: reading.words }
    return null
  }
  if (!fires) return null
  watched.offSince ??= now
  if (now - watched.offSince < Math.max(2 * forMs, LEAST_CLEAR_MS)) return null
  return 'off'
}

/**
 * Takes what the rules say at one poll, in place: what is above its threshold for long enough fires, what is under
 * four fifths of it for twice as long clears, and what is not known stays as it was (docs/meaning.md, "Alerts").
 * @param now feed time, epoch ms; it rises.
 */
export function advanceAlerts(state: AlertState, readings: readonly AlertReading[], now: number): AlertChange[] {
  const said = new Map(readings.map((reading) => [alertKey(reading), reading]))
  // What a rule says nothing of any more is well under.
  for (const [key, { reading }] of state.watched) {
    if (!said.has(key)) said.set(key, { ...reading, level: 'off' })
  }
  const changes: AlertChange[] = []
  for (const [key, reading] of said) {
    const watched = state.watched.get(key) ?? {
      reading,
      onSince: null,
      polls: 0,
      offSince: null,
      firesSince: null,
      unknownSince: null,
    }
    const kind = advanceOne(watched, reading, now)
    if (kind !== null) changes.push({ kind, key, reading: watched.reading })
    if (kind === 'off' || (watched.onSince === null && watched.firesSince === null)) state.watched.delete(key)
    else state.watched.set(key, watched)
  }
  return changes
}

/** Readings for a time in which nothing is known of anything but what is said. */
export function allUnknown({ watched }: AlertState, but: readonly AlertReading[]): AlertReading[] {
  const said = new Set(but.map(alertKey))
  const rest = [...watched].flatMap(([key, { reading }]) =>
    said.has(key) ? [] : [{ ...reading, level: 'unknown' as const }],
  )
  return [...but, ...rest]
}

/** What fires, worst first, then the longest. */
export function firingOf({ watched }: AlertState): Omit<Alert, 'under'>[] {
  return [...watched]
    .flatMap(([key, { reading, firesSince, unknownSince, offSince }]) => {
      if (firesSince === null) return []
      const { level: _level, ...rest } = reading
      return [{ ...rest, key, since: firesSince, unknownSince, clearingSince: offSince }]
    })
    .toSorted(
      (a, b) =>
        ALERT_SEVERITIES.indexOf(a.severity) - ALERT_SEVERITIES.indexOf(b.severity) ||
        a.since - b.since ||
        Number(b.region === null) - Number(a.region === null) ||
        (a.key < b.key ? -1 : 1),
    )
}
