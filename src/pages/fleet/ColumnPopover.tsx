import { OpenPopover } from '../../components/controls/OpenPopover.tsx'
import { Segmented } from '../../components/controls/Segmented.tsx'
import { DENSITIES, setPreference, usePreferences } from '../../view/preferences.ts'
import { ToolButton } from './menuButtons.tsx'
import { useColumns } from './useColumns.ts'
import classes from './ColumnPopover.module.css'

const ROWS = DENSITIES.map((value) => ({ value, label: value }))

/** Which columns the process table shows, in which order, and how high its rows are. */
export function ColumnPopover() {
  return (
    <OpenPopover renderButton={(props) => <ToolButton {...props}>Columns</ToolButton>}>
      {() => <ColumnList />}
    </OpenPopover>
  )
}

function ColumnList() {
  const { density } = usePreferences()
  const { all, shown, shared, set } = useColumns()
  const order = all.map(({ id }) => id)
  const showing = new Set(shown.map(({ id }) => id))
  const toggle = (id: string): void =>
    set(
      order.filter((one) => (one === id ? !showing.has(id) : showing.has(one))),
      order,
    )
  const move = (id: string, by: number): void => {
    const at = order.indexOf(id)
    const next = order.toSpliced(at, 1).toSpliced(at + by, 0, id)
    set(
      next.filter((one) => showing.has(one)),
      next,
    )
  }
  return (
    <>
      <ul className={classes.list}>
        {all.map(({ id, label }, at) => (
          <li key={id}>
            <label className={classes.name}>
              <input
                type="checkbox"
                checked={showing.has(id)}
                disabled={id === 'process'}
                onChange={() => toggle(id)}
              />
              {label}
            </label>
            <button
              type="button"
              className={classes.move}
              disabled={at === 0}
              aria-label={`Move ${label} before`}
              onClick={() => move(id, -1)}
            >
              ↑
            </button>
            <button
              type="button"
              className={classes.move}
              disabled={at === all.length - 1}
              aria-label={`Move ${label} after`}
              onClick={() => move(id, 1)}
            >
              ↓
            </button>
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        <Segmented label="Rows" choices={ROWS} value={density} onChange={(value) => setPreference('density', value)} />
      </div>
      {shared && <p className={classes.note}>These columns are those of the link that was opened.</p>}
    </>
  )
}
