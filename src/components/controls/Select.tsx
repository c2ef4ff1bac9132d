import type { ComponentProps } from 'react'
import classes from './Field.module.css'

/** A native list of choices; its name is its `aria-label`. `small` stands among other small controls. */
export const Select = ({ small = false, ...props }: ComponentProps<'select'> & { small?: boolean }) => (
  <select {...props} className={classes.field} data-small={small} />
)
