import { useLocation, useRouter } from '@tanstack/react-router'
import { createContext, use, type MouseEvent, type ReactNode } from 'react'
import { foreignText } from '../components/status/foreignText.ts'
import { parseQuery, writeQuery } from '../view/search.ts'
import { keepSearch, withSearch } from './useSearchState.ts'
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

const searchOf = (location: { searchStr: string }): string => location.searchStr
const QUERY = { select: searchOf } as const

const QueryContext = createContext('')

/** Reads the choices in the address once for all links to processes below. */
export function LinksKeepChoices({ children }: { children: ReactNode }) {
  return <QueryContext value={useLocation(QUERY)}>{children}</QueryContext>
}

export const placeOf = (processId: string) =>
  UNROUTABLE.has(processId)
    ? ({ to: '/', search: withSearch({ process: processId }) } as const)
    : ({ to: '/processes/$processId', params: { processId }, search: keepSearch } as const)

/** Where a process's page is, with the choices of a query. */
export const hrefOf = (processId: string, query: string): string =>
  UNROUTABLE.has(processId)
    ? `/${writeQuery({ ...parseQuery(query), process: processId })}`
    : `/processes/${encodeURIComponent(processId)}${query}`

const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey

/**
 * A process by its ID, shown as text, linked to its page. Tables draw hundreds of these a poll, so it is a plain anchor:
 * the router's own link works its place out anew each time it is drawn.
 */
export function ProcessLink({ processId, short, tabIndex = 0 }: ProcessLinkProps) {
  const router = useRouter()
  const query = use(QueryContext)
  const follow = (event: MouseEvent): void => {
    // The row opens the side panel; the link opens the page.
    event.stopPropagation()
    if (!isPlain(event)) return
    event.preventDefault()
    void router.navigate(placeOf(processId))
  }
  const warmUp = (): void => void router.preloadRoute(placeOf(processId)).catch(() => {})
  return (
    <a
      href={hrefOf(processId, query)}
      className={classes.id}
      aria-label={processId}
      tabIndex={tabIndex}
      onClick={follow}
      onMouseEnter={warmUp}
      onFocus={warmUp}
    >
      {foreignText(short ?? processId)}
    </a>
  )
}
