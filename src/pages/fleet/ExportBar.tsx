import { Button } from '../../components/controls/Button.tsx'
import { progressWords } from '../../view/export/exportWords.ts'
import { exporter, useExportState } from '../../widgets/exports.ts'
import classes from './ExportBar.module.css'

/**
 * How far the export is, and how it ended; until it is closed or another one begins.
 * @param onClosed the focus has lost its place.
 */
export function ExportBar({ onClosed }: { onClosed: () => void }) {
  const state = useExportState()
  if (state.stage === 'idle') return null
  const running = state.stage === 'running'
  const close = (): void => {
    exporter.close()
    onClosed()
  }
  return (
    <div className={classes.bar} role="group" aria-label="Export">
      {running && (
        <progress
          className={classes.progress}
          aria-label="Processes exported"
          {...(state.total === null ? {} : { value: state.done, max: state.total })}
        />
      )}
      <span className={classes.words} data-outcome={running ? 'running' : state.outcome}>
        {running ? progressWords(state.kind, state.done, state.total) : state.words}
      </span>
      {/* One button all along: whoever has the focus on it keeps it. */}
      <Button
        aria-label={running ? 'Cancel the export' : 'Close what is said of the export'}
        onClick={running ? exporter.cancel : close}
      >
        {running ? 'Cancel' : 'Close'}
      </Button>
    </div>
  )
}
