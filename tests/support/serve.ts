import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../server/app.ts'
import { readAssets } from '../../server/assets.ts'
import { allowedHosts } from '../../server/hosts.ts'
import { createHttpServer, handlerOf } from '../../server/listener.ts'
import { createUpstream, type UpstreamOptions } from '../../server/upstream.ts'

export interface Served {
  url: string
  port: number
  logged: string[]
  close(): Promise<void>
}

/** A built app of three files, in a folder of its own. */
export function makeDist(): string {
  const folder = mkdtempSync(join(tmpdir(), 'roomdeck-dist-'))
  mkdirSync(join(folder, 'assets'))
  const html = '<!doctype html><meta property="csp-nonce" nonce="__ROOMDECK_NONCE__"><div id="root"></div>'
  writeFileSync(join(folder, 'index.html'), html)
  writeFileSync(join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
  writeFileSync(join(folder, 'assets/index-abc123.js'), `console.log(${JSON.stringify('x'.repeat(2000))})`)
  return folder
}

export const removeDist = (folder: string) => rmSync(folder, { recursive: true, force: true })

/** Our server within this process, in front of `upstream`. */
export async function serve(upstream: string, options: Partial<UpstreamOptions> = {}): Promise<Served> {
  const dist = makeDist()
  const assets = readAssets(dist)
  const via = 'roomdeck-test'
  const calls = createUpstream({
    base: new URL(upstream),
    token: () => null,
    timeoutMs: 10_000,
    maxBytes: 268_435_456,
    via,
    now: Date.now,
    ...options,
  })
  const logged: string[] = []
  const app = createApp({
    config: {
      version: 1,
      source: { id: 'test', label: 'Test', kind: 'upstream' },
      app: 'app-demo',
      regions: [],
      intervalMs: 5000,
      build: assets.build,
    },
    upstream: calls,
    assets,
    html: () => assets.html,
    simulatorPort: null,
    log: (line) => logged.push(line),
  })
  let hosts: ReadonlySet<string> = new Set()
  const server = createHttpServer(handlerOf(app), () => ({ hosts, via: options.via ?? via }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  hosts = allowedHosts('127.0.0.1', port)
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    logged,
    close: async () => {
      calls.close()
      removeDist(dist)
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}
