import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test'
import { CHROMIUM_FLAGS } from '../../tests/support/chromium.ts'
import { startRoomdeck, type Roomdeck } from '../../tests/support/roomdeck.ts'
import { ROOT, spawnScript, type Spawned } from '../../tests/support/spawn.ts'
import { installProbe, TABLE } from './probe.ts'

const ARGUMENTS = [
  ...CHROMIUM_FLAGS,
  // A page that is not in front must be timed like one that is.
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
]
const VIEWPORT = { width: 1440, height: 900 }
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

export interface Upstream extends Spawned {
  url: string
  /** Holds polls from now on. */
  gate(): Promise<void>
  /** Answers polls as they come. */
  open(): Promise<void>
  /** Answers the poll that is held; null when none is. */
  release(): Promise<number | null>
  /** Whether a poll is held. */
  asked(): Promise<boolean>
  /** Bytes of one answer. */
  bytes(): Promise<number>
}

/** What is running for the benchmark: one browser, the rivals' pages, and any number of upstreams and decks. */
export interface Stage {
  browser: Browser
  /** Origin of the rivals' pages. */
  pages: string
  upstream(rows: number): Promise<Upstream>
  deck(upstream: Upstream, flags?: readonly string[]): Promise<Roomdeck>
  /** A page in a context, and so a process, of its own. */
  page(url: string): Promise<Page>
  close(): Promise<void>
}

function servePages(): Promise<{ url: string; close(): void }> {
  const folder = join(ROOT, 'dist/bench')
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://bench').pathname)
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path)
    if (!file.startsWith(folder) || !existsSync(file) || statSync(file).isDirectory()) {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' })
    createReadStream(file).pipe(response)
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve({ url: `http://127.0.0.1:${port}`, close: () => (server.closeAllConnections(), server.close()) })
    })
  })
}

async function startUpstream(rows: number): Promise<Upstream> {
  const spawned = spawnScript(['--import', 'tsx', 'bench/upstream/main.ts', String(rows)])
  const url = (await spawned.line(/at (http:\S+)/, 120_000))[1] ?? ''
  const control = async (path: string): Promise<unknown> => (await fetch(`${url}/control/${path}`)).json()
  return {
    ...spawned,
    url,
    gate: async () => void (await control('gate')),
    open: async () => void (await control('open')),
    release: async () => ((await control('release')) as { mark: number | null }).mark,
    asked: async () => ((await control('state')) as { held: number }).held > 0,
    bytes: async () => ((await control('state')) as { bytes: number }).bytes,
  }
}

/** What is up now, to be taken down when the run is broken off. */
const open = new Set<Stage>()

export const closeStages = async (): Promise<void> => {
  await Promise.all([...open].map((stage) => stage.close().catch(() => {})))
}

export async function chromiumVersion(executablePath: string): Promise<string> {
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS })
  const version = browser.version()
  await browser.close()
  return version
}

/** Starts the browser and the rivals' server. @param executablePath of the Chromium */
export async function setStage(executablePath: string): Promise<Stage> {
  const browser = await chromium.launch({ executablePath, args: ARGUMENTS })
  const server = await servePages()
  const started: Spawned[] = []
  const stage: Stage = {
    browser,
    pages: server.url,
    async upstream(rows) {
      const one = await startUpstream(rows)
      started.push(one)
      return one
    },
    async deck(upstream, flags = []) {
      const one = await startRoomdeck({ flags: ['--upstream', upstream.url, '--timeout', '60s', ...flags] })
      started.push(one)
      return one
    },
    async page(url) {
      const context = await browser.newContext({ viewport: VIEWPORT, timezoneId: 'UTC', locale: 'en' })
      // The TypeScript loader wraps functions in a helper that a page does not have.
      await context.addInitScript('globalThis.__name ??= (target) => target')
      await context.addInitScript(installProbe, TABLE)
      const page = await context.newPage()
      await page.goto(url)
      return page
    },
    async close() {
      open.delete(stage)
      server.close()
      await Promise.all([browser.close(), ...started.map((one) => one.stop())])
    },
  }
  open.add(stage)
  return stage
}

/** The same for the length of one part: what it started ends with it. */
export async function onStage<T>(executablePath: string, act: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await setStage(executablePath)
  try {
    return await act(stage)
  } finally {
    await stage.close()
  }
}

export interface Counters {
  /** Main-thread time of the page, ms: on the clock, or in CPU time where the session asked for that. */
  task: number
  script: number
  /** Bytes. */
  heap: number
}

/** A DevTools session that counts main-thread time. `cpu`: in the thread's CPU time, which other programs don't add to. */
export async function counting(page: Page, cpu: boolean): Promise<{ read(): Promise<Counters>; session: CDPSession }> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: cpu ? 'threadTicks' : 'timeTicks' })
  return {
    session,
    async read() {
      const { metrics } = await session.send('Performance.getMetrics')
      const value = (name: string): number => metrics.find((one) => one.name === name)?.value ?? Number.NaN
      return {
        task: value('TaskDuration') * 1000,
        script: value('ScriptDuration') * 1000,
        heap: value('JSHeapUsedSize'),
      }
    },
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
