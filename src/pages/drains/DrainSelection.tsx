import { Button } from '../../components/controls/Button.tsx'
import { counted } from '../../fleet/words.ts'
import { CopyButton } from '../../widgets/CopyButton.tsx'
import { selectedDrains } from './selectedDrains.ts'
import type { DrainRows } from './useDrainRows.ts'
import shared from '../../components/layout/Page.module.css'
import classes from './DrainsPage.module.css'

interface DrainSelectionProps {
  drains: Pick<DrainRows, 'all' | 'rows'>
  keys: ReadonlySet<string>
  onClear: () => void
}

/** Whom stopping the selected drains would cut off. */
export function DrainSelection({ drains: { all, rows }, keys, onClear }: DrainSelectionProps) {
  const { words, outside, ids, text } = selectedDrains(all, rows, keys)
  return (
    <section className={classes.selected} aria-label="Selected drains">
      <b>{counted(keys.size, 'drain')} selected</b>
      <span>{words}</span>
      {outside > 0 && <span className={shared.muted}>{outside} of them outside the choice</span>}
      <CopyButton text={ids} label="copy IDs" what="of the selected" />
      <CopyButton text={text} label="copy as text" what="what is said of the selected" />
      <Button look="link" onClick={onClear}>
        clear
      </Button>
    </section>
  )
}
