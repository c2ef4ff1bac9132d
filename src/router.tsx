import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { FleetPage } from './pages/fleet/FleetPage.tsx'
import { MissingPage } from './pages/missing/MissingPage.tsx'
import { PageFault } from './pages/missing/PageFault.tsx'
import { Shell } from './pages/shell/Shell.tsx'
import { parseQuery, readSearch, writeQuery } from './view/search.ts'

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

const health = createRoute({
  getParentRoute: () => rootRoute,
  path: '/health',
  component: lazyRouteComponent(() => import('./pages/health/HealthPage.tsx'), 'HealthPage'),
})

const routeTree = rootRoute.addChildren([fleet, processPage, drains, health])

/**
 * Takes what cannot be read out of the address. The router's own check would leave it there and hand it on as it came,
 * whatever `validateSearch` made of it.
 */
function tidyAddress(): void {
  const { pathname, search, hash } = window.location
  const raw = parseQuery(search)
  const read = new Map(Object.entries(readSearch(raw)))
  const tidy = writeQuery(
    Object.fromEntries(Object.keys(raw).flatMap((key) => (read.has(key) ? [[key, read.get(key)]] : []))),
  )
  if (tidy !== writeQuery(raw)) window.history.replaceState(window.history.state, '', `${pathname}${tidy}${hash}`)
}

export function createAppRouter() {
  tidyAddress()
  return createRouter({
    routeTree,
    parseSearch: parseQuery,
    stringifySearch: writeQuery,
    defaultErrorComponent: PageFault,
    defaultPreload: 'intent',
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
