import { request } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { createSimulatorHandler } from './http.ts'
import { listenSimulator } from './listen.ts'
import { DEFAULT_SIMULATOR_OPTIONS, OptionError, type SimulatorOptions } from './options.ts'
import { MINUTE, START } from './testWorld.ts'

// Longer than a screen: one server, and tables of what it answers.

const RUNNING = '/processes/v1/app-demo/list/running'
const STOPPED = '/processes/v1/app-demo/list/stopped'
const TOKEN = { authorization: 'Bearer anything' }

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** A small simulator on a free port, with a clock that the spec sets. */
async function serve(options: Partial<SimulatorOptions> = {}) {
  const clock = { now: START }
  const all = { ...DEFAULT_SIMULATOR_OPTIONS, processes: 40, ...options }
  const server = await listenSimulator(all, () => clock.now, 0)
  open.push(server)
  const base = `http://127.0.0.1:${server.port}`
  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(base + path, { headers: TOKEN, redirect: 'manual', ...init })
  const order = (body: string, headers: Record<string, string> = {}): Promise<Response> =>
    call('/simulator/faults', { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })
  return { clock, base, call, order, port: server.port }
}

const json = async (answer: Response): Promise<unknown> => answer.json()

describe('the contract over HTTP', () => {
  test.each([
    ['no token', RUNNING, {}, 401],
    ['another kind of token', RUNNING, { authorization: 'Basic eDp5' }, 401],
    ['an empty token', RUNNING, { authorization: 'Bearer ' }, 401],
    ['another app', '/processes/v1/app-other/list/running', TOKEN, 404],
    ['an unknown process', '/processes/v1/app-demo/info/nobody', TOKEN, 404],
    ['a broken escape', '/processes/v1/app-demo/info/%zz', TOKEN, 404],
    ['an unknown list', '/processes/v1/app-demo/list/idle', TOKEN, 404],
    ['an unknown address', '/nothing', TOKEN, 404],
    ['no address at all', '//', TOKEN, 404],
    ['an unknown region', `${RUNNING}?region=Atlantis`, TOKEN, 422],
    ['two regions', `${RUNNING}?region=Tokyo&region=London`, TOKEN, 422],
    ['a region', `${RUNNING}?region=Tokyo`, TOKEN, 200],
    ['the whole list', RUNNING, TOKEN, 200],
    ['the stopped list', STOPPED, TOKEN, 200],
    ['health, without a token', '/healthz', {}, 200],
  ])('%s', async (_, path, headers, status) => {
    const { call } = await serve()
    const answer = await call(path, { headers })
    expect(answer.status).toBe(status)
    if (status >= 400) expect(await json(answer)).toEqual({ message: expect.any(String) })
  })

  test('a method that changes things is refused', async () => {
    const { call } = await serve()
    expect((await call(RUNNING, { method: 'DELETE' })).status).toBe(405)
  })

  test('info answers for running and stopped processes, under any escape', async () => {
    const { call } = await serve()
    const [running] = (await json(await call(RUNNING))) as { processId: string }[]
    const [stopped] = (await json(await call(STOPPED))) as { processId: string }[]
    for (const id of [running?.processId ?? '', stopped?.processId ?? '']) {
      const escaped = id.replace(/-/g, '%2D')
      const answer = (await json(await call(`/processes/v1/app-demo/info/${escaped}`))) as { processId: string }
      expect(answer.processId).toBe(id)
      expect(answer).not.toHaveProperty('rooms')
    }
  })

  test('every answer carries the time of the world, which runs at its speed', async () => {
    const { call, clock } = await serve({ speed: 60 })
    clock.now = START + 10_000
    for (const path of [RUNNING, '/healthz', '/nothing', '/simulator/faults']) {
      const answer = await call(path)
      expect(answer.headers.get('x-roomdeck-time')).toBe(String(START + 10 * MINUTE))
      expect(Date.parse(answer.headers.get('date') ?? '')).toBe(START + 10 * MINUTE)
    }
  })

  test('gzip where it is welcome, and the same bytes inside', async () => {
    const { base, call } = await serve()
    const plain = await (await call(RUNNING, { headers: { ...TOKEN, 'accept-encoding': 'identity' } })).text()
    const packed = await new Promise<{ encoding: unknown; bytes: Buffer }>((resolve, reject) => {
      const chunks: Buffer[] = []
      request(base + RUNNING, { headers: { ...TOKEN, 'accept-encoding': 'gzip' } }, (res) => {
        res.on('data', (chunk: Buffer) => chunks.push(chunk))
        res.on('end', () => resolve({ encoding: res.headers['content-encoding'], bytes: Buffer.concat(chunks) }))
      })
        .on('error', reject)
        .end()
    })
    expect(packed.encoding).toBe('gzip')
    expect(packed.bytes.length).toBeLessThan(plain.length / 3)
    expect(gunzipSync(packed.bytes).toString()).toBe(plain)
  })

  test('wrong options are refused before anything listens', () => {
    const make = (options: Partial<SimulatorOptions>) => () =>
      createSimulatorHandler({ ...DEFAULT_SIMULATOR_OPTIONS, processes: 5, ...options }, () => START)
    expect(make({ faults: ['zap'] })).toThrow(OptionError)
    expect(make({ faults: ['region-down=Atlantis'] })).toThrow(OptionError)
    expect(make({ story: 'boredom' })).toThrow(OptionError)
  })
})

