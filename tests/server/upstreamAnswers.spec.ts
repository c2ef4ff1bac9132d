import type { IncomingHttpHeaders } from 'node:http'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Chaos, sendJson, startChaos } from '../support/chaos.ts'
import { sendRequest } from '../support/rawHttp.ts'
import { type Served, serve } from '../support/serve.ts'

const CAP = 16 * 1024 * 1024
const RUNNING = '/processes/v1/app-demo/list/running'
const TOKEN = 'canary-7f3a9c/+=secret'

let chaos: Chaos
let served: Served
beforeAll(async () => {
  chaos = await startChaos()
  served = await serve(chaos.url, { maxBytes: CAP, token: () => TOKEN })
})
afterAll(async () => {
  await served.close()
  await chaos.close()
})
beforeEach(() => {
  chaos.hits.length = 0
})

const ask = (path = RUNNING, headers: Record<string, string> = { 'Accept-Encoding': 'identity' }) =>
  fetch(`${served.url}${path}`, { headers })

describe('an upstream that answers', () => {
  const odd = Buffer.from('\uFEFF [ {"processId" : "a/b?c#d \\u202e é 日本 🎮", "x":1.0, "x":2e0}\n]')
  const large = Buffer.from(JSON.stringify(Array.from({ length: 5000 }, (_, index) => ({ index, text: `é${index}` }))))

  it.each([
    ['odd but sound bytes', odd],
    ['a large list', large],
    ['32 levels', Buffer.from('['.repeat(32) + ']'.repeat(32))],
    ['brackets inside a string', Buffer.from(`["${'['.repeat(100)}\\"${'{'.repeat(100)}"]`)],
    ['a body at the cap', Buffer.from(`"${'x'.repeat(CAP - 2)}"`)],
  ])('%s come through unchanged, packed or not on either side', async (_title, bytes) => {
    for (const packed of [false, true]) {
      const body = packed ? gzipSync(bytes) : bytes
      chaos.behave(sendJson(body, packed ? { 'Content-Encoding': 'gzip' } : {}))
      for (const encoding of ['identity', 'gzip', 'gzip;q=0', 'br, gzip;q=0.5', '*']) {
        const response = await ask(RUNNING, { 'Accept-Encoding': encoding })
        expect(response.status).toBe(200)
        expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
        const wanted = encoding === 'identity' || encoding === 'gzip;q=0' ? null : 'gzip'
        expect(response.headers.get('content-encoding')).toBe(wanted)
      }
    }
  })

  it('passes packed bytes on as they came', async () => {
    const body = gzipSync(large, { level: 9 })
    chaos.behave(sendJson(body, { 'Content-Encoding': 'gzip' }))
    const host = `Host: 127.0.0.1:${served.port}`
    const answer = await sendRequest(served.port, 'GET', RUNNING, [host, 'Accept-Encoding: gzip'])
    expect(Buffer.from(answer.body, 'latin1').equals(body)).toBe(true)
    expect(gunzipSync(body).equals(large)).toBe(true)
  })

  it('sends none of its headers on but Retry-After', async () => {
    chaos.behave(
      sendJson('[]', {
        'Set-Cookie': 'a=1',
        Server: 'nginx',
        ETag: '"x"',
        'X-Powered-By': 'PHP',
        'Access-Control-Allow-Origin': '*',
        'Content-Security-Policy': "default-src *; script-src 'unsafe-inline'",
        'Cache-Control': 'public, max-age=600',
        'Retry-After': '3',
      }),
    )
    const { headers } = await ask()
    for (const name of ['set-cookie', 'server', 'etag', 'x-powered-by', 'access-control-allow-origin']) {
      expect(headers.has(name)).toBe(false)
    }
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox; frame-ancestors 'none'")
    expect(headers.get('retry-after')).toBe('3')
  })

  it('asks with the token, for JSON, and sends nothing of the viewer on', async () => {
    chaos.behave(sendJson('[]'))
    await ask(RUNNING, { Authorization: 'Bearer viewer', Cookie: 'a=1', 'X-Forwarded-For': '1.2.3.4' })
    const headers: IncomingHttpHeaders = chaos.hits[0]?.headers ?? {}
    expect(headers.authorization).toBe(`Bearer ${TOKEN}`)
    expect(headers.accept).toBe('application/json')
    expect(headers['accept-encoding']).toBe('gzip')
    expect(headers.cookie).toBeUndefined()
    expect(headers['x-forwarded-for']).toBeUndefined()
  })

  it.each([
    ['/processes/v1/app-demo/list/stopped', '/processes/v1/app-demo/list/stopped'],
    [
      '/processes/v1/app-demo/list/running?region=Sao%20Paulo&x=1',
      '/processes/v1/app-demo/list/running?region=Sao%20Paulo',
    ],
    ['/processes/v1/a%2Fb/list/running', '/processes/v1/a%2Fb/list/running'],
    ['/processes/v1/app-demo/info/a%2Fb%3Fc%23d', '/processes/v1/app-demo/info/a%2Fb%3Fc%23d'],
    ['/processes/v1/app-demo/info/%3Cscript%3E', '/processes/v1/app-demo/info/%3Cscript%3E'],
    ['/processes/v1/app-demo/info/__proto__', '/processes/v1/app-demo/info/__proto__'],
    ['/processes/v1/app-demo/info/%F0%9F%8E%AE', '/processes/v1/app-demo/info/%F0%9F%8E%AE'],
    ['/processes/v1/app-demo/info/%252e', '/processes/v1/app-demo/info/%252e'],
  ])('%s is asked as %s', async (path, asked) => {
    chaos.behave(sendJson('{}'))
    await ask(path)
    expect(chaos.hits.map((hit) => hit.url)).toEqual([asked])
  })

  it.each([
    ['its own time', { 'X-Roomdeck-Time': '1795453081000' }, 1_795_453_081_000],
    ['its own time, whatever Age says', { 'X-Roomdeck-Time': '1795453081000', Age: '60' }, 1_795_453_081_000],
  ])('gives %s', async (_title, headers: Record<string, string>, time) => {
    chaos.behave(sendJson('[]', headers))
    expect(Number((await ask()).headers.get('x-roomdeck-time'))).toBe(time)
  })

  it.each([
    ['no time', {}, 0],
    ['a copy that a cache held for ten minutes', { Age: '600' }, 600_000],
    ['a time that is none', { 'X-Roomdeck-Time': '1e3' }, 0],
    ['a time in seconds, with a sign', { 'X-Roomdeck-Time': '-5' }, 0],
    ['a time out of this world', { 'X-Roomdeck-Time': '999999999999999' }, 0],
  ])('gives the time of the answer for %s', async (_title, headers: Record<string, string>, old) => {
    chaos.behave(sendJson('[]', headers))
    const before = Date.now()
    const time = Number((await ask()).headers.get('x-roomdeck-time')) + old
    expect(time).toBeGreaterThanOrEqual(before)
    expect(time).toBeLessThanOrEqual(Date.now())
  })
})
