import { lazyPart } from '../../components/status/lazyPart.tsx'
import { memo, Suspense, useMemo, useState } from 'react'
import { Notice } from '../../components/status/Notice.tsx'
import { useNextFrame, useTurn } from '../../components/useNextFrame.ts'
import { PanelBoundary } from '../../components/status/PanelBoundary.tsx'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { useChoice } from '../../widgets/useSearchState.ts'
import { FirstData } from '../../widgets/FirstData.tsx'
import { FleetVerdictLine } from './FleetVerdictLine.tsx'
import { Figures } from './Figures.tsx'
import { GoneProcesses } from './GoneProcesses.tsx'
import { ProcessPanel } from './ProcessPanel.tsx'
import { ProcessTable } from './ProcessTable.tsx'
import { ProcessToolbar } from './ProcessToolbar.tsx'
import { RegionMatrix } from './RegionMatrix.tsx'
import { useFleetView } from './useFleetView.ts'
import classes from './FleetPage.module.css'

// Recharts is as heavy as everything else together; the table comes first.
const FleetCharts = lazyPart('The charts', async () => ({ default: (await import('./FleetCharts.tsx')).FleetCharts }))

// Nobody has selected a row when the page opens.
const SelectionBar = lazyPart('What is selected', async () => ({
  default: (await import('./SelectionBar.tsx')).SelectionBar,
}))

/** The first page: is the fleet all right, where are the connections, and every process. */
export function FleetPage() {
  return (
    <>
      <title>Fleet · Roomdeck</title>
      <h1 className="visuallyHidden">Fleet</h1>
      <FirstData>{(snapshot) => <Fleet snapshot={snapshot} />}</FirstData>
    </>
  )
}

/** What stands around the table. It takes longer to draw than the table and is read less often: a frame later. */
const Verdict = memo(FleetVerdictLine)
const SixFigures = memo(Figures)
const Regions = memo(RegionMatrix)
const Toolbar = memo(ProcessToolbar)

const LOADING = <Notice title="Charts are loading" />

const NOTHING: ReadonlySet<string> = new Set()

function Fleet({ snapshot }: { snapshot: FleetSnapshot }) {
  const [held, setHeld] = useState(false)
  const [selected, setSelected] = useState<ReadonlySet<string>>(NOTHING)
  const selection = useMemo(() => ({ keys: selected, onChange: setSelected }), [selected])
  const view = useFleetView(snapshot, held)
  const later = useNextFrame(snapshot)
  const viewLater = useNextFrame(view)
  const tableIsThere = useTurn(true)
  const process = useChoice('process')
  return (
    <div className={classes.page}>
      <Verdict snapshot={later} />
      <SixFigures snapshot={later} />
      <div className={classes.middle}>
        <Regions snapshot={later} view={viewLater} />
        <Suspense fallback={LOADING}>{tableIsThere ? <FleetCharts events={snapshot.events} /> : LOADING}</Suspense>
      </div>
      <div className={classes.lower} data-panel={process !== undefined}>
        <section className={classes.table} aria-label="All processes">
          <Toolbar snapshot={later} view={viewLater} selected={selected} />
          {selected.size > 0 && (
            <Suspense fallback={null}>
              <SelectionBar snapshot={later} keys={selected} onClear={() => setSelected(NOTHING)} />
            </Suspense>
          )}
          <PanelBoundary name="The table">
            <ProcessTable snapshot={snapshot} view={view} onHold={setHeld} selection={selection} />
          </PanelBoundary>
          <GoneProcesses snapshot={later} />
        </section>
        {process !== undefined && <ProcessPanel processId={process} snapshot={snapshot} order={view.order} />}
      </div>
    </div>
  )
}
