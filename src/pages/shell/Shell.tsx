import { lazyPart } from '../../components/status/lazyPart.tsx'
import { ForeignText } from '../../components/status/ForeignText.tsx'
import { useMantineColorScheme } from '@mantine/core'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react'
import { PanelBoundary } from '../../components/status/PanelBoundary.tsx'
import { SCHEMES, usePreferences } from '../../view/preferences.ts'
import { useDeck } from '../../widgets/EngineContext.tsx'
import { LinksKeepChoices } from '../../widgets/ProcessLink.tsx'
import { useSaid } from '../../widgets/said.ts'
import { useProblem } from '../../widgets/useEngineNews.ts'
import { useFeedDriver, useFeedStatus, useFresh, useOfSnapshot } from '../../widgets/useFeed.ts'
import { Away } from './Away.tsx'
import { Commands, type OpenList } from './Commands.tsx'
import { FeedControl } from './FeedControl.tsx'
import { NewlyServed } from './NewlyServed.tsx'
import { Rail } from './Rail.tsx'
import { RangeControl } from './RangeControl.tsx'
import { ThemeControl } from './ThemeControl.tsx'
import { useFocusSurvives } from './useFocusSurvives.ts'
import { ZoneControl } from './ZoneControl.tsx'
import { keepSearch } from '../../widgets/useSearchState.ts'
import classes from './Shell.module.css'

/** A screen that nobody sits at has neither rail nor bar. */
const WALL = '/wall'

/** The frame of every page; it alone drives the polling. */
export function Shell() {
  const { config } = useDeck()
  useFocusOnNewPage()
  useFocusSurvives()
  const [open, setOpen] = useState<OpenList>(null)
  const onWall = useLocation({ select: ({ pathname }) => pathname === WALL })
  return (
    <div className={classes.shell} data-wall={onWall}>
      <a className={classes.skip} href="#page">
        Skip to the page
      </a>
      {!onWall && (
        <>
          <Rail />
          <header className={classes.bar}>
            <span className={classes.name}>Roomdeck</span>
            <span className={classes.source}>
              <ForeignText text={config.source.label} /> / <ForeignText text={config.app} />
            </span>
            <Rejects />
            <button
              type="button"
              className={classes.find}
              aria-label="Commands, processes, regions"
              onClick={() => setOpen('palette')}
            >
              <span>Go to, find, do…</span> <kbd>Ctrl K</kbd>
            </button>
            <div className={classes.controls}>
              <RangeControl />
              <FeedControl />
              <ZoneControl />
              <ThemeControl />
            </div>
          </header>
        </>
      )}
      <Page>
        <Problem />
        <NewlyServed onWall={onWall} />
        <Away />
        <PanelBoundary name="This page">
          <LinksKeepChoices>
            <InUnits />
          </LinksKeepChoices>
        </PanelBoundary>
      </Page>
      <StateAnnouncer />
      <Alerts />
      <Commands open={open} onOpen={setOpen} />
      <Said />
      <FeedDriver />
      <ThemeDriver />
    </div>
  )
}

// Each on its own, so that a poll does not draw the whole frame again.

function FeedDriver() {
  useFeedDriver()
  return null
}

/** The preference rules, wherever it was changed: here, in another tab, by a file of settings. */
function ThemeDriver() {
  const { theme } = usePreferences()
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => setColorScheme(SCHEMES[theme]), [theme, setColorScheme])
  return null
}

/** Figures are made of numbers where they are drawn: in other units all are drawn anew. */
function InUnits() {
  const { egressUnit } = usePreferences()
  return <Outlet key={egressUnit} />
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

const AlertNews = lazyPart('News of alerts', async () => ({ default: (await import('./AlertNews.tsx')).AlertNews }))

/** Nothing can fire before the first answer. */
function Alerts() {
  const begun = useOfSnapshot((snapshot) => (snapshot?.seq ?? 0) > 0)
  return (
    begun && (
      <Suspense>
        <AlertNews />
      </Suspense>
    )
  )
}

/** Rows that could not be read are said on every page. */
function Rejects() {
  const rejected = useOfSnapshot((snapshot) => snapshot?.health.rejectedRows ?? 0)
  if (rejected === 0) return null
  return (
    <Link to="/health" search={keepSearch}>
      {rejected} rows rejected
    </Link>
  )
}

/** What was done by a key or the palette, for a moment. */
function Said() {
  const words = useSaid()
  return (
    <div className={words === '' ? 'visuallyHidden' : classes.said} role="status" aria-label="Done">
      {words}
    </div>
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
