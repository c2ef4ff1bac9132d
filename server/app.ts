import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { answersAs, type PageConfig } from '../src/types/config.ts'
import type { Assets } from './assets.ts'
import { infoRoute, jsonAnswer, listRoute } from './contract.ts'
import { createDocument, type HtmlSource } from './document.ts'
import { faultsRoute } from './faultsRoute.ts'
import { sendAsset } from './staticRoute.ts'
import { pathOf } from './target.ts'
import type { Upstream } from './upstream.ts'

export interface AppEnv {
  Bindings: HttpBindings
}

/** Longest body of any request, in bytes. */
const MAX_BODY = 4096

export interface AppDeps {
  config: PageConfig
  upstream: Upstream
  /** The built app's files; null when the development server gives them. */
  assets: Assets | null
  html: HtmlSource
  /** Port of the embedded simulator, or null. */
  simulatorPort: number | null
  /** Gets one line for an error that nobody expected. */
  log: (line: string) => void
}

/**
 * All routes, no port. What must hold before routing (Host, method, framing, foreign sites) and the headers of every
 * answer are the listener's; see `listener.ts`.
 */
export function createApp({ config, upstream, assets, html, simulatorPort, log }: AppDeps): Hono<AppEnv> {
  // Routing on the raw path: decoding would make a slash of an ID's `%2F`, and URL parsing would eat its `..`.
  const app = new Hono<AppEnv>({ getPath: (_request, options) => pathOf(options?.env?.incoming.url ?? '/') })
  app.get('/healthz', () => jsonAnswer(200, { ok: true }))
  app.get('/config.json', () => jsonAnswer(200, config))
  const asked = { upstream, source: answersAs(config.source) }
  app.get('/processes/v1/:appId/list/running', listRoute(asked, 'running'))
  app.get('/processes/v1/:appId/list/stopped', listRoute(asked, 'stopped'))
  app.get('/processes/v1/:appId/info/:processId', infoRoute(asked))
  app.use(bodyLimit({ maxSize: MAX_BODY, onError: () => jsonAnswer(413, { message: `more than ${MAX_BODY} bytes` }) }))
  app.on(['GET', 'POST'], '/simulator/faults', faultsRoute(simulatorPort))
  // Taken so that a browser's report does not become an error of its own, and dropped.
  app.post('/csp-report', async (context) => {
    await context.req.arrayBuffer()
    return new Response(null, { status: 204 })
  })
  app.get('*', (context) => {
    const path = pathOf(context.env.incoming.url ?? '/')
    const asset = assets?.get(path)
    if (asset) return sendAsset(context, asset)
    if (path === '/assets' || path.startsWith('/assets/')) return jsonAnswer(404, { message: 'no such file' })
    return createDocument(html, path, assets === null)
  })
  app.notFound(() => jsonAnswer(404, { message: 'nothing here' }))
  app.onError((error) => {
    log(`unexpected error: ${error.name}`)
    return jsonAnswer(500, { message: 'an error of this server' })
  })
  return app
}
