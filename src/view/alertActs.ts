import { ALERT_SEVERITIES, type Alert } from '../types/alerts.ts'
import { z } from '../types/zMini.ts'
import { createStoredList } from './storedList.ts'

/** What somebody did about an alert: took note of it, or wants to hear of it later. */
export interface AlertAct {
  /** The alert's name, and since when it fires: another time it is another one. */
  key: string
  since: number
  /** When it was done, and until when it is quiet, epoch ms of feed time; null until it is over. */
  at: number
  until: number | null
  by: string
  note: string
  /** How bad it was then, how large, and of which deployment. */
  severity?: Alert['severity']
  size?: number
  mostly?: string
}

export const MOST_NOTE = 300
const MOST_ACTS = 200
const FORMAT = 1
const KEY = `roomdeck.alertActs.${FORMAT}`

const actSchema = z.object({
  key: z.string().check(z.maxLength(1200)),
  since: z.number(),
  at: z.number(),
  until: z.nullable(z.number()),
  by: z.string().check(z.maxLength(60)),
  note: z.string().check(z.maxLength(MOST_NOTE)),
  severity: z.exactOptional(z.enum(ALERT_SEVERITIES)),
  size: z.exactOptional(z.number()),
  mostly: z.exactOptional(z.string()),
})

const list = createStoredList(KEY, actSchema)

export const { read: readActs, all: alertActs, use: useAlertActs } = list

/** What has become so many times as large is another thing. */
const GREW = 2

const isOf = (act: AlertAct, { key, since }: Pick<AlertAct, 'key' | 'since'>): boolean =>
  act.key === key && act.since === since

/** Puts one in place of what was done about the same alert; other tabs see it at once. */
export const doAbout = (act: AlertAct): void =>
  void list.put([...alertActs().filter((one) => !isOf(one, act)), act].slice(-MOST_ACTS))

/** Takes it back. */
export const undoAbout = (alert: Pick<AlertAct, 'key' | 'since'>): void =>
  void list.put(alertActs().filter((one) => !isOf(one, alert)))

/**
 * What holds of an alert now; null when nothing does, or no longer: who knows of a warning has not heard of the page
 * that it became, nor who knows of three losses of forty, nor of one build that fails of another.
 * @param now feed time, which goes on while the feed says nothing, epoch ms.
 */
export function actOf(
  acts: readonly AlertAct[],
  alert: Pick<Alert, 'key' | 'since' | 'severity' | 'size' | 'mostly'>,
  now: number,
): AlertAct | null {
  // What was done about it by a clock of the feed that was fast is of a time to come.
  const act = acts.find((one) => isOf(one, alert) || (one.key === alert.key && one.since > now))
  if (act === undefined || (act.until !== null && act.until <= now)) return null
  if (act.size !== undefined && (alert.size ?? 0) >= GREW * act.size) return null
  if (act.mostly !== undefined && act.mostly !== (alert.mostly ?? act.mostly)) return null
  const knownAs = ALERT_SEVERITIES.indexOf(act.severity ?? 'page')
  return ALERT_SEVERITIES.indexOf(alert.severity) < knownAs ? null : act
}
