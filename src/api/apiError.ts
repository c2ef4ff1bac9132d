/** Why a call failed, in a stable word. The first group is the page's own view, the rest the server's of its upstream. */
export type FailureReason =
  | 'no-answer'
  | 'timeout'
  | 'bad-body'
  | 'not-json'
  | 'not-a-list'
  | 'over-limit'
  | 'schema'
  | 'status'
  | (string & {})

/** The one error of the transport. `message` is made for people. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly reason: FailureReason
  /** HTTP status of the upstream where it is known, else of our server; null when there was no answer. */
  readonly status: number | null
  /** What `Retry-After` asked for, ms; null when it was not sent. */
  readonly retryAfterMs: number | null

  constructor(
    reason: FailureReason,
    message: string,
    status: number | null = null,
    retryAfterMs: number | null = null,
  ) {
    super(message)
    this.reason = reason
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

interface Explained {
  words: string
  /** What to do about it; empty where nothing can be advised. */
  advice: string
}

const BETWEEN = 'look at the upstream and at the proxies before it'

/** Without words of their own where the message has a figure in it. */
const REASONS: Readonly<Record<string, Pick<Explained, 'advice'> & { words?: string }>> = {
  'no-answer': { words: 'the Roomdeck server does not answer', advice: 'see whether it runs' },
  timeout: { words: 'timed out', advice: 'the upstream is slow or hangs, look there' },
  unreachable: { words: 'upstream unreachable', advice: 'see whether it runs, check --upstream' },
  dns: { words: "the upstream's name was not found", advice: 'check --upstream' },
  tls: { words: "the upstream's certificate was refused", advice: 'check its name, date and issuer' },
  reset: { words: 'the connection broke off', advice: BETWEEN },
  cut: { words: 'the answer was cut off', advice: BETWEEN },
  redirect: { words: 'the upstream answered with a redirect, which is refused', advice: 'check --upstream' },
  'not-json': { words: 'not the API: the answer is not JSON', advice: 'check --upstream' },
  'bad-body': { words: 'the answer is not readable JSON', advice: BETWEEN },
  'bad-encoding': { words: 'the answer is in an unknown encoding', advice: BETWEEN },
  'too-large': { advice: 'raise --max-bytes, or ask region by region with --regions' },
  'too-deep': { words: 'the answer is nested too deep', advice: 'check --upstream' },
  'not-a-list': { words: 'the answer is not a list of processes', advice: 'check --upstream' },
  'over-limit': { advice: 'raise --max-rows, or ask region by region with --regions' },
  schema: { words: 'no row of the answer could be read', advice: 'Data health says what is wrong with them' },
}

const STATUSES: Readonly<Record<number, Explained>> = {
  401: { words: 'the upstream refused our token (401)', advice: 'check ROOMDECK_TOKEN' },
  403: { words: 'the upstream forbids this call (403)', advice: 'check the rights of the token' },
  404: { words: 'the upstream knows no such app (404)', advice: 'check --app and --upstream' },
  410: { words: 'the upstream says this app is gone (410)', advice: 'check --app' },
  422: { words: 'the upstream refused an argument (422)', advice: 'check --regions' },
  429: { words: 'too many calls (429)', advice: 'choose a longer interval' },
  503: { words: 'the upstream is not available (503)', advice: 'it may be restarting, else look there' },
}

/** The failure in words and what to do, made once, for every page. */
export function explain({ reason, status, message }: Pick<ApiError, 'reason' | 'status' | 'message'>): Explained {
  const byReason = REASONS[reason]
  if (byReason !== undefined) return { words: message, ...byReason }
  if (status === null) return { words: message, advice: '' }
  return STATUSES[status] ?? { words: `the upstream answered with an error (${status})`, advice: 'look in its log' }
}

/** The failure in words. */
export const failureWords = (error: Pick<ApiError, 'reason' | 'status' | 'message'>): string => explain(error).words

/** A fault of ours is the feed's failure, too: the page goes on with what it has and says so. */
export const unforeseen = (error: unknown): ApiError =>
  new ApiError(
    'internal',
    `the answer could not be taken in: ${error instanceof Error ? error.message : String(error)}`,
  )
