import type { ComponentProps } from 'react'
import classes from './Chip.module.css'

/** A choice or an action among others, in one line with them; `aria-pressed` says whether it is in force. */
export const Chip = (props: ComponentProps<'button'>) => <button type="button" {...props} className={classes.chip} />
