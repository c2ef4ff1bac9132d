import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ApiError, failureWords } from './apiError.ts'
import { getJson, parseRetryAfter } from './http.ts'
import { createProcessesSource } from './processesSource.ts'

// Longer than a screen: tables of answers to one call.

type Behaviour = (response: ServerResponse, request: IncomingMessage) => unknown

let server: Server
let base = ''
let behave: Behaviour = (response) => response.end()
const asked: string[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    behave(response, request)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  base = typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : ''
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const answer =
  (status: number, body: string | Buffer, headers: Record<string, string> = {}): Behaviour =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(body)
  }
/** Byte by byte, each by itself on the line. */
const inBytes =
  (body: string): Behaviour =>
  async (response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    for (const byte of Buffer.from(body)) {
      response.write(Buffer.of(byte))
      await setTimeout(4)
    }
    response.end()
  }
const call = (timeoutMs = 5000, signal = new AbortController().signal) =>
  getJson(`${base}/x`, { signal, timeoutMs, now: () => performance.now() })
const failureOf = async (behaviour: Behaviour, timeoutMs?: number): Promise<ApiError> => {
  behave = behaviour
  const error: unknown = await call(timeoutMs).catch((caught: unknown) => caught)
  if (error instanceof ApiError) return error
  return expect.unreachable(`no ApiError, but ${String(error)}`)
}

