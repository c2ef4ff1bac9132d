import { ApiError } from './apiError.ts'
import { listPieces } from './listPieces.ts'

/** What every good answer says of itself. */
interface AnswerFacts {
  /** The feed's own clock: `X-Roomdeck-Time`, else `Date`, epoch ms; null when neither was readable. */
  feedTime: number | null
  bytes: number
  /** Whole call, body included, ms. */
  durationMs: number
}

/** A good answer: its JSON and what its headers said. */
export interface Answer extends AnswerFacts {
  payload: unknown
}

export interface ListAnswer extends AnswerFacts {
  /**
   * What was sent, piece by piece: of a list some rows at a time. It can be asked again, since only the bytes are kept.
   * @throws ApiError when it is not readable JSON, at the end at the latest.
   */
  pieces(): Iterable<unknown>
}

export interface CallOptions {
  signal: AbortSignal
  /** Deadline for the whole call, body included, ms. */
  timeoutMs: number
  /** Monotonic clock, ms. */
  now: () => number
  /** Name of the source that is asked; an answer that names another one is refused. Unsaid: any. */
  source?: string | undefined
  /** Told how many bytes of the body have come so far. */
  onBytes?: ((bytes: number) => void) | undefined
}

const MAX_RETRY_AFTER_MS = 5 * 60_000

/** A date as HTTP writes it begins with its weekday. `Date.parse` alone takes `10.5` for a day in October. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? /

/**
 * `Retry-After` in seconds or as a date → ms, clamped to 0–5 min; null when absent or unreadable.
 * @param sentAt when the answer was sent by the server's own clock, epoch ms; NaN when it does not say.
 */
export function parseRetryAfter(header: string | null, sentAt: number): number | null {
  const text = header?.trim() ?? ''
  if (/^-?\d+$/.test(text)) return clampWait(Number(text) * 1000)
  if (!HTTP_DATE.test(text)) return null
  // The oldest of the three forms says no zone; all are GMT.
  const ms = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`) - sentAt
  return Number.isNaN(ms) ? null : clampWait(ms)
}

const clampWait = (ms: number): number => Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS)

function readFeedTime(headers: Headers): number | null {
  const own = headers.get('x-roomdeck-time')
  if (own !== null && /^\d{1,15}$/.test(own)) return Number(own)
  const date = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(date) ? null : date
}

/** Our server puts its upstream's failure into `{ message, reason, upstreamStatus }`; others say `{ message }`. */
function readFailure(status: number, retryAfterMs: number | null, body: string): ApiError {
  let told: unknown = null
  try {
    told = JSON.parse(body)
  } catch {
    // An error page of something in between: the status alone has to do.
  }
  const fields = typeof told === 'object' && told !== null ? new Map<string, unknown>(Object.entries(told)) : new Map()
  const text = typeof told === 'string' ? told : fields.get('message')
  const reason = fields.get('reason')
  const upstreamStatus = fields.get('upstreamStatus')
  return new ApiError(
    typeof reason === 'string' && reason !== 'upstream-status' ? reason : 'status',
    typeof text === 'string' ? text : `HTTP ${status}`,
    typeof upstreamStatus === 'number' ? upstreamStatus : status,
    retryAfterMs,
  )
}

const isOurs = (error: unknown): error is DOMException => error instanceof DOMException

interface Body extends AnswerFacts {
  /** As it came, not put together: of a long list that would be another copy, and its text one more. */
  body: readonly Uint8Array[]
  status: number
}

/**
 * An answer whose body is JSON in UTF-8; a body that is not is an error.
 * @throws ApiError for every failure; the signal's own reason when the caller aborted.
 */
export async function getJson(url: string, options: CallOptions): Promise<Answer> {
  const { body, status, ...facts } = await getBody(url, options)
  return { ...facts, payload: readable(facts, status, () => JSON.parse([...textsOf(body)].join('')) as unknown) }
}

/**
 * The same for a list that may be long: it is parsed when it is asked for.
 * @throws ApiError for every failure of the call; the signal's own reason when the caller aborted.
 */
export async function getList(url: string, options: CallOptions): Promise<ListAnswer> {
  const { body, status, ...facts } = await getBody(url, options)
  return { ...facts, pieces: () => readablePieces(facts, status, listPieces(textsOf(body))) }
}

function* readablePieces(facts: AnswerFacts, status: number, pieces: Iterator<unknown, unknown>): Generator<unknown> {
  for (;;) {
    const piece = readable(facts, status, () => pieces.next())
    if (piece.done) return
    yield piece.value
  }
}

/**
 * The only fetch. Redirects are refused, the deadline covers the whole body, nothing of a broken body is used.
 * @throws ApiError for every failure; the signal's own reason when the caller aborted.
 */
async function getBody(url: string, { signal, timeoutMs, now, source, onBytes }: CallOptions): Promise<Body> {
  const began = now()
  const deadline = AbortSignal.timeout(timeoutMs)
  let answered = false
  try {
    const response = await fetch(url, {
      headers: { accept: 'application/json' },
      redirect: 'error',
      cache: 'no-store',
      signal: AbortSignal.any([signal, deadline]),
    })
    answered = true
    refuseOthers(response, source)
    const type = response.headers.get('content-type') ?? ''
    if (response.ok && !/^application\/(?:[\w.-]+\+)?json\b/i.test(type)) {
      void response.body?.cancel().catch(() => {})
      throw new ApiError('not-json', `expected JSON, found ${type === '' ? 'no content type' : type}`, response.status)
    }
    const { body, bytes } = await readBody(response, onBytes)
    if (!response.ok) {
      const sentAt = Date.parse(response.headers.get('date') ?? '')
      const retryAfter = parseRetryAfter(
        response.headers.get('retry-after'),
        Number.isNaN(sentAt) ? (readFeedTime(response.headers) ?? Number.NaN) : sentAt,
      )
      throw readFailure(response.status, retryAfter, await new Blob(body).text())
    }
    const feedTime = readFeedTime(response.headers)
    return { body, status: response.status, feedTime, bytes, durationMs: now() - began }
  } catch (error) {
    if (error instanceof ApiError) throw error
    if (signal.aborted) throw signal.reason
    if (deadline.aborted || (isOurs(error) && error.name === 'TimeoutError')) {
      throw new ApiError('timeout', `no whole answer within ${Math.round(timeoutMs / 1000)} s`)
    }
    throw new ApiError(answered ? 'cut' : 'no-answer', error instanceof Error ? error.message : 'the call failed')
  }
}

/** A server started anew may watch another source at the same address: its processes are not those known here. */
function refuseOthers({ headers, body }: Response, source: string | undefined): void {
  const told = headers.get('x-roomdeck-source')
  if (source === undefined || told === null || told === source) return
  void body?.cancel().catch(() => {})
  throw new ApiError('other-source', `this server now watches another source (${told}): reload the page`)
}

async function readBody(response: Response, onBytes?: (bytes: number) => void) {
  const body: Uint8Array<ArrayBuffer>[] = []
  let bytes = 0
  const reader = response.body?.getReader()
  for (let read = await reader?.read(); read?.value !== undefined; read = await reader?.read()) {
    body.push(read.value)
    bytes += read.value.byteLength
    onBytes?.(bytes)
  }
  return { body, bytes }
}

/** Text of a body, chunk by chunk: strips one byte-order mark, refuses what is not UTF-8. */
function* textsOf(body: readonly Uint8Array[]): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for (const chunk of body) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

function readable<T>({ bytes }: AnswerFacts, status: number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new ApiError('bad-body', bytes === 0 ? 'an empty body' : String(error), status)
  }
}
