import '@fontsource-variable/inter/wght.css'
import '@fontsource/jetbrains-mono/latin-400.css'
import './styles/layers.css'
import './styles/mantine.ts'
import './styles/tokens.css'
import './styles/base.css'
import { MantineProvider } from '@mantine/core'
import { focusManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { getJson } from './api/http.ts'
import { createProcessesSource } from './api/processesSource.ts'
import { createEngine } from './engine/createEngine.ts'
import { openDatabase } from './engine/database.ts'
import { createHistoryStorage } from './engine/historyStorage.ts'
import { createHistoryKeeper } from './engine/keepHistory.ts'
import { createPageClock } from './engine/pageClock.ts'
import { createStorage } from './engine/storage.ts'
import { createWriterLock } from './engine/writerLock.ts'
import { createAppRouter } from './router.tsx'
import { cssVariables, theme } from './theme.ts'
import { pageConfigSchema } from './types/config.ts'
import { preferences } from './view/preferences.ts'
import { DeckProvider } from './widgets/EngineContext.tsx'
import { StartFailure } from './StartFailure.tsx'

const TIMEOUT_MS = 12_000

const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
setNonce(nonce)
const getNonce = (): string => nonce

const themeOf = { system: 'auto', dark: 'dark', light: 'light' } as const

/** Ends the present task, so that what waits behind it runs first. */
const breathe = (): Promise<void> => new Promise((resume) => setTimeout(resume, 0))

const root = document.getElementById('root')
if (root === null) throw new Error('the document has no #root')
const react = createRoot(root)

async function start(): Promise<void> {
  const clock = createPageClock(window)
  const signal = new AbortController().signal
  const { payload } = await getJson('/config.json', { signal, timeoutMs: TIMEOUT_MS, now: clock.mono })
  const config = pageConfigSchema.parse(payload)
  const source = createProcessesSource({
    id: config.source.id,
    base: '',
    app: config.app,
    regions: config.regions,
    timeoutMs: TIMEOUT_MS,
    now: clock.mono,
  })
  const database = openDatabase()
  const storage = createStorage(config.source.id, config.app, database)
  const keeper = createHistoryKeeper(createHistoryStorage(config.source.id, config.app, database), createWriterLock())
  // A hidden page may never be asked again.
  document.addEventListener('visibilitychange', () => document.hidden && void keeper.flush())
  const deck = {
    engine: createEngine({ source, clock, storage, keeper, breathe }),
    clock,
    config,
  }
  const queryClient = new QueryClient()
  // A page brought back from the browser's back/forward cache has not been polling.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) focusManager.onFocus()
  })
  react.render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme={themeOf[preferences().theme]}
        getStyleNonce={getNonce}
      >
        <QueryClientProvider client={queryClient}>
          <DeckProvider deck={deck}>
            <RouterProvider router={createAppRouter()} />
          </DeckProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
}

start().catch((error: unknown) => {
  react.render(<StartFailure reason={error instanceof Error ? error.message : 'unknown'} />)
})
