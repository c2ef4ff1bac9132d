import { useState } from 'react'
import { groupAlerts, wantedOf, type AlertGroup } from '../../fleet/alertGroups.ts'
import { counted, duration } from '../../fleet/words.ts'
import type { Alert, AlertSeverity } from '../../types/alerts.ts'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { actOf, useAlertActs } from '../../view/alertActs.ts'
import { usePreferences } from '../../view/preferences.ts'
import { FleetLinked } from '../../widgets/FleetLinked.tsx'
import { TimeText } from '../../widgets/TimeText.tsx'
import { useFeedStatus } from '../../widgets/useFeed.ts'
import { AlertActions } from './AlertActions.tsx'
import shared from '../../components/layout/Page.module.css'
import classes from './AlertsPage.module.css'

export const SEVERITIES: Readonly<Record<AlertSeverity, { sign: string; word: string }>> = {
  page: { sign: '✕', word: 'Act now' },
  warn: { sign: '◆', word: 'Watch' },
  information: { sign: 'i', word: 'Note' },
}

/** What somebody writes an acknowledgement of: as it was when that began, and which in the list. */
interface Asked {
  group: AlertGroup
  place: number
}

/** What fires, worst first; what another alert explains stands under it. */
export function Firing({ snapshot }: { snapshot: FleetSnapshot }) {
  const { mutedRules } = usePreferences()
  const status = useFeedStatus()
  const wanted = wantedOf(snapshot.alerts, mutedRules)
  const [asked, setAsked] = useState<Asked | null>(null)
  const firing = groupAlerts(wanted)
  // Who writes of what ends meanwhile, or is told with others, goes on writing.
  const isOver = asked !== null && firing.every(({ key }) => key !== asked.group.key)
  const groups = isOver ? firing.toSpliced(asked.place, 0, asked.group) : firing
  const muted = snapshot.alerts.length - wanted.length
  if (groups.length === 0) {
    return (
      <p className={shared.muted}>
        {nothingWords(status === 'Live', snapshot.alertsAt !== null)}
        {muted > 0 && ` ${counted(muted, 'alert')} of rules that are switched off.`}
      </p>
    )
  }
  return (
    <ul className={classes.firing} aria-label="Firing alerts">
      {groups.map((group, place) => (
        <Group
          key={group.key}
          group={group}
          all={wanted}
          now={snapshot.alertsAt ?? snapshot.feedTime}
          asking={asked?.group.key === group.key}
          isOver={isOver && group === asked.group}
          onAsk={(asking) => setAsked(asking ? { group, place } : null)}
        />
      ))}
      {muted > 0 && <li className={shared.muted}>and {counted(muted, 'alert')} of rules that are switched off</li>}
    </ul>
  )
}

function nothingWords(isLive: boolean, isJudged: boolean): string {
  if (!isJudged) return 'Not judged yet: the next answer will say what fires.'
  return isLive ? 'Nothing fires.' : 'Nothing fired when the feed was last fresh: what is now is not known.'
}

interface GroupProps {
  group: AlertGroup
  all: readonly Alert[]
  now: number
  /** Somebody writes of it; it may be over by then. */
  asking: boolean
  isOver: boolean
  onAsk: (asking: boolean) => void
}

function Group({ group, all, now, asking, isOver, onAsk }: GroupProps) {
  const acts = useAlertActs()
  const [first] = group.alerts
  if (first === undefined) return null
  const { severity, since, unknownSince, clearingSince, link } = first
  const { sign, word } = SEVERITIES[severity]
  const unknown = group.alerts.filter((alert) => actOf(acts, alert, now) === null)
  const act = unknown.length > 0 ? null : actOf(acts, first, now)
  const explained = all.filter(({ under }) => group.alerts.some(({ key }) => key === under))
  return (
    <li data-quiet={act !== null}>
      <div className={classes.line}>
        <span className={classes.severity} data-severity={severity}>
          <span aria-hidden="true">{sign}</span> {word}
        </span>
        <span className={classes.words}>
          <FleetLinked words={group.words} {...link} />
          <span className={shared.muted}>
            {' '}
            · {first.rule}, since <TimeText at={since} />
            {isOver
              ? ` · ${all.some(({ key }) => key === first.key) ? 'told with others' : 'over'} by now`
              : now > since && ` (${duration(now - since)})`}
            {!isOver && unknownSince !== null && (
              <>
                {' '}
                · unknown since <TimeText at={unknownSince} />
              </>
            )}
            {!isOver && unknownSince === null && clearingSince !== null && (
              <>
                {' '}
                · no longer so since <TimeText at={clearingSince} />
              </>
            )}
          </span>
        </span>
        <AlertActions
          alerts={act === null ? unknown : group.alerts}
          act={act}
          now={now}
          asking={asking}
          onAsk={onAsk}
        />
      </div>
      {group.alerts.length > 1 && <More alerts={group.alerts} summary={counted(group.alerts.length, 'alert')} />}
      {explained.length > 0 && (
        <More alerts={explained} summary={`explains ${counted(explained.length, 'other alert')}`} />
      )}
    </li>
  )
}

function More({ alerts, summary }: { alerts: readonly Alert[]; summary: string }) {
  return (
    <details className={classes.more}>
      <summary>{summary}</summary>
      <ul>
        {alerts.map(({ key, rule, words, link }) => (
          <li key={key}>
            <b>{rule}</b> <FleetLinked words={words} {...link} />
          </li>
        ))}
      </ul>
    </details>
  )
}