describe('a good answer', () => {
  test.each<[title: string, behaviour: Behaviour, payload: unknown]>([
    ['a list', answer(200, '[{"a":1}]'), [{ a: 1 }]],
    ['characters and a byte-order mark that come in parts', inBytes('\ufeff["é🎮"]'), ['é🎮']],
    ['with one byte-order mark', answer(200, '\ufeff[]'), []],
    ['with a charset', answer(200, '[]', { 'content-type': 'application/json; charset=utf-8' }), []],
    ['of a JSON kind', answer(200, '[]', { 'content-type': 'application/problem+json' }), []],
    ['gzipped', answer(200, gzipSync('[7]'), { 'content-encoding': 'gzip' }), [7]],
    ['beyond ASCII', answer(200, '["ア"]'), ['ア']],
    ['an own key __proto__', answer(200, '{"__proto__":{"x":1}}'), JSON.parse('{"__proto__":{"x":1}}')],
  ])('%s', async (_title, behaviour, payload) => {
    behave = behaviour
    const good = await call()
    expect(good.payload).toEqual(payload)
    expect(good.durationMs).toBeGreaterThan(0)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  test.each<[title: string, headers: Record<string, string>, feedTime: number | null]>([
    [
      'our own header',
      { 'x-roomdeck-time': '1772445600123', date: 'Mon, 02 Mar 2026 09:00:00 GMT' },
      1_772_445_600_123,
    ],
    ['else the date', { date: 'Mon, 02 Mar 2026 10:00:00 GMT' }, Date.UTC(2026, 2, 2, 10)],
    [
      'a header that is no number',
      { 'x-roomdeck-time': 'soon', date: 'Mon, 02 Mar 2026 10:00:00 GMT' },
      Date.UTC(2026, 2, 2, 10),
    ],
    ['neither', { date: 'now' }, null],
  ])('its time: %s', async (_title, headers, feedTime) => {
    behave = answer(200, '[]', headers)
    expect((await call()).feedTime).toBe(feedTime)
  })
})

test('an answer that names another source than the one asked for is refused, and says what to do', async () => {
  behave = answer(200, '[]', { 'x-roomdeck-source': 'prod.example' })
  const ask = (source?: string) =>
    getJson(`${base}/x`, {
      signal: new AbortController().signal,
      timeoutMs: 5000,
      now: () => performance.now(),
      ...(source === undefined ? {} : { source }),
    })
  expect((await ask()).payload).toEqual([])
  expect((await ask('prod.example')).payload).toEqual([])
  const error: unknown = await ask('staging.example').catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ApiError)
  expect(failureWords(error as ApiError)).toBe('this server now watches another source (prod.example): reload the page')
  // Who does not say is believed.
  behave = answer(200, '[]')
  expect((await ask('staging.example')).payload).toEqual([])
})

describe('a bad answer', () => {
  test.each<[title: string, behaviour: Behaviour, reason: string, status: number | null]>([
    ['an error', answer(500, '{"message":"oops"}'), 'status', 500],
    ['401', answer(401, '{"message":"who?"}'), 'status', 401],
    ['404 as a bare string', answer(404, '"no such app"'), 'status', 404],
    ['an error page', answer(502, '<h1>Bad gateway</h1>', { 'content-type': 'text/html' }), 'status', 502],
    [
      "our server's word for its upstream",
      answer(502, '{"message":"slow","reason":"timeout","upstreamStatus":null}'),
      'timeout',
      502,
    ],
    [
      "the upstream's status through our server",
      answer(502, '{"message":"oops","reason":"upstream-status","upstreamStatus":500}'),
      'status',
      500,
    ],
    ['HTML that says 200', answer(200, '<h1>Log in</h1>', { 'content-type': 'text/html' }), 'not-json', 200],
    ['no content type', answer(200, '[]', { 'content-type': '' }), 'not-json', 200],
    ['nothing', answer(200, ''), 'bad-body', 200],
    ['204', (response) => response.writeHead(204).end(), 'not-json', 204],
    ['half a list', answer(200, '[1,'), 'bad-body', 200],
    ['two lists', answer(200, '[][]'), 'bad-body', 200],
    ['a trailing comma', answer(200, '[1,]'), 'bad-body', 200],
    ['NaN', answer(200, '[NaN]'), 'bad-body', 200],
    ['two byte-order marks', answer(200, '\ufeff\ufeff[]'), 'bad-body', 200],
    ['invalid UTF-8', answer(200, Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d])), 'bad-body', 200],
    ['a character without its end', answer(200, Buffer.from([0x5b, 0x5d, 0xf0, 0x9f])), 'bad-body', 200],
    ['UTF-16', answer(200, Buffer.from('[]', 'utf16le')), 'bad-body', 200],
    ['a redirect', answer(302, '', { location: 'http://127.0.0.1:9/' }), 'no-answer', null],
    ['a connection closed at once', (response) => response.destroy(), 'no-answer', null],
    [
      'a body cut short',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' })
        response.write('[1,')
        setImmediate(() => response.destroy())
      },
      'cut',
      null,
    ],
    [
      'a body without its last chunk',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.write('[]')
        setImmediate(() => response.destroy())
      },
      'cut',
      null,
    ],
  ])('%s', async (_title, behaviour, reason, status) => {
    const error = await failureOf(behaviour)
    expect([error.reason, error.status]).toEqual([reason, status])
    expect(failureWords(error)).not.toBe('')
  })

  test.each<[title: string, behaviour: Behaviour]>([
    ['no headers', () => {}],
    [
      'headers and then nothing',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.flushHeaders()
      },
    ],
    [
      'an error whose body hangs',
      (response) => {
        response.writeHead(500, { 'content-type': 'application/json' })
        response.write('{"message":')
      },
    ],
  ])('within the deadline: %s', async (_title, behaviour) => {
    const error = await failureOf(behaviour, 100)
    expect([error.reason, error.status]).toEqual(['timeout', null])
  })

  test('the caller who gives up gets his own reason', async () => {
    const abort = new AbortController()
    behave = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write('[')
      setImmediate(() => abort.abort(new Error('enough')))
    }
    await expect(call(5000, abort.signal)).rejects.toThrow('enough')
    const before = asked.length
    await expect(call(5000, AbortSignal.abort(new Error('never')))).rejects.toThrow('never')
    expect(asked).toHaveLength(before)
  })

  test('a server that is not there', async () => {
    const signal = new AbortController().signal
    const error: unknown = await getJson('http://127.0.0.1:9/', { signal, timeoutMs: 5000, now: () => 0 }).catch(
      (e: unknown) => e,
    )
    expect(error).toMatchObject({ name: 'ApiError', reason: 'no-answer', status: null, retryAfterMs: null })
  })
})

