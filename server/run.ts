import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { PageConfig } from '../src/types/config.ts'
import { createApp } from './app.ts'
import { type Assets, readAssets } from './assets.ts'
import { type DevApp, startDevApp } from './dev.ts'
import { type Embedded, startEmbedded } from './embedded.ts'
import type { ServerFlags } from './flags.ts'
import { allowedHosts, hostInUrl } from './hosts.ts'
import { createHttpServer, handlerOf, type Handler } from './listener.ts'
import { StartError } from './problem.ts'
import { endOnSignal } from './shutdown.ts'
import type { TokenSource } from './token.ts'
import { createUpstream } from './upstream.ts'

export interface Run {
  flags: ServerFlags
  /** Options of the embedded simulator; null when there is an upstream. */
  simulator: object | null
  token: TokenSource
  /** The project's folder. */
  root: string
  via: string
  log: (line: string) => void
  ready: (url: string) => void
}

const LISTEN_ERRORS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program; choose another with --port',
  EACCES: 'may not be used by this account; choose one above 1023',
  EADDRNOTAVAIL: 'has no such address to listen on; see --host',
}

const listen = (server: Server, { port, host }: ServerFlags): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = LISTEN_ERRORS[error.code ?? '']
      reject(why ? new StartError(`--port: ${port} ${why}`) : error)
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })

function openAssets({ dist }: ServerFlags, root: string): Assets {
  try {
    return readAssets(dist ?? join(root, 'dist/app'))
  } catch {
    throw new StartError('--dist: no built app in that folder; "npm run build" makes one')
  }
}

function describeSource(upstream: URL | null): PageConfig['source'] {
  // Every start makes a world of its own: what a page remembers of another one must not mix in.
  if (!upstream) return { id: `simulator-${Date.now()}`, label: 'Simulator', kind: 'simulator' }
  const id = upstream.host + upstream.pathname.replace(/\/+$/, '')
  return { id, label: id, kind: 'upstream' }
}

/**
 * Starts everything and resolves once the address answers.
 * @throws StartError for what the operator can mend.
 */
export async function runServer({ flags, simulator, token, root, via, log, ready }: Run): Promise<void> {
  const assets = flags.dev ? null : openAssets(flags, root)
  let hosts: ReadonlySet<string> = new Set()
  // A big simulated world takes a moment; until it is there, callers are told to come back.
  let handler: Handler = (_request, response) => void response.writeHead(503, { 'Retry-After': '1' }).end()
  const server = createHttpServer(
    (request, response) => handler(request, response),
    () => ({ hosts, via }),
  )
  // The port first: a taken one is found out before the simulator's world is made.
  const port = await listen(server, flags)
  hosts = allowedHosts(flags.host, port)

  let embedded: Embedded | null = null
  let dev: DevApp | null = null
  try {
    embedded = simulator
      ? await startEmbedded(simulator, (error) => fail(`the simulator died: ${error.message}`))
      : null
    dev = flags.dev ? await startDevApp(root, () => server) : null
  } catch (error) {
    server.close()
    throw error
  }
  const base = embedded ? new URL(`http://127.0.0.1:${embedded.port}`) : flags.upstream
  if (!base) throw new StartError('--upstream: missing')
  const upstream = createUpstream({
    base,
    // The operator's token is for the operator's upstream; the simulator takes any.
    token: embedded ? () => 'simulator' : token,
    timeoutMs: flags.timeoutMs,
    maxBytes: flags.maxBytes,
    via,
    now: Date.now,
  })
  const app = createApp({
    config: {
      version: 1,
      source: describeSource(flags.upstream),
      app: flags.app,
      regions: flags.regions,
      intervalMs: flags.intervalMs,
      timeoutMs: flags.timeoutMs,
      maxRows: flags.maxRows,
      build: assets?.build ?? 'dev',
    },
    upstream,
    assets,
    html: dev ? dev.html : () => assets?.html ?? '',
    simulatorPort: embedded?.port ?? null,
    log,
  })
  const routes = handlerOf(app)
  handler = dev ? dev.wrap(routes) : routes
  endOnSignal(server, async () => {
    upstream.close()
    await Promise.all([embedded?.close(), dev?.close()])
  })
  ready(`http://${hostInUrl(flags.host)}:${port}`)

  function fail(line: string): void {
    log(line)
    process.exit(1)
  }
}
