import { useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { groupAlerts, wantedOf } from '../../fleet/alertGroups.ts'
import { newTelling, tellingId, tellNow, type Telling } from '../../fleet/alertTelling.ts'
import type { Alert } from '../../types/alerts.ts'
import { actOf, useAlertActs } from '../../view/alertActs.ts'
import { notify } from '../../view/notify.ts'
import { usePreferences } from '../../view/preferences.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useSnapshot } from '../../widgets/useFeed.ts'

interface Heard {
  /** Alerts that want to be heard: not told by another, not known, not unwanted. */
  loud: readonly Alert[]
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
  const loud = wantedOf(snapshot.alerts, mutedRules).filter(
    (alert) => alert.severity !== 'information' && alert.under === null && actOf(acts, alert, now) === null,
  )
  return { loud, firing: snapshot.alerts }
}

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
    const { loud, firing } = news
    const now = clock.mono()
    const before = heard.current
    const still = firing.map(tellingId).filter((id) => before?.has(id))
    heard.current = new Set([...loud.map(tellingId), ...still])
    // What fired before this page was opened is seen on it.
    if (before === null || telling.current === null) {
      telling.current = newTelling(loud, now)
      return
    }
    const told = tellNow(telling.current, loud, now, firing)
    for (const { words, alerts } of groupAlerts(told.map(({ alert }) => alert))) {
      const [first] = alerts
      const times = told.find(({ alert }) => alert === first)?.before ?? 0
      if (first) notify(first.severity === 'page' ? 'Act now' : 'Watch', words, `${tellingId(first)} ${times}`)
    }
    const fresh = groupAlerts(loud.filter((alert) => alert.clearingSince === null && !before.has(tellingId(alert))))
    if (fresh.length > 0 && spoken.current) {
      spoken.current.textContent = fresh.map(({ words }) => `Alert: ${words}`).join('. ')
    }
  })
  return <div ref={spoken} className="visuallyHidden" aria-live="polite" />
}
