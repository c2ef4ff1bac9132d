import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BASE_HEADERS } from '../../server/headers.ts'
import { pageConfigSchema } from '../../src/types/config.ts'
import { type Chaos, sendJson, startChaos } from '../support/chaos.ts'
import { type RawAnswer, sendRequest } from '../support/rawHttp.ts'
import { type Served, serve } from '../support/serve.ts'

let chaos: Chaos
let served: Served
beforeAll(async () => {
  chaos = await startChaos()
  served = await serve(chaos.url)
})
afterAll(async () => {
  await served.close()
  await chaos.close()
})

const get = (path: string, headers: string[] = [], method = 'GET'): Promise<RawAnswer> =>
  sendRequest(served.port, method, path, [`Host: 127.0.0.1:${served.port}`, ...headers])

const RUNNING = '/processes/v1/app-demo/list/running'

describe('headers', () => {
  it.each([
    ['GET', '/', 200],
    ['HEAD', '/', 200],
    ['GET', '/favicon.svg', 200],
    ['GET', '/assets/index-abc123.js', 200],
    ['HEAD', '/assets/index-abc123.js', 200],
    ['GET', '/assets/none.js', 404],
    ['GET', '/config.json', 200],
    ['GET', '/healthz', 200],
    ['GET', RUNNING, 200],
    ['HEAD', RUNNING, 200],
    ['GET', '/processes/v1/app-demo/list/stopped', 200],
    ['GET', '/processes/v1/app-demo/info/x', 200],
    ['GET', '/processes/v1/%2e/info/x', 404],
    ['GET', '/simulator/faults', 404],
    ['GET', '/csp-report', 405],
    ['POST', '/', 405],
  ])('%s %s → %i carries every one', async (method, path, status) => {
    const { status: got, headers } = await get(path, [], method)
    expect(got).toBe(status)
    for (const [name, value] of Object.entries(BASE_HEADERS)) {
      // Two that routes may set for themselves; their values are looked at below.
      if (name === 'Cache-Control' || name === 'Content-Security-Policy')
        expect(headers).toHaveProperty(name.toLowerCase())
      else expect(headers[name.toLowerCase()]).toBe(value)
    }
    for (const name of ['server', 'x-powered-by', 'set-cookie', 'access-control-allow-origin']) {
      expect(headers).not.toHaveProperty(name)
    }
    expect(headers['content-security-policy']).not.toMatch(/unsafe-|\*|https?:/)
  })

  it('are there when the upstream fails', async () => {
    chaos.behave(sendJson('no', {}, 500))
    const { status, headers } = await get(RUNNING)
    expect(status).toBe(502)
    for (const [name, value] of Object.entries(BASE_HEADERS)) expect(headers[name.toLowerCase()]).toBe(value)
  })
})

const ODD_PATHS = [
  '/',
  '/index.html',
  '/drains',
  '/rollouts',
  '/capacity',
  '/alerts',
  '/report',
  '/no/such/page',
  '/processes/a%2Fb%3Fc%23d',
  '/processes/%3Cscript%3E',
  '/processes/<script>',
  '/processes/__proto__',
  '/processes/%2e%2e',
  '/processes/..',
  '/processes/../../etc/passwd',
  '/processes/%zz',
  '/processes/%00',
  '/processes/%ED%A0%80',
  '/processes/v1',
  '/processes/favicon.svg',
  '/processes/x.js',
  '//evil.example/x',
  '/?q=%zz&sort=__proto__',
  `/?q=${'x'.repeat(8000)}`,
]

describe('the document', () => {
  it.each(ODD_PATHS)('is served at %s', async (path) => {
    const { status, headers, body } = await get(path)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(body).toContain('<div id="root">')
  })

  it('has 128 random bits of its own each time, in the policy and in the page', async () => {
    const nonces = new Set<string>()
    for (let round = 0; round < 20; round += 1) {
      const { headers, body } = await get('/')
      const nonce = /nonce="([^"]+)"/.exec(body)?.[1] ?? ''
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16)
      expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}';`)
      expect(body).not.toContain('__ROOMDECK_NONCE__')
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(20)
  })

  it('is not stored, and its policy is the strict one', async () => {
    const { headers } = await get('/drains')
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['content-security-policy']?.replaceAll(/nonce-[^']+/g, 'nonce-R')).toBe(
      "default-src 'none'; script-src 'self'; script-src-attr 'none'; style-src 'self' 'nonce-R'; " +
        "style-src-attr 'none'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; " +
        "manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        'report-to csp; report-uri /csp-report',
    )
  })
})

describe('files', () => {
  it('of the build are kept for ever, packed where the viewer takes it', async () => {
    const plain = await get('/assets/index-abc123.js')
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(plain.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(plain.headers['content-security-policy']).toContain("connect-src 'self'")
    const packed = await get('/assets/index-abc123.js', ['Accept-Encoding: gzip'])
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(packed.headers.vary).toBe('Accept-Encoding')
    expect(packed.body.length).toBeLessThan(plain.body.length)
  })

  it('without a hash in their name are not', async () => {
    const { headers } = await get('/favicon.svg')
    expect(headers['cache-control']).toBe('public, max-age=3600')
    expect(headers['content-type']).toBe('image/svg+xml')
  })
})

describe('what the page may know', () => {
  it('holds by its own schema', async () => {
    const { body } = await get('/config.json')
    expect(pageConfigSchema.parse(JSON.parse(body))).toMatchObject({
      app: 'app-demo',
      build: expect.stringMatching(/^[\da-f]{16}$/),
    })
  })

  it('and the health check is one bit', async () => {
    expect(JSON.parse((await get('/healthz')).body)).toEqual({ ok: true })
  })
})

describe('policy reports', () => {
  const report = (body: string) =>
    sendRequest(
      served.port,
      'POST',
      '/csp-report',
      [`Host: 127.0.0.1:${served.port}`, 'Content-Type: application/csp-report', `Content-Length: ${body.length}`],
      body,
    )

  it('are taken and dropped', async () => {
    expect((await report('{"csp-report":{}}')).status).toBe(204)
  })

  it('over 4 KiB are refused', async () => {
    expect((await report('x'.repeat(4097))).status).toBe(413)
  })
})
