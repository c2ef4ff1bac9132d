import { kindOf, type TargetKind } from './target.ts'

/** Why a request is not let in: `message` is safe to send. */
export interface Refusal {
  status: 400 | 403 | 405 | 413 | 414 | 421 | 508
  message: string
  allow?: string
}

export interface RawRequest {
  method: string
  /** As it stood in the request line. */
  target: string
  /** Names and values in turn, as `IncomingMessage.rawHeaders` holds them. */
  rawHeaders: readonly string[]
}

export interface GuardRules {
  hosts: ReadonlySet<string>
  /** This server's own `Via` pseudonym: a request that carries it went round in a circle. */
  via: string
}

/** Longest target of an API request, in bytes. Documents may use all that the header limit leaves. */
const MAX_API_TARGET = 2048
const METHODS: Readonly<Record<TargetKind, string>> = {
  api: 'GET, HEAD',
  asset: 'GET, HEAD',
  page: 'GET, HEAD',
  report: 'POST',
  faults: 'GET, HEAD, POST',
}
/** `X_Forwarded_User` and the like: some proxies strip only the spelling with dashes. */
const SMUGGLED = /^(?:x[-_])?(?:forwarded|real|original|auth|remote)(?:[-_]|$)/

const valuesOf = (headers: readonly string[], name: string): string[] =>
  headers.filter((_, index) => index % 2 === 1 && headers[index - 1]?.toLowerCase() === name)

const hasSmuggledName = (headers: readonly string[]): boolean =>
  headers.some((name, index) => index % 2 === 0 && name.includes('_') && SMUGGLED.test(name.toLowerCase()))

const refuse = (status: Refusal['status'], message: string): Refusal => ({ status, message })

function refuseFraming({ method, rawHeaders }: RawRequest): Refusal | null {
  const lengths = valuesOf(rawHeaders, 'content-length')
  const hasBody = valuesOf(rawHeaders, 'transfer-encoding').length > 0 || lengths.some((length) => length !== '0')
  return hasBody && method !== 'POST' ? refuse(413, `${method} takes no body`) : null
}

/** Other sites' requests are refused for GET too: their reader must not even learn how long an answer is. */
function refuseForeign({ rawHeaders }: RawRequest, host: string): Refusal | null {
  const sites = valuesOf(rawHeaders, 'sec-fetch-site')
  if (sites.some((site) => site !== 'same-origin' && site !== 'none')) return refuse(403, 'asked by another site')
  const origins = valuesOf(rawHeaders, 'origin')
  if (origins.some((origin) => origin.toLowerCase() !== `http://${host}`)) return refuse(403, 'asked by another origin')
  return null
}

/** The first reason not to route this request, or null. Order: shape, host, loop, method, body, origin, length. */
export function refuseRequest(request: RawRequest, { hosts, via }: GuardRules): Refusal | null {
  const { method, target, rawHeaders } = request
  if (!target.startsWith('/')) return refuse(400, 'the request target must be a path')
  const named = valuesOf(rawHeaders, 'host')
  if (named.length !== 1) return refuse(400, 'exactly one Host is needed')
  const host = named[0]?.toLowerCase() ?? ''
  if (!hosts.has(host)) return refuse(421, 'this server does not answer to that Host')
  if (hasSmuggledName(rawHeaders)) return refuse(400, 'a forwarding header is spelt with an underscore')
  if (valuesOf(rawHeaders, 'via').some((value) => value.includes(via)))
    return refuse(508, 'the upstream is this server')
  const kind = kindOf(target)
  const allow = METHODS[kind]
  if (!allow.split(', ').includes(method)) return { status: 405, message: 'method not allowed', allow }
  const framing = refuseFraming(request)
  if (framing) return framing
  if (kind === 'page' || kind === 'asset') return null
  const foreign = refuseForeign(request, host)
  if (foreign) return foreign
  return target.length > MAX_API_TARGET ? refuse(414, `the address is over ${MAX_API_TARGET} bytes`) : null
}
