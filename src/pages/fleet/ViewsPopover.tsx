import { Link, useLocation } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { Button } from '../../components/controls/Button.tsx'
import { Field } from '../../components/controls/Field.tsx'
import { OpenPopover } from '../../components/controls/OpenPopover.tsx'
import { MOST_VIEWS, setPreference, usePreferences } from '../../view/preferences.ts'
import { parseQuery, writeQuery } from '../../view/search.ts'
import { CopyButton } from '../../widgets/CopyButton.tsx'
import { keepSearch } from '../../widgets/useSearchState.ts'
import { ToolButton } from './menuButtons.tsx'
import { useColumns } from './useColumns.ts'
import classes from './ViewsPopover.module.css'

/** Filters, sort, range, grouping and columns under a name: open one, keep this one, share it as a link. */
export function ViewsPopover() {
  return (
    <OpenPopover renderButton={(props) => <ToolButton {...props}>Views</ToolButton>}>
      {(close) => <Views onDone={close} />}
    </OpenPopover>
  )
}

function Views({ onDone }: { onDone: () => void }) {
  const { views } = usePreferences()
  const here = useThisView()
  const [name, setName] = useState('')
  const isThere = views.some((view) => view.name === name.trim())
  const full = views.length >= MOST_VIEWS && !isThere
  const save = (event: FormEvent): void => {
    event.preventDefault()
    if (name.trim() === '' || full) return
    const others = views.filter((view) => view.name !== name.trim())
    setPreference('views', [...others, { name: name.trim(), to: here }])
    setName('')
  }
  return (
    <div className={classes.views}>
      {views.length === 0 ? (
        <p className={classes.note}>No view has been saved yet.</p>
      ) : (
        <ul className={classes.list}>
          {views.map((view) => (
            <li key={view.name}>
              <Link to={view.to as '/'} onClick={onDone}>
                {view.name}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <form className={classes.form} onSubmit={save}>
        <Field
          className={classes.field}
          aria-label="Name of this view"
          placeholder="Name of this view"
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={name.trim() === '' || full}>
          {isThere ? 'Replace' : 'Save'}
        </Button>
      </form>
      {full && <p className={classes.note}>There are {MOST_VIEWS} already: delete one in the settings.</p>}
      <p className={classes.row}>
        Link of this view
        <CopyButton text={new URL(here, window.location.origin).href} what="the link of this view" />
      </p>
      <Link to="/settings" search={keepSearch} onClick={onDone}>
        Delete views, or choose one to begin with
      </Link>
    </div>
  )
}

/** The address of what is seen now, with its columns, without the process that happens to be open. */
function useThisView(): string {
  const { pathname, searchStr } = useLocation()
  const { shown } = useColumns()
  const { process: _process, ...choices } = parseQuery(searchStr)
  return `${pathname}${writeQuery({ ...choices, columns: shown.map(({ id }) => id) })}`
}
