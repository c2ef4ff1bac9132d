import { ForeignText } from '../../components/status/ForeignText.tsx'
import { useHotkeys } from '@mantine/hooks'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import { PanelBoundary } from '../../components/status/PanelBoundary.tsx'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { useProblem } from '../../widgets/useEngineNews.ts'
import { useFeedActions, useFeedDriver, useFeedStatus, useFresh, useSnapshot } from '../../widgets/useFeed.ts'
import { FeedControl } from './FeedControl.tsx'
import { Rail } from './Rail.tsx'
import { RangeControl } from './RangeControl.tsx'
import { ThemeControl } from './ThemeControl.tsx'
import { keepSearch } from '../../widgets/useSearchState.ts'
import classes from './Shell.module.css'

/** The frame of every page; it alone drives the polling. */
export function Shell() {
  const { config } = useDeck()
  const { refresh, togglePause } = useFeedActions()
  useFocusOnNewPage()
  useHotkeys([
    ['p', togglePause],
    ['r', refresh],
  ])
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#page">
        Skip to the page
      </a>
      <Rail />
      <header className={classes.bar}>
        <span className={classes.name}>Roomdeck</span>
        <span className={classes.source}>
          <ForeignText text={config.source.label} /> / <ForeignText text={config.app} />
        </span>
        <Rejects />
        <div className={classes.controls}>
          <RangeControl />
          <FeedControl />
          <ThemeControl />
        </div>
      </header>
      <Page>
        <Problem />
        <PanelBoundary name="This page">
          <Outlet />
        </PanelBoundary>
      </Page>
      <StateAnnouncer />
      <FeedDriver />
    </div>
  )
}

// Each on its own, so that a poll does not draw the whole frame again.

function FeedDriver() {
  useFeedDriver()
  return null
}

/** Pale while what it shows is not current. */
function Page({ children }: { children: ReactNode }) {
  return (
    <main id="page" tabIndex={-1} className={classes.page} data-fresh={useFresh()}>
      {children}
    </main>
  )
}

/** A link that led away takes the focus with it; it goes on from the top of the new page. */
function useFocusOnNewPage(): void {
  const pathname = useLocation({ select: (location) => location.pathname })
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    if (document.activeElement === document.body) document.getElementById('page')?.focus()
  }, [pathname])
}

/** A page without an engine shows nothing new, whatever its server does. */
function Problem() {
  const problem = useProblem()
  if (problem === null) return null
  return (
    <div role="alert" className={classes.problem}>
      {problem}{' '}
      <button type="button" onClick={() => window.location.reload()}>
        Reload
      </button>
    </div>
  )
}

/** Rows that could not be read are said on every page. */
function Rejects() {
  const rejected = useSnapshot()?.health.rejectedRows ?? 0
  if (rejected === 0) return null
  return (
    <Link to="/health" search={keepSearch}>
      {rejected} rows rejected
    </Link>
  )
}

const SPOKEN = {
  Connecting: '',
  Live: 'Feed live',
  Stale: 'Feed stale',
  Failing: 'Feed failing',
  Paused: 'Feed paused',
} as const

/** Speaks changes of the feed's state, once each, and nothing else. */
function StateAnnouncer() {
  const status = useFeedStatus()
  return (
    <div className="visuallyHidden" aria-live="polite">
      {SPOKEN[status]}
    </div>
  )
}
