import type { ComponentProps } from 'react'
import classes from './Field.module.css'

/** A native field for a line of text; its name is its `aria-label`. */
export const Field = ({ className, ...props }: ComponentProps<'input'>) => (
  <input {...props} className={className === undefined ? classes.field : `${classes.field} ${className}`} />
)
