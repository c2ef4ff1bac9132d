import { Link, useParams } from '@tanstack/react-router'
import { FirstData } from '../../widgets/FirstData.tsx'
import { ProcessDetail } from '../../widgets/process/ProcessDetail.tsx'
// Shown at once here, so that it comes along.
import '../../widgets/process/ProcessBody.tsx'
import { keepSearch } from '../../widgets/useSearchState.ts'
import classes from './ProcessPage.module.css'

/** One process on a page of its own; it also says what became of one that is gone. */
export function ProcessPage() {
  const { processId } = useParams({ from: '/processes/$processId' })
  return (
    <div className={classes.page}>
      <title>{`${processId} · Roomdeck`}</title>
      <h1 className="visuallyHidden">Process</h1>
      <nav aria-label="Breadcrumb">
        <Link to="/" search={keepSearch}>
          ← Fleet
        </Link>
      </nav>
      <FirstData>{(snapshot) => <ProcessDetail key={processId} processId={processId} snapshot={snapshot} />}</FirstData>
    </div>
  )
}
