import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BASE_HEADERS } from '../../server/headers.ts'
import { type Chaos, startChaos } from '../support/chaos.ts'
import { sendRequest } from '../support/rawHttp.ts'
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

interface Case {
  host: string
  origin: string | null
  site: string | null
  path: string
}

const GOOD_HOSTS = ['127.0.0.1:PORT', 'localhost:PORT', '[::1]:PORT', 'LOCALHOST:PORT']
const BAD_HOSTS = ['evil.example', 'evil.example:PORT', '127.0.0.1', '127.0.0.1:1', 'localhost.evil.example:PORT']
const ORIGINS = [null, 'http://HOST', 'https://HOST', 'http://evil.example', 'null', 'http://HOST.evil.example']
const SITES = [null, 'same-origin', 'none', 'same-site', 'cross-site']
const API = ['/processes/v1/app-demo/list/running', '/processes/v1/app-demo/info/x', '/config.json']
const PAGES = ['/', '/processes/a%2Fb']

const CASES: Case[] = [...GOOD_HOSTS, ...BAD_HOSTS].flatMap((host) =>
  ORIGINS.flatMap((origin) =>
    SITES.flatMap((site) => [...API, ...PAGES].map((path) => ({ host, origin, site, path }))),
  ),
)

/** The rule in one place, written from the posture, not from the code. */
function expected({ host, origin, site, path }: Case): number {
  if (BAD_HOSTS.includes(host)) return 421
  if (PAGES.includes(path)) return 200
  if (site === 'same-site' || site === 'cross-site') return 403
  return origin === null || origin === 'http://HOST' ? 200 : 403
}

const withPort = (text: string) => text.replace('PORT', String(served.port))

describe('Host × Origin × Sec-Fetch-Site × path', () => {
  it(`answers each of ${CASES.length} combinations as the rule says and calls the upstream for good ones only`, async () => {
    expect(CASES.length).toBeGreaterThanOrEqual(300)
    const wrong: string[] = []
    for (const one of CASES) {
      const host = withPort(one.host)
      const headers = [`Host: ${host}`]
      if (one.origin !== null) headers.push(`Origin: ${one.origin.replace('HOST', host)}`)
      if (one.site !== null) headers.push(`Sec-Fetch-Site: ${one.site}`)
      const before = chaos.hits.length
      const { status, headers: got } = await sendRequest(served.port, 'GET', one.path, headers)
      const should = expected(one)
      const called = chaos.hits.length - before
      const shouldCall = should === 200 && one.path.startsWith('/processes/v1/') ? 1 : 0
      const bare = Object.keys(BASE_HEADERS).filter((name) => !(name.toLowerCase() in got))
      if (status !== should || called !== shouldCall || bare.length > 0) {
        wrong.push(`${JSON.stringify(one)}: ${status}, not ${should}; ${called} upstream calls; without ${bare.join()}`)
      }
    }
    expect(wrong).toEqual([])
  }, 60_000)
})

const long = 'x'.repeat(3000)
const RUNNING = '/processes/v1/app-demo/list/running'
const HOST = 'Host: 127.0.0.1:PORT'

