import '@fontsource-variable/inter/wght.css'
import '@fontsource/jetbrains-mono/latin-400.css'
import './styles/layers.css'
import './styles/mantine.ts'
import './styles/tokens.css'
import './styles/base.css'
import { getJson } from './api/http.ts'
import { createClock, onWaking } from './engine/clock.ts'
import { createEngineClient } from './engine/engineClient.ts'
import { onGeneration, readGeneration, spawnEngine, writeGeneration } from './engine/spawnEngine.ts'
import { createTextSearch } from './engine/textSearch.ts'
import { answersAs, pageConfigSchema } from './types/config.ts'
import type { Deck } from './widgets/EngineContext.tsx'

/** For what the server knows by itself. */
const TIMEOUT_MS = 12_000
/** The server says that its upstream was too slow before the page gives up on the server. */
const BEYOND_SERVER_MS = 2000

/** The engine, which starts before anything else is asked for, and what the server says of itself. */
async function startDeck(): Promise<Deck> {
  const clock = createClock()
  const signal = new AbortController().signal
  const told = getJson('/config.json', { signal, timeoutMs: TIMEOUT_MS, now: clock.mono }).then(({ payload }) =>
    pageConfigSchema.parse(payload),
  )
  const engine = createEngineClient({
    config: told.then(({ source, app, regions, timeoutMs = 10_000, maxRows }) => ({
      source: source.id,
      answersAs: answersAs(source),
      app,
      regions,
      timeoutMs: timeoutMs + BEYOND_SERVER_MS,
      maxRows,
    })),
    clock,
    spawn: spawnEngine,
    generation: { read: readGeneration, write: writeGeneration },
    every: (ms, beat) => void setInterval(beat, ms),
  })
  onWaking(window, engine.woke)
  onGeneration(window, engine.moved)
  document.addEventListener('visibilitychange', () => document.hidden && engine.flush())
  const search = createTextSearch(engine.texts)
  return { engine, search, clock, config: await told }
}

async function start(): Promise<void> {
  const root = document.getElementById('root')
  if (root === null) throw new Error('the document has no #root')
  const deck = startDeck()
  // It may fail before the page is there to say so.
  deck.catch(() => {})
  try {
    // One after the other: each is read and run in a task of its own.
    const [library, page] = [import('react-dom/client'), import('./page.tsx')]
    await library
    const { showPage, showFailure } = await page
    await deck.then(
      (made) => showPage(root, made),
      (error: unknown) => showFailure(root, error instanceof Error ? error.message : 'unknown'),
    )
  } catch {
    root.textContent = 'A part of this page could not be loaded. Reload it.'
  }
}

void start()
