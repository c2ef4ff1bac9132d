import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Headers, SCRIPT_CSP } from './headers.ts'

export interface Asset {
  body: Buffer<ArrayBuffer>
  /** Null when packing gains nothing. */
  gzipped: Buffer<ArrayBuffer> | null
  headers: Headers
}

export interface Assets {
  /** Null for any path that was not in the folder at start. */
  get(path: string): Asset | null
  /** Source text of `index.html`. */
  html: string
  /** Changes with any file of the app. */
  build: string
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}
const PACKED = new Set(['.woff2', '.png', '.webp'])
const IMMUTABLE = 'public, max-age=31536000, immutable'

function toAsset(path: string, body: Buffer<ArrayBuffer>): Asset {
  const extension = extname(path)
  const gzipped = PACKED.has(extension) ? null : gzipSync(body, { level: 9 })
  const worthIt = gzipped !== null && gzipped.length < body.length
  const headers: Record<string, string> = {
    'Cache-Control': path.startsWith('/assets/') ? IMMUTABLE : 'public, max-age=3600',
    'Content-Type': TYPES[extension] ?? 'application/octet-stream',
  }
  if (worthIt) headers.Vary = 'Accept-Encoding'
  if (extension === '.js') headers['Content-Security-Policy'] = SCRIPT_CSP
  return { body, gzipped: worthIt ? gzipped : null, headers }
}

/**
 * Reads the built app into memory. What is asked for later is looked up by its exact path and never touches the
 * disk, so there is no path to climb out of, and a build that runs meanwhile can't mix two versions.
 * @throws Error when the folder holds no `index.html`.
 */
export function readAssets(folder: string): Assets {
  const files = new Map<string, Asset>()
  const hash = createHash('sha256')
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')}`)
    .sort()
  for (const name of names) {
    const body = readFileSync(join(folder, name))
    hash.update(name).update('\0').update(body)
    if (name !== '/index.html') files.set(name, toAsset(name, body))
  }
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  return { get: (path) => files.get(path) ?? null, html, build: hash.digest('hex').slice(0, 16) }
}
