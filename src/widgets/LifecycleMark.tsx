import type { Lifecycle } from '../types/fleet.ts'
import classes from './marks.module.css'

/** Lifecycle as icon, word and colour; draining is normal, so it is only information. The icon is the style sheet's. */
export function LifecycleMark({ lifecycle }: { lifecycle: Lifecycle }) {
  return (
    <span className={classes.lifecycle} data-lifecycle={lifecycle}>
      {lifecycle}
    </span>
  )
}
