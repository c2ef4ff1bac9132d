import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Roomdeck, startRoomdeck, startSimulator } from '../support/roomdeck.ts'
import { sendRequest } from '../support/rawHttp.ts'
import { makeDist, removeDist } from '../support/serve.ts'

const RUNNING = '/processes/v1/app-demo/list/running'
const FAULTS = '/simulator/faults'

let dist: string
let app: Roomdeck
beforeAll(async () => {
  dist = makeDist()
  app = await startRoomdeck({ dist, flags: ['--seed', '7'] })
})
afterAll(async () => {
  await app.stop()
  removeDist(dist)
})

const post = (headers: string[], body = '{"faults":["http-500"]}') =>
  sendRequest(app.port, 'POST', FAULTS, [...headers, `Content-Length: ${body.length}`], body)

const reasonNow = async () => {
  const response = await fetch(app.url + RUNNING)
  const body: unknown = await response.json()
  return { status: response.status, reason: Reflect.get(Object(body), 'reason') as unknown }
}

describe('the embedded simulator', () => {
  it('comes through the same path as any upstream', async () => {
    const response = await fetch(app.url + RUNNING)
    const rows: unknown = await response.json()
    expect(Array.isArray(rows) && rows.length).toBeGreaterThan(100)
    expect(Number(response.headers.get('x-roomdeck-time'))).toBeGreaterThan(1_700_000_000_000)
    expect(response.headers.get('x-roomdeck-source')).toBe('simulator')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each([
    ['http-500', 502, 'upstream-status'],
    ['http-401', 502, 'upstream-status'],
    ['http-404', 502, 'upstream-status'],
    ['http-429=3', 429, 'upstream-status'],
    // Under load the system may tell the reader of the end before it tells of the reset.
    ['reset', 502, expect.stringMatching(/^(?:reset|cut)$/)],
    ['cut', 502, 'cut'],
    ['html', 502, 'not-json'],
    ['empty-body', 502, 'not-json'],
  ])('--fault %s → %i %s, and back', async (fault, status, reason) => {
    await app.setFaults([fault])
    expect(await reasonNow()).toEqual({ status, reason })
    await app.setFaults([])
    expect((await reasonNow()).status).toBe(200)
  })

  it.each([
    ['a proxy', 403, ['X-Forwarded-For: 10.0.0.1', 'Content-Type: application/json']],
    ['a proxy, by the standard', 403, ['Forwarded: for=10.0.0.1', 'Content-Type: application/json']],
    ['another site', 403, ['Sec-Fetch-Site: cross-site', 'Content-Type: application/json']],
    ['another origin', 403, ['Origin: http://evil.example', 'Content-Type: application/json']],
    ['a form', 415, ['Content-Type: text/plain']],
    ['no content type', 415, []],
  ])('faults are not set by %s', async (_title, status, headers) => {
    const host = `Host: 127.0.0.1:${app.port}`
    expect((await post([host, ...headers])).status).toBe(status)
    expect((await reasonNow()).status).toBe(200)
  })

  it('faults are not set under a rebound name', async () => {
    expect((await post(['Host: evil.example', 'Content-Type: application/json'])).status).toBe(421)
  })
})

describe('a simulator on its own', () => {
  it('is an upstream like any other', async () => {
    const simulator = await startSimulator({ flags: ['--processes', '50'] })
    const other = await startRoomdeck({ dist, flags: ['--upstream', simulator.url], env: { ROOMDECK_TOKEN: 'any' } })
    const rows: unknown = await (await fetch(other.url + RUNNING)).json()
    expect(Array.isArray(rows) && rows.length).toBeGreaterThanOrEqual(45)
    expect((await fetch(other.url + FAULTS)).status).toBe(404)
    expect(await simulator.stop()).toBe(0)
    expect(await (await fetch(other.url + RUNNING)).json()).toMatchObject({ reason: 'unreachable' })
    expect(await other.stop()).toBe(0)
  })
})
