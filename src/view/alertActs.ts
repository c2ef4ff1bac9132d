import { useSyncExternalStore } from 'react'
import { z } from '../types/zMini.ts'

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
})

/** Acts in a text as it is stored; what does not hold is left out. */
export function readActs(text: string | null): AlertAct[] {
  if (text === null) return []
  try {
    const list: unknown = JSON.parse(text)
    if (!Array.isArray(list)) return []
    return list.flatMap((one) => {
      const read = actSchema.safeParse(one)
      return read.success ? [read.data] : []
    })
  } catch {
    return []
  }
}

let current: readonly AlertAct[] | null = null
const listeners = new Set<() => void>()

function stored(): AlertAct[] {
  try {
    return readActs(localStorage.getItem(KEY))
  } catch {
    // No storage: it holds for this visit.
    return []
  }
}

export const alertActs = (): readonly AlertAct[] => (current ??= stored())

function put(next: readonly AlertAct[]): void {
  current = next
  try {
    localStorage.setItem(KEY, JSON.stringify(next))
  } catch {
    // Full or forbidden: it holds for this visit.
  }
  for (const listener of listeners) listener()
}

const isOf = (act: AlertAct, { key, since }: Pick<AlertAct, 'key' | 'since'>): boolean =>
  act.key === key && act.since === since

/** Puts one in place of what was done about the same alert; other tabs see it at once. */
export const doAbout = (act: AlertAct): void =>
  put([...alertActs().filter((one) => !isOf(one, act)), act].slice(-MOST_ACTS))

/** Takes it back. */
export const undoAbout = (alert: Pick<AlertAct, 'key' | 'since'>): void =>
  put(alertActs().filter((one) => !isOf(one, alert)))

/** What holds of an alert now; null when nothing does, or no longer. @param now feed time, epoch ms */
export function actOf(acts: readonly AlertAct[], alert: Pick<AlertAct, 'key' | 'since'>, now: number): AlertAct | null {
  const act = acts.find((one) => isOf(one, alert))
  return act !== undefined && (act.until === null || act.until > now) ? act : null
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  const other = (event: StorageEvent): void => {
    if (event.key !== KEY && event.key !== null) return
    current = stored()
    listener()
  }
  window.addEventListener('storage', other)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', other)
  }
}

export const useAlertActs = (): readonly AlertAct[] => useSyncExternalStore(subscribe, alertActs)
