import type { Context } from 'hono'
import type { Upstream, UpstreamAnswer } from './upstream.ts'
import { UpstreamFailure } from './upstreamFailure.ts'

const JSON_TYPE = 'application/json; charset=utf-8'

/** Whether the viewer takes gzip (RFC 9110 §12.5.3), `q=0` meaning no. */
export const acceptsGzip = (header: string | undefined): boolean =>
  (header ?? '').split(',').some((item) => /^\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$).*)?$/i.test(item))

export const jsonAnswer = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(`${JSON.stringify(body)}\n`, { status, headers: { 'Content-Type': JSON_TYPE, ...headers } })

function goodAnswer({ body, gzipped, at, retryAfter }: UpstreamAnswer, source: string): Response {
  const headers: Record<string, string> = {
    'Content-Type': JSON_TYPE,
    Vary: 'Accept-Encoding',
    'X-Roomdeck-Time': String(at),
    'X-Roomdeck-Source': source,
  }
  if (gzipped) headers['Content-Encoding'] = 'gzip'
  if (retryAfter !== null) headers['Retry-After'] = retryAfter
  return new Response(body, { headers })
}

/**
 * 502, but 429 and 503 keep their status: the page waits as they say. The upstream's 401 is a 502 too, since 401
 * from this server only ever means the viewer.
 */
function failedAnswer({ message, reason, upstreamStatus, retryAfter }: UpstreamFailure): Response {
  const kept = reason === 'upstream-status' && (upstreamStatus === 429 || upstreamStatus === 503)
  const headers = retryAfter === null ? undefined : { 'Retry-After': retryAfter }
  return jsonAnswer(kept ? upstreamStatus : 502, { message, reason, upstreamStatus }, headers)
}

/** One segment of the upstream's path; null for what no URL can carry as one (`.` and `..`). */
const segment = (text: string | undefined): string | null =>
  text === undefined || text === '' || text === '.' || text === '..' ? null : encodeURIComponent(text)

/** Who is asked, and the name that its answers go out under: a page of another source does not take them. */
export interface Asked {
  upstream: Upstream
  source: string
}

/** Puts a question of the contract to the upstream and its answer's bytes, unchanged, to the viewer. */
async function ask(context: Context, { upstream, source }: Asked, path: string): Promise<Response> {
  const gzip = acceptsGzip(context.req.header('accept-encoding'))
  try {
    return goodAnswer(await upstream.get(path, { gzip, signal: context.req.raw.signal }), source)
  } catch (error) {
    if (error instanceof UpstreamFailure) return failedAnswer(error)
    throw error
  }
}

const notFound = (): Response => jsonAnswer(404, { message: 'no such app or process' })

/** `list/running` and `list/stopped`, of all regions or of the one asked for. */
export const listRoute = (asked: Asked, which: 'running' | 'stopped') => (context: Context) => {
  const app = segment(context.req.param('appId'))
  if (app === null) return notFound()
  const region = context.req.query('region')
  const query = region === undefined ? '' : `?region=${encodeURIComponent(region)}`
  return ask(context, asked, `/processes/v1/${app}/list/${which}${query}`)
}

/** `info`: one process. */
export const infoRoute = (asked: Asked) => (context: Context) => {
  const app = segment(context.req.param('appId'))
  const process = segment(context.req.param('processId'))
  return app === null || process === null ? notFound() : ask(context, asked, `/processes/v1/${app}/info/${process}`)
}