const HOSTILE: [title: string, status: number, method: string, target: string, headers: string[], body?: string][] = [
  ['absolute-form target', 400, 'GET', `http://evil.example${RUNNING}`, [HOST]],
  ['absolute-form target with our own host', 400, 'GET', `http://127.0.0.1:PORT${RUNNING}`, [HOST]],
  ['target "*"', 400, 'GET', '*', [HOST]],
  ['two Hosts', 400, 'GET', RUNNING, [HOST, 'Host: evil.example']],
  ['two Hosts, the good one last', 400, 'GET', RUNNING, ['Host: evil.example', HOST]],
  ['no Host', 400, 'GET', RUNNING, []],
  ['empty Host', 421, 'GET', RUNNING, ['Host: ']],
  ['two Hosts in one', 421, 'GET', RUNNING, [`${HOST}, evil.example`]],
  ['Host with a user name', 421, 'GET', RUNNING, ['Host: me@127.0.0.1:PORT']],
  ['TRACE', 405, 'TRACE', RUNNING, [HOST]],
  ['PUT', 405, 'PUT', RUNNING, [HOST]],
  ['DELETE', 405, 'DELETE', RUNNING, [HOST]],
  ['OPTIONS (a preflight gets nothing)', 405, 'OPTIONS', RUNNING, [HOST, 'Origin: http://evil.example']],
  ['POST to the list', 405, 'POST', RUNNING, [HOST, 'Content-Length: 0']],
  ['POST to a page', 405, 'POST', '/', [HOST, 'Content-Length: 0']],
  ['POST to the health check', 405, 'POST', '/healthz', [HOST, 'Content-Length: 0']],
  ['GET with a body', 413, 'GET', RUNNING, [HOST, 'Content-Length: 5'], 'hello'],
  ['GET that announces 10 MB', 413, 'GET', RUNNING, [HOST, 'Content-Length: 10000000']],
  ['GET with a chunked body', 413, 'GET', RUNNING, [HOST, 'Transfer-Encoding: chunked'], '0\r\n\r\n'],
  [
    'Content-Length and Transfer-Encoding',
    400,
    'GET',
    RUNNING,
    [HOST, 'Content-Length: 5', 'Transfer-Encoding: chunked'],
    '0\r\n\r\n',
  ],
  ['two Content-Lengths', 400, 'GET', RUNNING, [HOST, 'Content-Length: 0', 'Content-Length: 5']],
  ['header of 100 KB', 431, 'GET', RUNNING, [HOST, `X-Big: ${'x'.repeat(100_000)}`]],
  ['API address over 2 KiB', 414, 'GET', `${RUNNING}?region=${long}`, [HOST]],
  ['X_Forwarded_User', 400, 'GET', RUNNING, [HOST, 'X_Forwarded_User: admin']],
  ['x-forwarded_for', 400, 'GET', RUNNING, [HOST, 'x-forwarded_for: 127.0.0.1']],
  ['our own Via', 508, 'GET', RUNNING, [HOST, 'Via: 1.1 roomdeck-test']],
  ['our own Via in the middle', 508, 'GET', RUNNING, [HOST, 'Via: 1.1 a, 1.1 roomdeck-test, 1.1 b']],
  ['unmet expectation', 405, 'PUT', RUNNING, [HOST, 'Expect: wonders']],
  ['backslash in the path', 400, 'GET', '/processes\\v1', [HOST]],
  ['faults with no simulator embedded', 404, 'POST', '/simulator/faults', [HOST, 'Content-Length: 0']],
  ['an app of ".."', 404, 'GET', '/processes/v1/../list/running', [HOST]],
  ['an app of "%2e%2e"', 404, 'GET', '/processes/v1/%2e%2e/list/running', [HOST]],
  ['a process of ".."', 404, 'GET', '/processes/v1/app-demo/info/..', [HOST]],
  ['malformed request line', 400, 'GET', 'no such thing', [HOST]],
]

describe('hostile requests', () => {
  it.each(HOSTILE)('%s → %i', async (_title, status, method, target, headers, body) => {
    const before = chaos.hits.length
    const answer = await sendRequest(served.port, method, withPort(target), headers.map(withPort), body)
    expect(answer.status).toBe(status)
    expect(chaos.hits.length - before).toBe(0)
    for (const [name, value] of Object.entries(BASE_HEADERS)) expect(answer.headers[name.toLowerCase()]).toBe(value)
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
  })

  it('lets a document be as long as the headers may be', async () => {
    const answer = await sendRequest(served.port, 'GET', `/processes/${long}`, [withPort(HOST)])
    expect(answer.status).toBe(200)
  })
})

const TRAVERSAL = [
  '/assets/../index.html',
  '/assets/%2e%2e/index.html',
  '/assets/%2e%2e/%2e%2e/etc/passwd',
  '/assets/..%2f..%2fetc%2fpasswd',
  '/assets/..%5c..%5cetc%5cpasswd',
  '/assets/%252e%252e/%252e%252e/etc/passwd',
  '/assets//index-abc123.js',
  '/assets/./index-abc123.js',
  '/assets/index-abc123.js/',
  '/assets/index-abc123.js%00',
  '/assets/index-abc123%2ejs',
  '/assets/INDEX-ABC123.JS',
  '/assets',
  '/assets/',
  '/assets/unknown.js',
]

describe('assets', () => {
  it.each(TRAVERSAL)('%s is no file', async (path) => {
    const answer = await sendRequest(served.port, 'GET', path, [withPort(HOST)])
    expect(answer.status).toBe(404)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
  })
})
