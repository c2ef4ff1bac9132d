import type { Browser, CDPSession } from '@playwright/test'

/** A shared worker, as DevTools reaches it; Playwright itself shows the workers of pages only. */
export interface WorkerTools {
  /** Runs code in it without waiting for what comes of it. */
  run(expression: string): Promise<void>
  /** Runs code in it and gives its value. */
  value(expression: string): Promise<unknown>
  /** Errors that it logged: refusals of its content security policy among them. */
  errors: string[]
  detach(): Promise<void>
}

interface Reply {
  id?: number
  method?: string
  params?: { entry?: { level: string; text: string } }
  result?: { result?: { value?: unknown }; exceptionDetails?: { exception?: { className?: string } } }
}

async function findWorker(session: CDPSession): Promise<string> {
  const { targetInfos } = await session.send('Target.getTargets')
  const found = targetInfos.findLast(({ type, url }) => type === 'shared_worker' && url.includes('engine.worker'))
  if (found === undefined) throw new Error('no engine runs as a shared worker')
  return found.targetId
}

/** Attaches to the engine that the tabs of a browser share. */
export async function engineTools(browser: Browser): Promise<WorkerTools> {
  const session = await browser.newBrowserCDPSession()
  const { sessionId } = await session.send('Target.attachToTarget', {
    targetId: await findWorker(session),
    flatten: false,
  })
  const errors: string[] = []
  const waiting = new Map<number, (reply: Reply) => void>()
  let calls = 0
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const reply = JSON.parse(message) as Reply
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply)
    if (reply.method === 'Log.entryAdded' && reply.params?.entry?.level === 'error')
      errors.push(reply.params.entry.text)
  })
  const send = (method: string, params: object = {}): Promise<Reply> => {
    calls += 1
    const message = JSON.stringify({ id: calls, method, params })
    const replied = new Promise<Reply>((resolve) => waiting.set(calls, resolve))
    return session.send('Target.sendMessageToTarget', { sessionId, message }).then(() => replied)
  }
  await send('Log.enable')
  return {
    run: async (expression) => void send('Runtime.evaluate', { expression }),
    value: async (expression) => {
      const { result } = await send('Runtime.evaluate', {
        expression,
        awaitPromise: true,
        // Else DevTools lifts the policy for what it runs.
        allowUnsafeEvalBlockedByCSP: false,
      })
      return result?.exceptionDetails?.exception?.className ?? result?.result?.value
    },
    errors,
    detach: () => session.detach(),
  }
}
