import { ActionIcon, type ActionIconProps } from '@mantine/core'
import type { Ref } from 'react'
import classes from './FeedControl.module.css'

/** Opens the choice of intervals; it stands there before the choice has been loaded. */
export function IntervalButton({
  ref,
  ...props
}: ActionIconProps & { ref?: Ref<HTMLButtonElement>; onClick?: () => void }) {
  return (
    <ActionIcon
      {...props}
      ref={ref ?? null}
      variant="default"
      size={30}
      className={classes.first ?? ''}
      aria-label="Poll interval"
      title="Poll interval"
    >
      ▾
    </ActionIcon>
  )
}
