import { ForeignText } from '../components/status/ForeignText.tsx'
import { Link } from '@tanstack/react-router'
import { keepSearch } from './useSearchState.ts'
import classes from './ProcessLink.module.css'

/** A URL cannot hold these as a path segment: they mean "here" and "up". */
const UNROUTABLE = new Set(['.', '..'])

interface ProcessLinkProps {
  processId: string
  /** Its shortest unique ending; the whole ID is the accessible name all the same. */
  short?: string | undefined
  /** −1 where its row is the tab stop. */
  tabIndex?: 0 | -1
}

/** A process by its ID, shown as text, linked to its page. */
export function ProcessLink({ processId, short, tabIndex = 0 }: ProcessLinkProps) {
  const content = <ForeignText text={short ?? processId} />
  const shared = { className: classes.id, title: processId, 'aria-label': processId, onClick: stopRow, tabIndex }
  if (UNROUTABLE.has(processId)) {
    const withProcess = (search: object): never => ({ ...search, process: processId }) as never
    return (
      <Link to="/" search={withProcess} {...shared}>
        {content}
      </Link>
    )
  }
  return (
    <Link to="/processes/$processId" params={{ processId }} search={keepSearch} {...shared}>
      {content}
    </Link>
  )
}

// The row opens the side panel; the link opens the page.
const stopRow = (event: React.MouseEvent): void => event.stopPropagation()
