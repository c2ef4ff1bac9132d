import { REFUSED_ADDRESS } from './upstreamAddress.ts'

/** Stable codes that the page puts into words. */
export type FailureReason =
  | 'unreachable'
  | 'dns'
  | 'tls'
  | 'timeout'
  | 'reset'
  | 'cut'
  | 'redirect'
  | 'not-json'
  | 'too-large'
  | 'too-deep'
  | 'bad-encoding'
  | 'upstream-status'

const WORDS: Readonly<Record<FailureReason, string>> = {
  unreachable: "the upstream can't be reached",
  dns: "the upstream's name was not found",
  tls: "the upstream's certificate does not hold",
  timeout: 'the upstream did not answer in time',
  reset: 'the upstream reset the connection',
  cut: "the upstream's answer was cut short",
  redirect: 'the upstream answered with a redirect, which is not followed',
  'not-json': 'the upstream answered something that is not JSON',
  'too-large': "the upstream's answer is larger than --max-bytes allows",
  'too-deep': "the upstream's answer is nested too deeply",
  'bad-encoding': "the upstream's answer is encoded in a way that can't be read",
  'upstream-status': 'the upstream refused',
}

/** The one way an upstream call fails. Its text is ours alone: nothing the upstream or the system said is in it. */
export class UpstreamFailure extends Error {
  override name = 'UpstreamFailure'
  readonly reason: FailureReason
  /** HTTP status of the upstream's answer; null when none came. */
  readonly upstreamStatus: number | null
  readonly retryAfter: string | null

  constructor(
    reason: FailureReason,
    upstreamStatus: number | null = null,
    retryAfter: string | null = null,
    words = reason === 'upstream-status' ? `the upstream answered ${upstreamStatus}` : WORDS[reason],
  ) {
    super(words)
    this.reason = reason
    this.upstreamStatus = upstreamStatus
    this.retryAfter = retryAfter
  }
}

const NO_NAME = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME', 'ESERVFAIL'])
const RESET = new Set(['ECONNRESET', 'EPIPE'])
const TLS = /CERT|TLS|SSL|^EPROTO$|ISSUER|SELF_SIGNED|SIGNATURE|CRL/

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** The other side closed the connection. */
export const isReset = (error: unknown): boolean => RESET.has(codeOf(error))

/** What an error of the connection means. `answered` is the status when the upstream's headers had already come. */
export function classifyError(error: unknown, answered: number | null): UpstreamFailure {
  if (error instanceof UpstreamFailure) return error
  // When every address of a name fails, the reasons are inside.
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : error
  const code = codeOf(inner) || codeOf(error)
  const message = inner instanceof Error ? inner.message : ''
  const fail = (reason: FailureReason) => new UpstreamFailure(reason, answered)
  if (NO_NAME.has(code)) return fail('dns')
  if (TLS.test(code)) return fail('tls')
  if (code.startsWith('Z_')) return fail(code === 'Z_BUF_ERROR' ? 'cut' : 'bad-encoding')
  if (code.startsWith('HPE_')) return fail(answered === null ? 'not-json' : 'cut')
  // Node's word for a connection that was closed, not reset, before the body was complete.
  if (message === 'aborted' || code === 'ERR_STREAM_PREMATURE_CLOSE') return fail('cut')
  if (RESET.has(code)) return fail('reset')
  if (code === REFUSED_ADDRESS || answered === null) return fail('unreachable')
  return fail('cut')
}

const MIB = 1024 * 1024

/** An answer that is over the limit, with the limit. @param maxBytes of decoded bytes */
export function tooLarge(maxBytes: number, status: number): UpstreamFailure {
  const limit = maxBytes >= MIB ? `${Math.round(maxBytes / MIB)} MiB` : `${maxBytes} bytes`
  return new UpstreamFailure('too-large', status, null, `the upstream's answer is over the limit of ${limit}`)
}
