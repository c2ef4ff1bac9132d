import type { ComponentProps } from 'react'
import classes from './Button.module.css'

interface ButtonProps extends ComponentProps<'button'> {
  /**
   * `framed` stands alone, `quiet` is a word among others, `icon` a sign in a frame, `sign` one without, `link` a
   * word that does what it says.
   */
  look?: 'framed' | 'quiet' | 'icon' | 'sign' | 'link'
}

/** A native button: the first table comes without a library's (docs/decisions.md). */
export function Button({ look = 'framed', className, ...props }: ButtonProps) {
  return (
    <button
      type="button"
      {...props}
      className={className === undefined ? classes.button : `${classes.button} ${className}`}
      data-look={look}
    />
  )
}
