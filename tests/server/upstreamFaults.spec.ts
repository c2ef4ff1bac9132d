import type { Socket } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Behaviour, type Chaos, sendJson, sendRaw, startChaos } from '../support/chaos.ts'
import { type Served, serve } from '../support/serve.ts'

const TIMEOUT_MS = 400
/** For what is no timeout: a busy machine must not make one of it. */
const PATIENT_MS = 20_000
const CAP = 16 * 1024 * 1024
const RUNNING = '/processes/v1/app-demo/list/running'
const TOKEN = 'canary-7f3a9c/+=secret'

let chaos: Chaos
let served: Served
let patient: Served
beforeAll(async () => {
  chaos = await startChaos()
  const options = { maxBytes: CAP, token: () => TOKEN }
  served = await serve(chaos.url, { ...options, timeoutMs: TIMEOUT_MS })
  patient = await serve(chaos.url, { ...options, timeoutMs: PATIENT_MS })
})
afterAll(async () => {
  await served.close()
  await patient.close()
  await chaos.close()
})
beforeEach(() => {
  chaos.hits.length = 0
})

const ask = (headers: Record<string, string> = { 'Accept-Encoding': 'identity' }, of = served) =>
  fetch(`${of.url}${RUNNING}`, { headers })

const hang: Behaviour = () => {}
const hangAfterHead: Behaviour = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' })
  response.write('[')
}
const drip: Behaviour = (_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(timer))
}
const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n'
const cutLength = sendRaw((socket) => socket.end(`${head}Content-Length: 100\r\n\r\n[1,`))
const cutChunk = sendRaw((socket) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\n3\r\n[1,\r\n`))
const cutPlain = sendRaw((socket) => socket.end(`${head}Connection: close\r\n\r\n[{"a":1},`))
const cutGzip = sendJson(gzipSync(Buffer.alloc(100_000, '[1]')).subarray(0, 60), { 'Content-Encoding': 'gzip' })
const resetAtOnce = sendRaw((socket) => socket.resetAndDestroy())
const resetInBody = sendRaw((socket) => {
  socket.write(`${head}Content-Length: 100\r\n\r\n[1,`, () => setTimeout(() => socket.resetAndDestroy(), 20))
})
const gzipped = (bytes: Buffer | string) => gzipSync(bytes, { level: 9 })
const bomb = gzipped(Buffer.concat([Buffer.from('["'), Buffer.alloc(200 * 1024 * 1024, 'x'), Buffer.from('"]')]))
const redirect = (status: number) => sendJson('[]', { Location: 'http://127.0.0.1:9/steal' }, status)

const FAULTS: [title: string, behaviour: Behaviour, status: number, reason: string, upstreamStatus: number | null][] = [
  ['500', sendJson('{"message":"boom"}', {}, 500), 502, 'upstream-status', 500],
  ['401', sendJson('{"message":"who?"}', {}, 401), 502, 'upstream-status', 401],
  ['403', sendJson('{}', {}, 403), 502, 'upstream-status', 403],
  ['404 with a bare string', sendJson('"no such app"', {}, 404), 502, 'upstream-status', 404],
  ['410', sendJson('{}', {}, 410), 502, 'upstream-status', 410],
  ['422', sendJson('{"message":"region"}', {}, 422), 502, 'upstream-status', 422],
  ['429', sendJson('{}', { 'Retry-After': '7' }, 429), 429, 'upstream-status', 429],
  ['503', sendJson('{}', { 'Retry-After': '9' }, 503), 503, 'upstream-status', 503],
  ['204', sendJson('', {}, 204), 502, 'upstream-status', 204],
  ['304 that nobody asked for', sendJson('', {}, 304), 502, 'upstream-status', 304],
  ['200 with no body', sendJson(''), 502, 'not-json', 200],
  ['HTML', sendJson('<!doctype html>', { 'Content-Type': 'text/html' }), 502, 'not-json', 200],
  ['JSON that calls itself text', sendJson('[]', { 'Content-Type': 'text/plain' }), 502, 'not-json', 200],
  ['no HTTP at all', sendRaw((socket) => socket.end('220 smtp.example ESMTP\r\n')), 502, 'not-json', null],
  ['redirect 301', redirect(301), 502, 'redirect', 301],
  ['redirect 302', redirect(302), 502, 'redirect', 302],
  ['redirect 307', redirect(307), 502, 'redirect', 307],
  ['redirect 308', redirect(308), 502, 'redirect', 308],
  ['hang', hang, 502, 'timeout', null],
  ['hang after the headers', hangAfterHead, 502, 'timeout', 200],
  ['drip without end', drip, 502, 'timeout', 200],
  ['reset at once', resetAtOnce, 502, 'reset', null],
  ['closed at once', sendRaw((socket) => socket.end()), 502, 'reset', null],
  ['reset in mid-body', resetInBody, 502, 'reset', 200],
  ['shorter than its Content-Length', cutLength, 502, 'cut', 200],
  ['chunked without a last chunk', cutChunk, 502, 'cut', 200],
  ['closed in mid-list, length unknown', cutPlain, 502, 'cut', 200],
  ['gzip cut short', cutGzip, 502, 'cut', 200],
  ['one byte over the cap', sendJson(`"${'x'.repeat(CAP - 1)}"`), 502, 'too-large', 200],
  ['gzip bomb of 200 MiB', sendJson(bomb, { 'Content-Encoding': 'gzip' }), 502, 'too-large', 200],
  ['a million nested lists', sendJson('['.repeat(1e6) + ']'.repeat(1e6)), 502, 'too-deep', 200],
  ['33 levels', sendJson('['.repeat(33) + ']'.repeat(33)), 502, 'too-deep', 200],
  ['33 levels, packed', sendJson(gzipped('{"a":'.repeat(33)), { 'Content-Encoding': 'gzip' }), 502, 'too-deep', 200],
  ['two encodings in one header', sendJson('[]', { 'Content-Encoding': 'gzip, gzip' }), 502, 'bad-encoding', 200],
  [
    'two encoding headers',
    sendRaw((socket) =>
      socket.end(`${head}Content-Encoding: gzip\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n[]`),
    ),
    502,
    'bad-encoding',
    200,
  ],
  ['brotli', sendJson(brotliCompressSync('[]'), { 'Content-Encoding': 'br' }), 502, 'bad-encoding', 200],
  ['an encoding nobody knows', sendJson('[]', { 'Content-Encoding': 'rot13' }), 502, 'bad-encoding', 200],
  ['no gzip though it says so', sendJson('[]', { 'Content-Encoding': 'gzip' }), 502, 'bad-encoding', 200],
  ['invalid UTF-8', sendJson(Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d])), 502, 'bad-encoding', 200],
  ['half a character at the end', sendJson(Buffer.from([0x22, 0xe2, 0x82])), 502, 'bad-encoding', 200],
  [
    'UTF-16',
    sendJson(Buffer.from('[]', 'utf16le'), { 'Content-Type': 'application/json; charset=utf-16' }),
    502,
    'bad-encoding',
    200,
  ],
]

const spellings = (token: string) => [
  token,
  Buffer.from(token).toString('base64'),
  Buffer.from(token).toString('base64url'),
  encodeURIComponent(token),
]

describe('an upstream that fails', () => {
  const named = FAULTS.map(([title, behaviour, status, reason, upstreamStatus]) => {
    return { title, behaviour, status, reason, upstreamStatus }
  })
  it.each(named)('$title → $status $reason', async ({ behaviour, status, reason, upstreamStatus }) => {
    chaos.behave(behaviour)
    for (const encoding of ['identity', 'gzip']) {
      const response = await ask({ 'Accept-Encoding': encoding }, reason === 'timeout' ? served : patient)
      const text = await response.text()
      expect({ status: response.status, ...(JSON.parse(text) as object) }).toMatchObject({
        status,
        reason,
        upstreamStatus,
      })
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
      expect(response.headers.get('x-roomdeck-time')).toBeNull()
      const all = text + JSON.stringify([...response.headers])
      for (const spelling of spellings(TOKEN)) expect(all).not.toContain(spelling)
    }
    expect([...served.logged, ...patient.logged]).toEqual([])
  })

  it.each([
    ['7', '7'],
    ['-1', '-1'],
    ['1000000000', '1000000000'],
    ['Wed, 21 Oct 2026 07:28:00 GMT', 'Wed, 21 Oct 2026 07:28:00 GMT'],
    ['soon, my friend <b>', null],
    [TOKEN, null],
  ])('Retry-After "%s" is sent on as %s', async (sent, received) => {
    chaos.behave(sendJson('{}', { 'Retry-After': sent }, 429))
    const response = await ask()
    expect(response.status).toBe(429)
    expect(response.headers.get('retry-after')).toBe(received)
  })

  it('is not said to fail when it closes a connection that was kept open as the next call is sent', async () => {
    const used = new WeakSet<Socket>()
    chaos.behave((request, response) => {
      if (used.has(request.socket)) request.socket.resetAndDestroy()
      else sendJson('[]')(request, response)
      used.add(request.socket)
    })
    const fresh = await serve(chaos.url, { timeoutMs: PATIENT_MS })
    const statuses: number[] = []
    for (let call = 0; call < 3; call++) {
      const response = await ask({}, fresh)
      await response.text()
      statuses.push(response.status)
    }
    await fresh.close()
    expect(statuses).toEqual([200, 200, 200])
    // The second went out twice, and left no connection behind that could be closed.
    expect(chaos.hits).toHaveLength(4)
  })

  it('leaves no connection open behind a hang', async () => {
    chaos.behave(drip)
    await ask()
    await vi.waitFor(() => expect(chaos.open()).toBe(0), { timeout: 2000, interval: 5 })
  })

  it('drops the call when the viewer goes away', async () => {
    chaos.behave(hang)
    const viewer = new AbortController()
    const asked = fetch(patient.url + RUNNING, { signal: viewer.signal }).catch(() => 'aborted')
    await vi.waitFor(() => expect(chaos.hits.length).toBe(1))
    viewer.abort()
    expect(await asked).toBe('aborted')
    await vi.waitFor(() => expect(chaos.open()).toBe(0), { timeout: 2000, interval: 5 })
  })

  it.each([
    ['http://127.0.0.1:1', 'unreachable'],
    ['http://no-such-name.invalid', 'dns'],
    ['https://127.0.0.1:CHAOS', 'tls'],
  ])('%s → %s', async (url, reason) => {
    const other = await serve(url.replace('CHAOS', new URL(chaos.url).port), { timeoutMs: 5000 })
    const body: unknown = await (await fetch(other.url + RUNNING)).json()
    await other.close()
    expect(body).toMatchObject({ reason, upstreamStatus: null })
  })

  it('finds out that it is its own upstream', async () => {
    const self = await serve('http://127.0.0.1:1')
    const looped = await serve(self.url, { via: 'roomdeck-test' })
    const body: unknown = await (await fetch(looped.url + RUNNING)).json()
    await Promise.all([self.close(), looped.close()])
    expect(body).toMatchObject({ reason: 'upstream-status', upstreamStatus: 508 })
  })
})
