import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { SCRIPT_CSP } from './headers.ts'
import type { HtmlSource } from './document.ts'
import type { Handler } from './listener.ts'
import { kindOf } from './target.ts'

export interface DevApp {
  html: HtmlSource
  /** Puts the development server in front of a handler: it takes what is a source of the app. */
  wrap(handler: Handler): Handler
  close(): Promise<void>
}

/** Vite as middleware, its hot-reload socket on our own server: same port, same Host check, same routes. */
export async function startDevApp(root: string, server: () => Server): Promise<DevApp> {
  const { createServer } = await import('vite')
  const vite = await createServer({
    root,
    appType: 'custom',
    server: { middlewareMode: true, ws: { server: server() } },
  })
  return {
    html: (path) => vite.transformIndexHtml(path, readFileSync(join(root, 'index.html'), 'utf8')),
    wrap: (handler) => (request, response) => {
      const kind = kindOf(request.url ?? '/')
      if (kind !== 'page' && kind !== 'asset') return handler(request, response)
      response.setHeader('Content-Security-Policy', SCRIPT_CSP)
      vite.middlewares(request, response, () => void handler(request, response))
    },
    close: () => vite.close(),
  }
}
