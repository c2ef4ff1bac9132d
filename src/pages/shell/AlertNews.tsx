import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { groupAlerts, wantedOf } from '../../fleet/alertGroups.ts'
import { AGAIN_MS, newTelling, tellingId, tellNow, type Telling } from '../../fleet/alertTelling.ts'
import type { Alert } from '../../types/alerts.ts'
import { actOf, useAlertActs } from '../../view/alertActs.ts'
import { notify } from '../../view/notify.ts'
import { usePreferences } from '../../view/preferences.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useSnapshot } from '../../widgets/useFeed.ts'

interface Heard {
  /** Feed time, epoch ms. */
  now: number
  /** Alerts that want to be heard: not told by another, not known, not unwanted. */
  loud: readonly Alert[]
  /** Those that somebody took note of or put off. */
  known: readonly Alert[]
  /** All that fire. */
  firing: readonly Alert[]
}

/** Null before anything was judged. */
function useHeard(): Heard | null {
  const snapshot = useSnapshot()
  const acts = useAlertActs()
  const { mutedRules } = usePreferences()
  const now = snapshot?.alertsAt ?? null
  if (snapshot === undefined || now === null) return null
  const wanted = wantedOf(snapshot.alerts, mutedRules).filter(
    ({ severity, under }) => severity !== 'information' && under === null,
  )
  const isKnown = (alert: Alert): boolean => actOf(acts, alert, now) !== null
  return {
    now,
    loud: wanted.filter((alert) => !isKnown(alert)),
    known: wanted.filter(isKnown),
    firing: snapshot.alerts,
  }
}

/** Worse is another thing to hear of. */
const heardId = (alert: Alert): string => `${tellingId(alert)} ${alert.severity}`

/** All tabs say the same of an alert, and of when it is told again, so that it is shown once. */
const tagOf = (alert: Alert, now: number): string => `${heardId(alert)} ${Math.floor((now - alert.since) / AGAIN_MS)}`

const MARK = /^\(\d+\) /

/** Says of alerts in the page's title, aloud as they begin, and on consent as notifications. */
export function AlertNews() {
  const news = useHeard()
  const { clock } = useDeck()
  // A new page has a title of its own.
  useLocation({ select: (location) => location.pathname })
  const heard = useRef<ReadonlySet<string> | null>(null)
  const telling = useRef<Telling | null>(null)
  const spoken = useRef<HTMLDivElement>(null)
  const n = news === null ? 0 : groupAlerts(news.loud).length
  useEffect(() => {
    const title = document.title.replace(MARK, '')
    const wanted = n === 0 ? title : `(${n}) ${title}`
    if (document.title !== wanted) document.title = wanted
  })
  useEffect(() => {
    if (news === null) return
    const { loud, known, firing } = news
    const now = clock.mono()
    const before = heard.current
    const quiet = new Set(known.map(heardId))
    const still = firing.map(heardId).filter((id) => before?.has(id) && !quiet.has(id))
    heard.current = new Set([...loud.map(heardId), ...still])
    // What fired before this page was opened is seen on it.
    if (before === null || telling.current === null) {
      telling.current = newTelling(loud, now)
      return
    }
    const told = tellNow(telling.current, loud, now, firing, known)
    for (const { words, alerts } of groupAlerts(told)) {
      const [first] = alerts
      if (first) notify(first.severity === 'page' ? 'Act now' : 'Watch', words, tagOf(first, news.now))
    }
    const fresh = groupAlerts(loud.filter((alert) => alert.clearingSince === null && !before.has(heardId(alert))))
    if (fresh.length > 0 && spoken.current) {
      spoken.current.textContent = fresh.map(({ words }) => `Alert: ${words}`).join('. ')
    }
  })
  return <div ref={spoken} className="visuallyHidden" aria-live="polite" />
}
