import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { FleetPage } from './pages/fleet/FleetPage.tsx'
import { MissingPage } from './pages/missing/MissingPage.tsx'
import { PageFault } from './pages/missing/PageFault.tsx'
import { Shell } from './pages/shell/Shell.tsx'
import { preferences } from './view/preferences.ts'
import { parseQuery, readQuery, readSearch, writeQuery } from './view/search.ts'

// Every page reads the same choices from the address, so a filter lives on when the page changes.
const rootRoute = createRootRoute({ component: Shell, notFoundComponent: MissingPage, validateSearch: readSearch })

const fleet = createRoute({ getParentRoute: () => rootRoute, path: '/', component: FleetPage })

const processPage = createRoute({
  getParentRoute: () => rootRoute,
  path: '/processes/$processId',
  component: lazyRouteComponent(() => import('./pages/process/ProcessPage.tsx'), 'ProcessPage'),
})

const drains = createRoute({
  getParentRoute: () => rootRoute,
  path: '/drains',
  component: lazyRouteComponent(() => import('./pages/drains/DrainsPage.tsx'), 'DrainsPage'),
})

const rollouts = createRoute({
  getParentRoute: () => rootRoute,
  path: '/rollouts',
  component: lazyRouteComponent(() => import('./pages/rollouts/RolloutsPage.tsx'), 'RolloutsPage'),
})

const capacity = createRoute({
  getParentRoute: () => rootRoute,
  path: '/capacity',
  component: lazyRouteComponent(() => import('./pages/capacity/CapacityPage.tsx'), 'CapacityPage'),
})

const events = createRoute({
  getParentRoute: () => rootRoute,
  path: '/events',
  component: lazyRouteComponent(() => import('./pages/events/EventsPage.tsx'), 'EventsPage'),
})

const report = createRoute({
  getParentRoute: () => rootRoute,
  path: '/report',
  component: lazyRouteComponent(() => import('./pages/report/ReportPage.tsx'), 'ReportPage'),
})

const alerts = createRoute({
  getParentRoute: () => rootRoute,
  path: '/alerts',
  component: lazyRouteComponent(() => import('./pages/alerts/AlertsPage.tsx'), 'AlertsPage'),
})

const health = createRoute({
  getParentRoute: () => rootRoute,
  path: '/health',
  component: lazyRouteComponent(() => import('./pages/health/HealthPage.tsx'), 'HealthPage'),
})

const wall = createRoute({
  getParentRoute: () => rootRoute,
  path: '/wall',
  component: lazyRouteComponent(() => import('./pages/fleet/WallPage.tsx'), 'WallPage'),
})

const settings = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/SettingsPage.tsx'), 'SettingsPage'),
})

const routeTree = rootRoute.addChildren([
  fleet,
  processPage,
  drains,
  rollouts,
  capacity,
  events,
  alerts,
  report,
  health,
  wall,
  settings,
])

/** What cannot be read does not stay in the address that the page began with, and that people copy. */
function tidyAddress(): void {
  const { pathname, search, hash } = window.location
  const tidy = writeQuery(readQuery(search))
  if (tidy !== writeQuery(parseQuery(search)))
    window.history.replaceState(window.history.state, '', `${pathname}${tidy}${hash}`)
}

/** An address that chooses nothing opens the view that the viewer wants to begin with. */
function openStartView(): void {
  const { pathname, search } = window.location
  const { views, startView } = preferences()
  const view = views.find(({ name }) => name === startView)
  if (pathname === '/' && search === '' && view) window.history.replaceState(window.history.state, '', view.to)
}

export function createAppRouter() {
  openStartView()
  tidyAddress()
  return createRouter({
    routeTree,
    // The router's own check hands on what it does not know as it came, whatever `validateSearch` made of it.
    parseSearch: readQuery,
    stringifySearch: writeQuery,
    defaultErrorComponent: PageFault,
    defaultPreload: 'intent',
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
  interface HistoryState {
    /** Of a wall screen: the range that was chosen before it; absent for none. */
    rangeBefore?: string | undefined
  }
}
