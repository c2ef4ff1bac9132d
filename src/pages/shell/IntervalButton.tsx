import type { ComponentProps } from 'react'
import { Button } from '../../components/controls/Button.tsx'
import classes from './FeedControl.module.css'

/** Opens the choice of intervals; it stands there before the choice has been loaded. */
export function IntervalButton(props: ComponentProps<'button'>) {
  return (
    <Button {...props} look="icon" className={classes.first} aria-label="Poll interval" title="Poll interval">
      ▾
    </Button>
  )
}
