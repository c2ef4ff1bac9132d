import type { ComponentProps } from 'react'
import classes from './RangeControl.module.css'

/** Opens the choice of zones; it stands there before that has been loaded. */
export function ZoneButton({ name, ...props }: ComponentProps<'button'> & { name: string }) {
  return (
    <button {...props} type="button" className={classes.custom} aria-label={`Time zone: ${name}`} title="Time zone">
      {name} ▾
    </button>
  )
}
