import { Button } from '../../components/controls/Button.tsx'
import { stopWords } from '../../fleet/stopWords.ts'
import { counted } from '../../fleet/words.ts'
import { CopyButton } from '../../widgets/CopyButton.tsx'
import type { DrainRow } from './useDrainRows.ts'
import classes from './DrainsPage.module.css'

interface DrainSelectionProps {
  rows: readonly DrainRow[]
  keys: ReadonlySet<string>
  onClear: () => void
}

/** Whom stopping the selected drains would cut off. */
export function DrainSelection({ rows, keys, onClear }: DrainSelectionProps) {
  const chosen = rows.filter(({ drain }) => keys.has(drain.processId))
  const gone = keys.size - chosen.length
  const stoppable = chosen.map(({ verdict, drain: { connections, rooms: n, connectionsFresh } }) => {
    return { verdict, connections, rooms: n, connectionsFresh }
  })
  return (
    <section className={classes.selected} aria-label="Selected drains">
      <b>{counted(keys.size, 'drain')} selected</b>
      <span>{stopWords(stoppable)}</span>
      {gone > 0 && <span className={classes.muted}>{gone} no longer listed or not in sight</span>}
      <CopyButton text={[...keys].join('\n')} label="copy IDs" what="of the selected" />
      <CopyButton text={asText(chosen)} label="copy as text" what="what is said of the selected" />
      <Button look="link" onClick={onClear}>
        clear
      </Button>
    </section>
  )
}

/** A line per drain, as it is pasted to somebody else. */
const asText = (rows: readonly DrainRow[]): string =>
  rows
    .map(({ drain, verdict, reason }) =>
      [drain.processId, drain.region, `deployment ${drain.deploymentId}`, `${verdict}: ${reason}`].join(' · '),
    )
    .join('\n')
