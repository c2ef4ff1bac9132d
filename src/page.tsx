import { MantineProvider, type MantineColorSchemeManager } from '@mantine/core'
import { focusManager, notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { setNonce } from 'get-nonce'
import { startTransition, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { tellSoon } from './components/nextFrame.ts'
import { snapshotOf } from './engine/queries/snapshot.ts'
import { loadParts } from './loadParts.ts'
import { createAppRouter } from './router.tsx'
import { cssVariables, theme } from './theme.ts'
import { preferences, SCHEMES } from './view/preferences.ts'
import { feedQuery } from './widgets/useFeed.ts'
import { DeckProvider, type Deck } from './widgets/EngineContext.tsx'
import { StartFailure } from './StartFailure.tsx'

/** The theme is a preference like others; Mantine keeps none of its own beside it. */
const ofPreferences: MantineColorSchemeManager = {
  get: () => SCHEMES[preferences().theme],
  set: () => {},
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => {},
}

/** Draws the app. */
export async function showPage(root: HTMLElement, deck: Deck): Promise<void> {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
  setNonce(nonce)
  // At once: what comes last is still drawn in the next frame, and what comes first need not wait for it.
  notifyManager.setScheduler(tellSoon)
  const queryClient = new QueryClient()
  // Before it is drawn, so that what is found in it is there by then.
  queryClient.getQueryCache().subscribe(() => {
    const snapshot = snapshotOf(queryClient)
    if (snapshot !== undefined) deck.search.shows(snapshot)
  })
  // Nobody has paused yet: the first poll is on its way while the page is made.
  const firstAnswer = queryClient.prefetchQuery(
    feedQuery(deck.engine, preferences().intervalMs ?? deck.config.intervalMs),
  )
  void firstAnswer.then(() => loadParts(nonce))
  // A page brought back from the browser's back/forward cache has not been polling.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) focusManager.onFocus()
  })
  const router = createAppRouter()
  // What it would otherwise find out after a first, empty picture.
  await router.load()
  const app = (
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={ofPreferences}
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queryClient}>
          <DeckProvider deck={deck}>
            <RouterProvider router={router} />
          </DeckProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>
  )
  // In slices, so that no part of it keeps the browser for long.
  startTransition(() => createRoot(root).render(app))
}

/** Says why there is nothing to draw. */
export const showFailure = (root: HTMLElement, reason: string): void =>
  createRoot(root).render(<StartFailure reason={reason} />)
