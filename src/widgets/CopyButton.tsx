import { useClipboard } from '@mantine/hooks'
import classes from './CopyButton.module.css'

interface CopyButtonProps {
  text: string
  /** What is copied, for the button's name. */
  what: string
  /** One of many: without a frame until it is pointed at. */
  quiet?: boolean
  /** What it says, where `copy` alone does not tell it from its neighbour. */
  label?: string
}

/** Copies text, and says so where it stands. */
export function CopyButton({ text, what, quiet = false, label = 'copy' }: CopyButtonProps) {
  const { copied, error, copy } = useClipboard({ timeout: 2000 })
  const says = error ? 'not allowed here' : copied ? 'copied' : label
  return (
    <button
      type="button"
      className={classes.copy}
      data-quiet={quiet}
      onClick={() => copy(text)}
      aria-label={`${says} ${what}`}
    >
      {says}
    </button>
  )
}