describe('faults on answers', () => {
  test.each([
    ['http-500', 500, /^\{"message":/],
    ['http-401', 401, /^\{"message":/],
    ['http-404', 404, /^"[^"]+"$/],
    ['http-429', 429, /^\{"message":/],
    ['html', 200, /^<!doctype html>/],
    ['empty-body', 200, /^$/],
    ['empty-list', 200, /^\[\]$/],
    ['object', 200, /^\{"data":\[\{/],
  ])('%s', async (fault, status, body) => {
    const { call } = await serve({ faults: [fault] })
    const answer = await call(RUNNING)
    expect(answer.status).toBe(status)
    expect(await answer.text()).toMatch(body)
    expect((await call('/healthz')).status).toBe(200)
  })

  test('http-429=30 says when to come back, without an argument it does not', async () => {
    const { call } = await serve({ faults: ['http-429=30'] })
    expect((await call(RUNNING)).headers.get('retry-after')).toBe('30')
    const silent = await serve({ faults: ['http-429'] })
    expect((await silent.call(RUNNING)).headers.has('retry-after')).toBe(false)
  })

  test('slow answers late', async () => {
    const { call } = await serve({ faults: ['slow=120'] })
    const begin = performance.now()
    expect((await call(RUNNING)).status).toBe(200)
    expect(performance.now() - begin).toBeGreaterThan(110)
  })

  test('hang sends headers and no body', async () => {
    const { call } = await serve({ faults: ['hang'] })
    const answer = await call(RUNNING, { signal: AbortSignal.timeout(300) })
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow(/timeout|aborted/)
  })

  test.each([
    // libuv may read a reset as a plain end when the last packet was read whole.
    ['reset', /ECONNRESET|UND_ERR_SOCKET/],
    ['cut', /UND_ERR_SOCKET/],
  ])('%s breaks off inside the body', async (fault, cause) => {
    const { call } = await serve({ faults: [fault] })
    const answer = await call(RUNNING)
    expect(answer.status).toBe(200)
    const error: unknown = await answer.text().then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(TypeError)
    const { cause: why } = error as { cause?: { code?: string; message?: string } }
    expect(`${why?.code} ${why?.message}`).toMatch(cause)
  })

  test('region-down answers 503 for that region only', async () => {
    const { call } = await serve({ faults: ['region-down=Tokyo'] })
    expect((await call(`${RUNNING}?region=Tokyo`)).status).toBe(503)
    expect((await call(`${RUNNING}?region=London`)).status).toBe(200)
  })

  test('clock-skew shows in the headers, not in the rows', async () => {
    const { call } = await serve({ faults: ['clock-skew=-90'] })
    const plain = await serve()
    const answer = await call(RUNNING)
    expect(answer.headers.get('x-roomdeck-time')).toBe(String(START - 90_000))
    expect(await answer.text()).toBe(await (await plain.call(RUNNING)).text())
  })

  test('flap answers every second call of an address with 500', async () => {
    const { call } = await serve({ faults: ['flap'] })
    const statuses: number[] = []
    for (let i = 0; i < 4; i += 1) statuses.push((await call(RUNNING)).status)
    expect(statuses).toEqual([200, 500, 200, 500])
  })
})

describe('faults set live', () => {
  test('an order replaces the set, and the list tells what is on and what there is', async () => {
    const { call, order } = await serve({ faults: ['http-500'] })
    expect((await call(RUNNING)).status).toBe(500)
    expect((await order('{"faults":["http-429=7","bad-rows=2"],"story":"rollout"}')).status).toBe(200)
    expect((await call(RUNNING)).headers.get('retry-after')).toBe('7')
    expect(await json(await call('/simulator/faults'))).toMatchObject({
      faults: ['http-429=7', 'bad-rows=2'],
      story: 'rollout',
      knownFaults: { hang: { does: expect.any(String) } },
      knownStories: { 'bad-build': expect.any(String) },
    })
    await order('{"faults":[]}')
    expect((await call(RUNNING)).status).toBe(200)
    expect(await json(await call('/simulator/faults'))).toMatchObject({ faults: [], story: 'rollout' })
    await order('{"faults":[],"story":null}')
    expect(await json(await call('/simulator/faults'))).toMatchObject({ story: null })
  })

  test.each([
    ['an unknown fault', '{"faults":["zap"]}', 422, /no fault "zap"; known: http-500, /],
    ['an unknown region', '{"faults":["region-down=Atlantis"]}', 422, /Atlantis/],
    ['an unknown story', '{"faults":[],"story":"boredom"}', 422, /no story "boredom"; known: rollout/],
    ['no JSON', 'faults=hang', 422, /no JSON/],
    ['no list', '{"faults":"hang"}', 422, /expected/],
    ['a fault that is no text', '{"faults":[7]}', 422, /string/],
    ['too much', JSON.stringify({ faults: ['x'.repeat(5_000)] }), 413, /4096/],
  ])('%s is refused and changes nothing', async (_, body, status, words) => {
    const { call, order } = await serve({ faults: ['empty-list'] })
    const answer = await order(body)
    expect(answer.status).toBe(status)
    expect(((await json(answer)) as { message: string }).message).toMatch(words)
    expect(await json(await call('/simulator/faults'))).toMatchObject({ faults: ['empty-list'], story: null })
  })

  test.each([
    ['another content type', { 'content-type': 'text/plain' }, 415],
    ['a forwarded call', { 'x-forwarded-for': '203.0.113.9' }, 403],
    ['a forwarded call, by the standard', { forwarded: 'for=203.0.113.9' }, 403],
    ['a page of another site', { origin: 'https://elsewhere.example' }, 403],
    ['a name that was rebound to this machine', { host: 'elsewhere.example' }, 403],
  ])('%s is refused', async (_, headers, status) => {
    const { base, call } = await serve()
    const answered = await new Promise<number>((resolve, reject) => {
      request(`${base}/simulator/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
      })
        .on('response', (res) => resolve(res.resume().statusCode ?? 0))
        .on('error', reject)
        .end('{"faults":["http-500"]}')
    })
    expect(answered).toBe(status)
    expect((await call(RUNNING)).status).toBe(200)
  })
})

describe('closing', () => {
  test('does not wait for hanging answers', async () => {
    const { call } = await serve({ faults: ['hang'] })
    const answer = await call(RUNNING)
    const begin = performance.now()
    await open.pop()?.close()
    expect(performance.now() - begin).toBeLessThan(1_000)
    await expect(answer.text()).rejects.toThrow()
  })

  test('a taken port is an error', async () => {
    const { port } = await serve()
    const again = listenSimulator({ ...DEFAULT_SIMULATOR_OPTIONS, processes: 5 }, () => START, port)
    await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
