import { Button } from '../../components/controls/Button.tsx'
import { Link } from '@tanstack/react-router'
import { setPreference, usePreferences } from '../../view/preferences.ts'
import { CopyButton } from '../../widgets/CopyButton.tsx'
import classes from './SettingsPage.module.css'

/** Views that were saved on the fleet page: open, share, begin with, delete. */
export function ViewList() {
  const { views, startView } = usePreferences()
  if (views.length === 0)
    return (
      <p className={classes.note}>
        None yet. “Views” above the table of processes keeps filters, sort, range and columns under a name.
      </p>
    )
  const remove = (name: string): void => {
    setPreference(
      'views',
      views.filter((one) => one.name !== name),
    )
    if (startView === name) setPreference('startView', null)
  }
  return (
    <ul className={classes.views}>
      {views.map(({ name, to }) => (
        <li key={name}>
          <Link to={to as '/'} className={classes.view}>
            {name}
          </Link>
          <label className={classes.check}>
            <input
              type="checkbox"
              checked={startView === name}
              onChange={() => setPreference('startView', startView === name ? null : name)}
              aria-label={`Begin with ${name}`}
            />
            begin with it
          </label>
          <CopyButton text={new URL(to, window.location.origin).href} what={`the link of ${name}`} />
          <Button look="link" onClick={() => remove(name)} aria-label={`Delete ${name}`}>
            delete
          </Button>
        </li>
      ))}
    </ul>
  )
}
