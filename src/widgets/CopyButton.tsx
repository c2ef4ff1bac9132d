import { useClipboard } from '@mantine/hooks'
import classes from './CopyButton.module.css'

/** Copies text, and says so where it stands. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  const { copied, error, copy } = useClipboard({ timeout: 2000 })
  const says = error ? 'not allowed here' : copied ? 'copied' : 'copy'
  return (
    <button type="button" className={classes.copy} onClick={() => copy(text)} aria-label={`${says} ${what}`}>
      {says}
    </button>
  )
}
