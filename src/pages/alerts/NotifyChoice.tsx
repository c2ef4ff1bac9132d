import { useState } from 'react'
import { askToNotify, canNotify, mayNotify } from '../../view/notify.ts'
import { setPreference, usePreferences } from '../../view/preferences.ts'
import shared from '../../components/layout/Page.module.css'
import classes from './AlertsPage.module.css'

/** Alerts as notifications, with the browser's consent. */
export function NotifyChoice() {
  const { notify } = usePreferences()
  const [refused, setRefused] = useState(false)
  // What was chosen elsewhere, or before consent was taken back, is nothing yet.
  const isOn = notify && mayNotify()
  const change = async (): Promise<void> => {
    if (isOn) return setPreference('notify', false)
    const consent = await askToNotify()
    setRefused(!consent)
    setPreference('notify', consent)
  }
  if (!canNotify()) return <span className={shared.muted}>this browser shows no notifications</span>
  return (
    <span>
      <label className={classes.choice} title="A hidden tab then goes on asking, every 10 s at most">
        <input type="checkbox" checked={isOn} onChange={() => void change()} />
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
