import type { FleetLink } from './fleet.ts'

/** What is watched for (docs/meaning.md, "Alerts"), in the order of what hides what. */
export const ALERT_RULES = [
  'feed blind',
  'feed frozen',
  'region gone',
  'lost with connections',
  'connections fell',
  'room starts stopped',
  'no open slots',
  'open slots low',
  'starts failed',
  'processes died',
  'starting overdue',
  'drains',
  'connection surge',
  'egress per connection',
  'counters stale',
  'rows rejected',
  'contradiction',
] as const
export type AlertRule = (typeof ALERT_RULES)[number]

/** `page`: somebody must act now; `warn`: within the hour; `information`: worth knowing. Worst first. */
export const ALERT_SEVERITIES = ['page', 'warn', 'information'] as const
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number]

/** What a rule says of one thing that it watches, at one time. */
export interface AlertReading {
  rule: AlertRule
  /** What it is about; null for the whole. */
  region: string | null
  deploymentId: string | null
  /** The wave of drains that it is about, by when its first was seen, epoch ms; absent for what is about none. */
  wave?: number
  /** Above its threshold; under it by less than a fifth; well under it; or not known. */
  level: 'on' | 'near' | 'off' | 'unknown'
  severity: AlertSeverity
  words: string
  link: FleetLink
  /** How much of what is watched it is about, such as connections that fell; absent where that is not counted. */
  size?: number
  /** The deployment that nearly all of it is of; absent where there is none. */
  mostly?: string
}

/** An alert that fires; times are feed time, epoch ms. */
export interface Alert extends Omit<AlertReading, 'level'> {
  /** Names it: rule, region, deployment and wave. */
  key: string
  since: number
  /** Since when nobody knows whether it still holds; null while it is known. */
  unknownSince: number | null
  /** Since when it has been well under its threshold, so that it will be over soon; null while it holds. */
  clearingSince: number | null
  /** Key of the alert that explains it, so that it is not told by itself; null for none. */
  under: string | null
}

/** What a rule would have done in the past. */
export interface AlertPreview {
  rule: AlertRule
  /** When it would have fired, and in how much time that is known, ms; null where nothing is kept to say so. */
  fired: { times: readonly number[]; overMs: number } | null
}
