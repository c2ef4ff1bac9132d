import { useMemo, useState } from 'react'
import type { FleetSnapshot } from '../../types/snapshot.ts'
import { FirstData } from '../../widgets/FirstData.tsx'
import { DrainNews } from './DrainNews.tsx'
import { DrainSelection } from './DrainSelection.tsx'
import { DrainSummary } from './DrainSummary.tsx'
import { DrainTable } from './DrainTable.tsx'
import { EndedDrains } from './EndedDrains.tsx'
import { Waves } from './Waves.tsx'
import { useDrainRows } from './useDrainRows.ts'
import shared from '../../components/layout/Page.module.css'

const NOTHING: ReadonlySet<string> = new Set()

/** Are the drains moving, and whom would a stop cut. */
export function DrainsPage() {
  return (
    <>
      <title>Drains · Roomdeck</title>
      <h1 className="visuallyHidden">Drains</h1>
      <FirstData>{(snapshot) => <Drains snapshot={snapshot} />}</FirstData>
    </>
  )
}

function Drains({ snapshot }: { snapshot: FleetSnapshot }) {
  const drains = useDrainRows(snapshot)
  const [selected, setSelected] = useState<ReadonlySet<string>>(NOTHING)
  const selection = useMemo(() => ({ keys: selected, onChange: setSelected }), [selected])
  if (drains === null) return null
  return (
    <div className={shared.page}>
      <DrainSummary snapshot={snapshot} drains={drains} />
      <Waves waves={drains.waves} now={snapshot.feedTime} />
      {selected.size > 0 && <DrainSelection drains={drains} keys={selected} onClear={() => setSelected(NOTHING)} />}
      <DrainTable snapshot={snapshot} rows={drains.rows} hidden={drains.hidden} selection={selection} />
      <DrainNews rows={drains.rows} events={snapshot.events} />
      <EndedDrains snapshot={snapshot} />
      <p className={shared.limits}>
        This page only watches: the API has no call that starts, cancels or forces a drain, and does not say when one
        began. “At least” counts from when it was first seen here.
      </p>
    </div>
  )
}
