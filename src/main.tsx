import '@fontsource-variable/inter/wght.css'
import '@fontsource/jetbrains-mono/latin-400.css'
import './styles/layers.css'
import './styles/mantine.ts'
import './styles/tokens.css'
import './styles/base.css'
import { MantineProvider } from '@mantine/core'
import { focusManager, notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { setNonce } from 'get-nonce'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { getJson } from './api/http.ts'
import { createClock, onWaking } from './engine/clock.ts'
import { createEngineClient } from './engine/engineClient.ts'
import { onGeneration, readGeneration, spawnEngine, writeGeneration } from './engine/spawnEngine.ts'
import { createTextSearch } from './engine/textSearch.ts'
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

const root = document.getElementById('root')
if (root === null) throw new Error('the document has no #root')
const react = createRoot(root)

async function start(): Promise<void> {
  const clock = createClock()
  const signal = new AbortController().signal
  const { payload } = await getJson('/config.json', { signal, timeoutMs: TIMEOUT_MS, now: clock.mono })
  const config = pageConfigSchema.parse(payload)
  const engine = createEngineClient({
    config: { source: config.source.id, app: config.app, regions: config.regions, timeoutMs: TIMEOUT_MS },
    clock,
    spawn: spawnEngine,
    generation: { read: readGeneration, write: writeGeneration },
    every: (ms, beat) => void setInterval(beat, ms),
  })
  onWaking(window, engine.woke)
  onGeneration(window, engine.moved)
  document.addEventListener('visibilitychange', () => document.hidden && engine.flush())
  const deck = { engine, search: createTextSearch(engine.texts), clock, config }
  // At once: what comes last is still drawn in the next frame, and what comes first need not wait for it.
  notifyManager.setScheduler(queueMicrotask)
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
