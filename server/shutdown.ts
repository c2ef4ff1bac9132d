import type { Server } from 'node:http'

/** How long running answers may take to end, in ms. */
const GRACE_MS = 2000

/**
 * Ends the process with code 0 on SIGTERM or SIGINT: no new connections at once, running answers get two seconds,
 * then everything is cut.
 * @param release closes what else is open.
 */
export function endOnSignal(server: Server, release: () => Promise<void>): void {
  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    const finish = () => void release().finally(() => process.exit(0))
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS)
    server.close(() => {
      clearTimeout(cut)
      finish()
    })
    server.closeIdleConnections()
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}
