import type { Lifecycle } from '../types/fleet.ts'
import classes from './marks.module.css'

const ICONS: Readonly<Record<Lifecycle, string>> = {
  starting: '◌',
  running: '●',
  draining: '◐',
  stopping: '◼',
  stopped: '○',
}

/** Lifecycle as icon, word and colour; draining is normal, so it is only information. */
export function LifecycleMark({ lifecycle }: { lifecycle: Lifecycle }) {
  return (
    <span className={classes.lifecycle} data-lifecycle={lifecycle}>
      <span className={classes.icon} aria-hidden="true">
        {ICONS[lifecycle]}
      </span>
      {lifecycle}
    </span>
  )
}