describe('Retry-After', () => {
  const sentAt = Date.UTC(2026, 2, 2, 10)
  test.each<[header: string | null, ms: number | null]>([
    [null, null],
    ['', null],
    ['0', 0],
    ['42', 42_000],
    [' 42 ', 42_000],
    ['-5', 0],
    ['300', 300_000],
    ['301', 300_000],
    ['1000000000', 300_000],
    ['9'.repeat(400), 300_000],
    ['10.5', null],
    ['soon', null],
    ['2026-03-02', null],
    ['Mon, 02 Mar 2026 10:01:00 GMT', 60_000],
    ['Monday, 02-Mar-26 10:01:00 GMT', 60_000],
    ['Mon Mar  2 10:01:00 2026', 60_000],
    ['Mon, 02 Mar 2026 09:00:00 GMT', 0],
    ['Mon, 02 Mar 2076 09:00:00 GMT', 300_000],
    ['Mon, 99 Foo 2026', null],
  ])('%s', (header, ms) => {
    expect(parseRetryAfter(header, sentAt)).toBe(ms)
  })

  test('a date without a clock to hold it against says nothing', () => {
    expect(parseRetryAfter('Mon, 02 Mar 2026 10:01:00 GMT', Number.NaN)).toBeNull()
  })

  test.each<[title: string, headers: Record<string, string>, ms: number | null]>([
    ['seconds', { 'retry-after': '7' }, 7000],
    ['none', {}, null],
    [
      'a date by the date of the answer',
      { 'retry-after': 'Mon, 02 Mar 2026 10:01:00 GMT', date: 'Mon, 02 Mar 2026 10:00:00 GMT' },
      60_000,
    ],
    [
      'a date by our own header',
      { 'retry-after': 'Mon, 02 Mar 2026 10:01:00 GMT', date: 'now', 'x-roomdeck-time': String(sentAt) },
      60_000,
    ],
  ])('of an answer: %s', async (_title, headers, ms) => {
    expect((await failureOf(answer(429, '{"message":"slow down"}', headers))).retryAfterMs).toBe(ms)
  })
})

describe('the contract’s calls', () => {
  const source = (regions: readonly string[] = []) =>
    createProcessesSource({ id: 's', base, app: 'a/b', regions, timeoutMs: 5000, now: () => 0 })
  const signal = new AbortController().signal

  test.each<[title: string, ask: () => Promise<unknown>, paths: string[]]>([
    ['all at once', () => source().listRunning(signal), ['/processes/v1/a%2Fb/list/running']],
    [
      'by region',
      () => source(['Tokyo', 'a&b']).listRunning(signal),
      ['/processes/v1/a%2Fb/list/running?region=Tokyo', '/processes/v1/a%2Fb/list/running?region=a%26b'],
    ],
    ['stopped', () => source().listStopped(signal), ['/processes/v1/a%2Fb/list/stopped']],
    ['one', () => source().info('a/b?c#d', signal), ['/processes/v1/a%2Fb/info/a%2Fb%3Fc%23d']],
  ])('%s', async (_title, ask, paths) => {
    behave = answer(200, '[]')
    asked.length = 0
    await ask()
    expect(asked.toSorted()).toEqual(paths.toSorted())
  })

  test.each(['.', '..'])('an ID that is a path of its own is not asked for: %s', async (id) => {
    await expect(source().info(id, signal)).rejects.toBeInstanceOf(ApiError)
  })

  test("a region's failure is its own", async () => {
    behave = (response, request) => answer(request.url?.includes('Tokyo') ? 500 : 200, '[]')(response, request)
    const parts = await source(['Tokyo', 'London']).listRunning(signal)
    expect(parts.map(({ region, answer }) => [region, answer instanceof ApiError])).toEqual([
      ['Tokyo', true],
      ['London', false],
    ])
  })
})
