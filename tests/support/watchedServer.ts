import { createServer, request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Roomdeck } from './roomdeck.ts'

type OnRequest = (path: string, at: number) => void

/** Who wants to know of requests, by the origin that they go to. */
const listeners = new Map<string, Set<OnRequest>>()

/** What of an origin is not there any more. */
const missing = new Map<string, RegExp>()

/**
 * The same server behind an address of its own that notes what is asked of it. What workers of several pages share is
 * asked by no page, so that a browser's own tools do not tell.
 */
export async function watched(deck: Roomdeck): Promise<Roomdeck> {
  const target = new URL(deck.url)
  const server = createServer((request, response) => {
    for (const listener of listeners.get(url) ?? []) {
      listener(request.url ?? '/', performance.timeOrigin + performance.now())
    }
    if (missing.get(url)?.test(request.url ?? '')) {
      response.writeHead(404).end()
      return
    }
    const { method, url: path, headers } = request
    const onward = ask({
      // A connection kept from before may be closed by the other side just now; the browser would ask twice then.
      agent: false,
      host: target.hostname,
      port: target.port,
      method,
      path,
      headers: { ...headers, host: target.host },
    })
    onward.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    // A server that breaks off is one that breaks off here, too.
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const stop = (): Promise<number | null> => {
    server.closeAllConnections()
    server.close()
    return deck.stop()
  }
  return { ...deck, url, port, stop }
}

/** From now on a watched server answers 404 to these paths, as after a new build was put in place. */
export const lose = (origin: string, paths: RegExp): void => void missing.set(origin, paths)

/** Calls back with every request to the origin of a watched server, and when it came, epoch ms. */
export function onRequest(origin: string, listener: OnRequest): void {
  listeners.set(origin, (listeners.get(origin) ?? new Set()).add(listener))
}
