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

/** What a link to a process does. @param idOf the process that an element links to */
function useLinkHandlers(idOf: (element: HTMLAnchorElement) => string) {
  const router = useRouter()
  type At = { currentTarget: HTMLAnchorElement }
  const warmUp = ({ currentTarget }: At): void => void router.preloadRoute(placeOf(idOf(currentTarget))).catch(() => {})
  return {
    warmUp,
    follow: (event: MouseEvent<HTMLAnchorElement>): void => {
      // The row opens the side panel; the link opens the page.
      event.stopPropagation()
      if (!isPlain(event)) return
      event.preventDefault()
      void router.navigate(placeOf(idOf(event.currentTarget)))
    },
  }
}

/**
 * A process by its ID, shown as text, linked to its page. Tables draw hundreds of these a poll, so it is a plain anchor:
 * the router's own link works its place out anew each time it is drawn.
 */
export function ProcessLink({ processId, short }: ProcessLinkProps) {
  const query = use(QueryContext)
  const { follow, warmUp } = useLinkHandlers(() => processId)
  return (
    <a
      href={hrefOf(processId, query)}
      className={classes.id}
      aria-label={processId}
      onClick={follow}
      onPointerEnter={warmUp}
      onFocus={warmUp}
    >
      {foreignText(short ?? processId)}
    </a>
  )
}

/** What makes an anchor a link to a process, but for what is done with it. */
export const processLinkLook = (processId: string) => ({
  href: hrefOf(processId, window.location.search),
  'aria-label': processId,
})

const idWritten = (element: HTMLAnchorElement): string => element.getAttribute('aria-label') ?? ''

/** The same link for a cell whose words and `processLinkLook` are written past React; its row is the tab stop. */
export function WrittenProcessLink() {
  const { follow, warmUp } = useLinkHandlers(idWritten)
  const ready = (event: { currentTarget: HTMLAnchorElement }): void => {
    // The choices in the address may be others than when it was written.
    event.currentTarget.href = processLinkLook(idWritten(event.currentTarget)).href
    warmUp(event)
  }
  // oxlint-disable-next-line jsx-a11y/anchor-has-content, jsx-a11y/control-has-associated-label -- both are written past React
  return <a href="/" className={classes.id} tabIndex={-1} onClick={follow} onPointerEnter={ready} onFocus={ready} />
}
