import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test'
import { watched } from './watchedServer.ts'
import { type Roomdeck, type StartOptions, startRoomdeck, startSimulator } from './roomdeck.ts'

export { expect }
export { setFaults, startRoomdeck, startSimulator } from './roomdeck.ts'

interface Trouble {
  /** Console errors that a test provokes on purpose. Nothing excuses a policy violation. */
  expect(...patterns: RegExp[]): void
}

interface Fixtures {
  /** Starts a server that ends with the test. */
  roomdeck: (options?: StartOptions) => Promise<Roomdeck>
  simulator: (options?: StartOptions) => Promise<Roomdeck>
  /** The worker's own server, asking every second, with any faults that a test sets taken back after it. */
  deck: Roomdeck
  /** A page of somebody else: no storage, no history, watched like the test's own. */
  visitor: (options?: BrowserContextOptions) => Promise<Page>
  trouble: Trouble
}

interface WorkerFixtures {
  shared: Roomdeck
}

/** Chromium's own line for an answer that failed; only a test that injects faults may see it. */
export const NETWORK_ERRORS = /^Failed to load resource: /

interface Seen {
  violations: string[]
  errors: string[]
}

const isViolation = (text: string): boolean => /Content Security Policy/.test(text)

/** A process that went and of which the server knows nothing any more: an answer like others, told as one. */
const isUnknownProcess = (text: string, url: string): boolean =>
  /status of 404/.test(text) && /\/info\/[^/]+$/.test(url)

/** A worker's violations reach the console only. */
const note = (seen: Seen, text: string): void => void (isViolation(text) ? seen.violations : seen.errors).push(text)

/** Notes policy violations, uncaught errors, console errors of a page and its workers, and values shown as they are. */
async function watch(context: BrowserContext, seen: Seen): Promise<void> {
  await context.exposeBinding('__roomdeckViolation', (_source, text: string) => void seen.violations.push(text))
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
      const report: unknown = Reflect.get(globalThis, '__roomdeckViolation')
      if (typeof report === 'function') report(`${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}`)
    })
    // What no page may ever say, whatever it is fed. Looked for now and then: one that stays a moment is found.
    setInterval(() => {
      const [, slip] =
        /(.{0,40}(?:\bNaN\b|\bundefined\b|\bInfinity\b|\[object ).{0,40})/.exec(document.body?.innerText) ?? []
      if (slip !== undefined) throw new Error(`not for people: ${slip}`)
    }, 1000)
  })
  const attach = (page: Page) => {
    page.on('pageerror', (error) => seen.errors.push(error.stack ?? error.message))
    page.on('console', (message) => {
      const { url } = message.location()
      const isWrong = message.type() === 'error' && !isUnknownProcess(message.text(), url)
      if (isWrong || isViolation(message.text())) note(seen, `${message.text()} ${url}`.trim())
    })
  }
  context.pages().forEach(attach)
  context.on('page', attach)
}

/** A page that outlived its server would report that. */
const closePages = (browser: Browser): Promise<unknown> =>
  Promise.all(browser.contexts().flatMap((context) => context.pages().map((page) => page.close())))

const starter = (start: (options?: StartOptions) => Promise<Roomdeck>, started: Roomdeck[]) => {
  return async (options?: StartOptions) => {
    const one = await start(options)
    started.push(one)
    return one
  }
}

/** Playwright's `test` with our servers, and with the rule that a page with any trouble fails its test. */
export const test = base.extend<Fixtures & { seen: Seen }, WorkerFixtures>({
  roomdeck: async ({ browser }, use) => {
    const started: Roomdeck[] = []
    await use(starter(async (options) => watched(await startRoomdeck(options)), started))
    await closePages(browser)
    await Promise.all(started.map((one) => one.stop()))
  },
  simulator: async ({ browser }, use) => {
    const started: Roomdeck[] = []
    await use(starter(startSimulator, started))
    await closePages(browser)
    await Promise.all(started.map((one) => one.stop()))
  },
  shared: [
    async ({}, use) => {
      const one = await watched(await startRoomdeck({ flags: ['--interval', '1s', '--timeout', '3s'] }))
      await use(one)
      await one.stop()
    },
    { scope: 'worker' },
  ],
  deck: async ({ shared }, use) => {
    await use(shared)
    await shared.setFaults([])
  },
  seen: async ({}, use) => use({ violations: [], errors: [] }),
  visitor: async ({ browser, seen }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (options) => {
      const context = await browser.newContext(options)
      contexts.push(context)
      await watch(context, seen)
      return context.newPage()
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
  trouble: [
    async ({ context, seen }, use) => {
      const excused: RegExp[] = []
      await watch(context, seen)
      await use({ expect: (...patterns) => void excused.push(...patterns) })
      const errors = seen.errors.filter((text) => !excused.some((pattern) => pattern.test(text)))
      base.expect(seen.violations, 'policy violations').toEqual([])
      base.expect(errors, 'errors of the page').toEqual([])
    },
    { auto: true },
  ],
})
