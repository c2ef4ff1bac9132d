import type { Context } from 'hono'
import type { Asset } from './assets.ts'
import { acceptsGzip } from './contract.ts'

/** Sends a file of the build, packed where the viewer takes it so. */
export function sendAsset(context: Context, { body, gzipped, headers }: Asset): Response {
  if (gzipped === null || !acceptsGzip(context.req.header('accept-encoding'))) return new Response(body, { headers })
  return new Response(gzipped, { headers: { ...headers, 'Content-Encoding': 'gzip' } })
}
