import type { ComponentProps } from 'react'
import classes from './RangeControl.module.css'

/** Opens the choice of two ends; it stands there before that has been loaded. */
export function CustomRangeButton({ words, on, ...props }: ComponentProps<'button'> & { words: string; on: boolean }) {
  return (
    <button {...props} type="button" className={classes.custom} data-on={on} aria-label={`Time range: ${words}`}>
      {words} ▾
    </button>
  )
}
