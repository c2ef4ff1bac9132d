import { useState } from 'react'
import { askToNotify, canNotify } from '../../view/notify.ts'
import { setPreference, usePreferences } from '../../view/preferences.ts'
import shared from '../../components/layout/Page.module.css'
import classes from './AlertsPage.module.css'

/** Alerts as notifications, with the browser's consent. */
export function NotifyChoice() {
  const { notify } = usePreferences()
  const [refused, setRefused] = useState(false)
  const change = async (): Promise<void> => {
    if (notify) return setPreference('notify', false)
    const consent = await askToNotify()
    setRefused(!consent)
    setPreference('notify', consent)
  }
  if (!canNotify()) return <span className={shared.muted}>this browser shows no notifications</span>
  return (
    <span>
      <label className={classes.choice} title="A hidden tab then goes on asking, every 10 s at most">
        <input type="checkbox" checked={notify} onChange={() => void change()} />
        notify me of new ones
      </label>
      {refused && (
        <span role="alert" className={shared.muted}>
          {' '}
          The browser refused: allow notifications for this page in its settings.
        </span>
      )}
    </span>
  )
}
