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

const REASONS: Readonly<Record<string, string>> = {
  'no-answer': 'the Roomdeck server does not answer',
  timeout: 'timed out',
  unreachable: 'upstream unreachable',
  dns: "the upstream's name was not found",
  tls: "the upstream's certificate was refused",
  reset: 'the connection broke off',
  cut: 'the answer was cut off',
  redirect: 'the upstream answered with a redirect, which is refused',
  'not-json': 'not the API: the answer is not JSON',
  'bad-body': 'the answer is not readable JSON',
  'bad-encoding': 'the answer is in an unknown encoding',
  'too-large': 'the answer is over the size limit',
  'too-deep': 'the answer is nested too deep',
  'not-a-list': 'the answer is not a list of processes',
  'over-limit': 'the answer has too many rows',
  schema: 'no row of the answer could be read',
}

const STATUSES: Readonly<Record<number, string>> = {
  401: 'the upstream refused our token (401): check ROOMDECK_TOKEN',
  403: 'the upstream forbids this call (403): check the rights of the token',
  404: 'the upstream knows no such app (404): check --app and --upstream',
  410: 'the upstream says this app is gone (410)',
  422: 'the upstream refused an argument (422): check --regions',
  429: 'too many calls (429)',
  503: 'the upstream is not available (503)',
}

/** The failure in words, made once, for every page. */
export function failureWords(error: Pick<ApiError, 'reason' | 'status' | 'message'>): string {
  const bySpecies = REASONS[error.reason]
  if (bySpecies !== undefined) return bySpecies
  if (error.status !== null) return STATUSES[error.status] ?? `the upstream answered with an error (${error.status})`
  return error.message
}
