import { Button } from '../../components/controls/Button.tsx'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { useEscape } from '../../widgets/useEscape.ts'
import { usePlainKeys } from '../../widgets/usePlainKeys.ts'
import { useSetSearch } from '../../widgets/useSearchState.ts'
import { ProcessDetail } from '../../widgets/process/ProcessDetail.tsx'
import { placeOf } from './useFleetView.ts'
import classes from './ProcessPanel.module.css'

interface ProcessPanelProps {
  processId: string
  snapshot: FleetSnapshot
  /** The table's slots in order, for moving through its rows. */
  order: Uint32Array
}

/** The chosen process beside the table. `j` and `k` move through the rows, Escape closes. */
export function ProcessPanel({ processId, snapshot, order }: ProcessPanelProps) {
  const setSearch = useSetSearch()
  const close = (): void => setSearch({ process: undefined })
  const move = (by: number): void => {
    const to = snapshot.index.rows[order[placeOf(snapshot, order, processId) + by] ?? -1]
    if (to) setSearch({ process: to.processId }, true)
  }
  useEscape(close)
  usePlainKeys([
    ['j', () => move(1)],
    ['k', () => move(-1)],
  ])
  return (
    <aside className={classes.panel} aria-label="Chosen process">
      <p className="visuallyHidden" aria-live="polite">
        {`Process ${processId} chosen, its details follow the table`}
      </p>
      <Button look="sign" className={classes.close} aria-label="Close" onClick={close}>
        ✕
      </Button>
      <ProcessDetail key={processId} processId={processId} snapshot={snapshot} compact />
    </aside>
  )
}
