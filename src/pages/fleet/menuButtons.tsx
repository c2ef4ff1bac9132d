import { Button, type ButtonProps } from '@mantine/core'
import type { ComponentProps, Ref } from 'react'
import classes from './ProcessToolbar.module.css'

// What opens a menu; it stands there before the menu has been loaded.

export function ColumnButton({ ref, ...props }: ButtonProps & { ref?: Ref<HTMLButtonElement>; onClick?: () => void }) {
  return (
    <Button {...props} ref={ref ?? null} size="compact-xs" variant="subtle">
      Columns
    </Button>
  )
}

export function OlderButton({ n, ...props }: ComponentProps<'button'> & { n: number }) {
  return (
    <button {...props} type="button" className={classes.chip}>
      {n} older ▾
    </button>
  )
}
