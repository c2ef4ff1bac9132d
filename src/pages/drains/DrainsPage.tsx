import type { FleetSnapshot } from '../../types/snapshot.ts'
import { FirstData } from '../../widgets/FirstData.tsx'
import { DrainSummary } from './DrainSummary.tsx'
import { DrainTable } from './DrainTable.tsx'
import { EndedDrains } from './EndedDrains.tsx'
import { useDrainRows } from './useDrainRows.ts'
import classes from './DrainsPage.module.css'

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
  if (drains === null) return null
  return (
    <div className={classes.page}>
      <DrainSummary snapshot={snapshot} drains={drains} />
      <DrainTable snapshot={snapshot} rows={drains.rows} />
      <EndedDrains snapshot={snapshot} />
      <p className={classes.limits}>
        This page only watches: the API has no call that starts, cancels or forces a drain, and does not say when one
        began. “At least” counts from when it was first seen here.
      </p>
    </div>
  )
}
