import type { Lifecycle } from '../types/fleet.ts'
import classes from './marks.module.css'

/** What makes an element with the word in it a lifecycle's mark; the icon is the style sheet's. */
export const lifecycleLook = (lifecycle: Lifecycle) => ({
  className: classes.lifecycle ?? '',
  'data-lifecycle': lifecycle,
})

/** Lifecycle as icon, word and colour; draining is normal, so it is only information. */
export function LifecycleMark({ lifecycle }: { lifecycle: Lifecycle }) {
  return <span {...lifecycleLook(lifecycle)}>{lifecycle}</span>
}
