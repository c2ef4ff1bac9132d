import type { Browser, CDPSession } from '@playwright/test'

interface Usage {
  /** V8's heap, what it holds outside (typed arrays), what the engine of the page holds for it; bytes. */
  usedSize: number
  backingStorageSize?: number
  embedderHeapUsedSize?: number
}

export interface HeapReading {
  page: number
  workers: number
  workerCount: number
}

const sizeOf = ({ usedSize, backingStorageSize = 0, embedderHeapUsedSize = 0 }: Usage): number =>
  usedSize + backingStorageSize + embedderHeapUsedSize

/** Speaks to a worker's target through the browser's session, one message at a time. */
async function askTarget<T>(session: CDPSession, targetId: string, methods: readonly string[]): Promise<T | null> {
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
  let last: T | null = null
  try {
    for (const [index, method] of methods.entries()) {
      const id = index + 1
      const answer = new Promise<T | null>((resolve) => {
        const timer = setTimeout(() => resolve(null), 20_000)
        const hear = (event: { sessionId: string; message: string }): void => {
          const said = JSON.parse(event.message) as { id?: number; result?: T }
          if (event.sessionId !== sessionId || said.id !== id) return
          session.off('Target.receivedMessageFromTarget', hear)
          clearTimeout(timer)
          resolve(said.result ?? null)
        }
        session.on('Target.receivedMessageFromTarget', hear)
      })
      await session.send('Target.sendMessageToTarget', {
        sessionId,
        message: JSON.stringify({ id, method, params: {} }),
      })
      last = await answer
    }
  } finally {
    await session.send('Target.detachFromTarget', { sessionId }).catch(() => {})
  }
  return last
}

/**
 * Bytes that page and workers of one origin hold after a garbage collection: used V8 heap, backing stores of buffers,
 * and the DOM's own heap, as `Runtime.getHeapUsage` says.
 */
export async function readHeaps(browser: Browser, origin: string): Promise<HeapReading> {
  const session = await browser.newBrowserCDPSession()
  try {
    const { targetInfos } = await session.send('Target.getTargets', {
      filter: [{ type: 'page' }, { type: 'worker' }, { type: 'shared_worker' }],
    })
    const reading: HeapReading = { page: 0, workers: 0, workerCount: 0 }
    for (const { targetId, type, url } of targetInfos) {
      if (!url.startsWith(origin)) continue
      const methods = ['HeapProfiler.collectGarbage', 'HeapProfiler.collectGarbage', 'Runtime.getHeapUsage']
      const usage = await askTarget<Usage>(session, targetId, methods)
      if (!usage) continue
      if (type === 'page') reading.page += sizeOf(usage)
      else {
        reading.workers += sizeOf(usage)
        reading.workerCount += 1
      }
    }
    return reading
  } finally {
    await session.detach()
  }
}
