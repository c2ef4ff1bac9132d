import { Agent as HttpAgent, type IncomingMessage, request as httpRequest, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { TokenSource } from './token.ts'
import { guardedLookup } from './upstreamAddress.ts'
import { type CheckedBody, readCheckedBody } from './upstreamBody.ts'
import { classifyError, isReset, UpstreamFailure } from './upstreamFailure.ts'

export interface UpstreamOptions {
  /** Origin and path prefix, already checked by `parseUpstreamUrl`. */
  base: URL
  token: TokenSource
  /** One deadline, in ms, from the call to the body's last byte. */
  timeoutMs: number
  /** Most decoded bytes of one answer. */
  maxBytes: number
  /** This server's name in `Via`, so that it knows its own calls. */
  via: string
  /** Epoch ms. */
  now: () => number
}

export interface UpstreamAnswer extends CheckedBody {
  /** Epoch ms of the upstream's world: its own `X-Roomdeck-Time`, else when its answer came less its `Age`. */
  at: number
  retryAfter: string | null
}

export interface Upstream {
  /**
   * GETs a path of the contract (leading slash, query included).
   * @throws UpstreamFailure
   */
  get(path: string, ask: { gzip: boolean; signal: AbortSignal }): Promise<UpstreamAnswer>
  close(): void
}

const RETRY_AFTER = /^-?\d{1,15}$|^[A-Za-z]{3}, [\dA-Za-z :]{10,30}$/
const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]+)/i
/** Later than any clock that is right (2100-01-01), in epoch ms. */
const LATEST = 4_102_444_800_000

const oneHeader = (response: IncomingMessage, name: string): string | null => {
  const value = response.headers[name]
  return typeof value === 'string' ? value : null
}

const retryAfterOf = (response: IncomingMessage): string | null => {
  const text = oneHeader(response, 'retry-after')?.trim() ?? ''
  return RETRY_AFTER.test(text) ? text : null
}

function worldTimeOf(response: IncomingMessage, receivedAt: number): number {
  const sent = oneHeader(response, 'x-roomdeck-time')?.trim() ?? ''
  if (/^\d{1,15}$/.test(sent) && Number(sent) > 0 && Number(sent) < LATEST) return Number(sent)
  // A cache between here and the upstream says how old its copy is (RFC 9111 §5.1).
  const age = oneHeader(response, 'age')?.trim() ?? ''
  return /^\d{1,8}$/.test(age) ? receivedAt - Number(age) * 1000 : receivedAt
}

/** Refuses by the headers alone; gives how the body is packed. */
function checkHead(response: IncomingMessage): 'gzip' | 'identity' {
  const status = response.statusCode ?? 0
  if ([301, 302, 303, 307, 308].includes(status)) throw new UpstreamFailure('redirect', status)
  if (status !== 200) throw new UpstreamFailure('upstream-status', status, retryAfterOf(response))
  const type = oneHeader(response, 'content-type') ?? ''
  if (!JSON_TYPE.test(type)) throw new UpstreamFailure('not-json', status)
  const charset = CHARSET.exec(type)?.[1] ?? 'utf-8'
  if (!/^utf-?8$/i.test(charset)) throw new UpstreamFailure('bad-encoding', status)
  const packing = (oneHeader(response, 'content-encoding') ?? 'identity').trim().toLowerCase()
  if (packing === 'gzip' || packing === 'x-gzip') return 'gzip'
  if (packing === 'identity' || packing === '') return 'identity'
  throw new UpstreamFailure('bad-encoding', status)
}

/** A connection that was closed already says so by then; later, the upstream took the call and broke it off. */
const STALE_WITHIN_MS = 1000

/** The only way out to the upstream. `node:http` rather than `fetch`: sockets, names and aborts stay in hand. */
export function createUpstream({ base, token, timeoutMs, maxBytes, via, now }: UpstreamOptions): Upstream {
  const secure = base.protocol === 'https:'
  const agent = new (secure ? HttpsAgent : HttpAgent)({ keepAlive: true, maxFreeSockets: 8, timeout: 30_000 })
  const send = secure ? httpsRequest : httpRequest
  const prefix = base.pathname.replace(/\/+$/, '')

  const headersNow = (): Record<string, string> => {
    const bearer = token()
    return {
      Accept: 'application/json',
      'Accept-Encoding': 'gzip',
      'User-Agent': 'roomdeck',
      Via: `1.1 ${via}`,
      ...(bearer === null ? {} : { Authorization: `Bearer ${bearer}` }),
    }
  }

  /**
   * Resolves with the answer's head. `failure` learns what the socket says after that. A connection that was kept open and
   * is closed as the call is sent says nothing of the upstream: the call goes out once more, on a new one.
   */
  const open = (
    path: string,
    signal: AbortSignal,
    failure: (error: Error) => void,
    again = false,
  ): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const sentAt = performance.now()
      const options: RequestOptions = {
        agent: again ? false : agent,
        headers: headersNow(),
        lookup: guardedLookup,
        path: prefix + path,
        signal,
      }
      let answered = false
      const request = send(base, options, (response) => {
        answered = true
        resolve(response)
      })
      request.on('error', (error) => {
        const wasStale = request.reusedSocket && !answered && performance.now() - sentAt <= STALE_WITHIN_MS
        if (wasStale && isReset(error)) {
          resolve(open(path, signal, failure, true))
          return
        }
        failure(error)
        reject(error)
      })
      request.end()
    })

  return {
    async get(path, { gzip, signal }) {
      const call = new AbortController()
      const abort = () => call.abort()
      let late = false
      const timer = setTimeout(() => {
        late = true
        abort()
      }, timeoutMs)
      signal.addEventListener('abort', abort, { once: true })
      let response: IncomingMessage | null = null
      // A reset in mid-body reaches the request only; the body says no more than "aborted", as after a plain close.
      let socketError: Error | null = null
      try {
        signal.throwIfAborted()
        response = await open(path, call.signal, (error) => (socketError = error))
        const at = worldTimeOf(response, now())
        const from = checkHead(response)
        const body = await readCheckedBody(response, { from, to: gzip ? 'gzip' : 'identity', maxBytes })
        return { ...body, at, retryAfter: retryAfterOf(response) }
      } catch (error) {
        // An answer that is not read to its end would hold its socket; nothing more is wanted of it.
        response?.destroy()
        const status = response?.statusCode ?? null
        throw late ? new UpstreamFailure('timeout', status) : classifyError(socketError ?? error, status)
      } finally {
        clearTimeout(timer)
        signal.removeEventListener('abort', abort)
      }
    },
    close: () => agent.destroy(),
  }
}
