import type { Browser, BrowserContext, Page } from '@playwright/test'

interface Told {
  method?: string
  params?: {
    entry?: { level: string; text: string }
    exceptionDetails?: { exception?: { description?: string }; text: string }
    request?: { url: string }
    /** Seconds since the epoch. */
    wallTime?: number
  }
}

type OnRequest = (url: string, at: number) => void

/** Who wants to know of requests, by the browser's contexts. */
const listeners = new WeakMap<BrowserContext, Set<OnRequest>>()

const DOMAINS = ['Runtime.enable', 'Log.enable', 'Network.enable']

/**
 * Listens to shared workers over DevTools: Playwright shows pages and the workers of pages only. Tells what they log as
 * errors and what they throw; their requests go to `onWorkerRequest`.
 */
export async function watchSharedWorkers(
  browser: Browser,
  context: BrowserContext,
  tell: (text: string) => void,
): Promise<() => Promise<void>> {
  const session = await browser.newBrowserCDPSession()
  session.on('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.type !== 'shared_worker') return
    // One that is gone already has nothing to say.
    session.send('Target.attachToTarget', { targetId: targetInfo.targetId, flatten: false }).catch(() => {})
  })
  session.on('Target.attachedToTarget', ({ sessionId }) => {
    for (const [id, method] of DOMAINS.entries()) {
      session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) }).catch(() => {})
    }
  })
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { method, params } = JSON.parse(message) as Told
    if (method === 'Log.entryAdded' && params?.entry?.level === 'error') tell(params.entry.text)
    const thrown = method === 'Runtime.exceptionThrown' ? params?.exceptionDetails : undefined
    if (thrown) tell(thrown.exception?.description ?? thrown.text)
    if (method !== 'Network.requestWillBeSent' || !params?.request) return
    for (const listener of listeners.get(context) ?? []) listener(params.request.url, (params.wallTime ?? 0) * 1000)
  })
  await session.send('Target.setDiscoverTargets', { discover: true })
  return () => session.detach()
}

/** Calls back with every request of the shared workers, and when it was sent, epoch ms by the browser's own clock. */
export function onWorkerRequest(page: Page, listener: OnRequest): void {
  const known = listeners.get(page.context()) ?? new Set()
  listeners.set(page.context(), known.add(listener))
}
