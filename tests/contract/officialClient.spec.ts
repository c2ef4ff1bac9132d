import { HathoraCloud } from '@hathora/cloud-sdk-typescript'
import type { Process, ProcessWithRooms } from '@hathora/cloud-sdk-typescript/models/components'
import { ApiError, HathoraCloudError } from '@hathora/cloud-sdk-typescript/models/errors'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listenSimulator } from '../../simulator/listen.ts'
import { DEFAULT_SIMULATOR_OPTIONS } from '../../simulator/options.ts'
import { KNOWN_REGIONS } from '../../src/types/region.ts'

// The official client is the judge of the simulator: it refuses a whole list for one row that is not as Hathora sends
// it. The clock stands still, so that two calls see the same second.
const APP = 'app-demo'
const NOW = Date.UTC(2026, 9, 20, 12, 30)
const TOKEN = 'a-token'

let simulator: Awaited<ReturnType<typeof listenSimulator>>
let serverURL = ''

beforeAll(async () => {
  simulator = await listenSimulator(DEFAULT_SIMULATOR_OPTIONS, () => NOW, 0)
  serverURL = `http://127.0.0.1:${simulator.port}`
})

afterAll(() => simulator.close())

const client = (hathoraDevToken: string | undefined = TOKEN, appId = APP) =>
  new HathoraCloud({ serverURL, appId, ...(hathoraDevToken === '' ? {} : { hathoraDevToken }) }).processesV1

type Row = Record<string, unknown>

const raw = async (path: string): Promise<unknown> => {
  const answer = await fetch(`${serverURL}/processes/v1/${APP}${path}`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  })
  expect(answer.status).toBe(200)
  return answer.json()
}

const DATE = /^\d{4}-\d\d-\d\dT/

/** A raw row as the client hands it out: dates read. Room configs are text, whatever they look like. */
function read(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return key !== 'roomConfig' && DATE.test(value) ? new Date(value) : value
  if (Array.isArray(value)) return value.map((one) => read(one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, read(inner, name)]))
}

const byId = <T extends { processId: string }>(rows: T[]): T[] =>
  rows.toSorted((a, b) => (a.processId < b.processId ? -1 : 1))

async function setFaults(...faults: string[]): Promise<void> {
  const answer = await fetch(`${serverURL}/simulator/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ faults }),
  })
  expect(answer.status).toBe(200)
}

/** The client's error of a call that must fail. */
async function failure(call: Promise<unknown>): Promise<HathoraCloudError> {
  const error = await call.then(
    () => new Error('the call went well'),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(HathoraCloudError)
  return error as HathoraCloudError
}

describe('the official client reads the simulator', () => {
  test('the running list, every row and field of it', async () => {
    const rows: ProcessWithRooms[] = await client().getRunningProcesses(APP)
    const sent = (await raw('/list/running')) as Row[]
    expect(rows.length).toBeGreaterThan(200)
    expect(rows).toEqual(read(sent))
    expect(new Set(rows.map((row) => row.region))).toEqual(new Set(KNOWN_REGIONS))
    expect(rows.reduce((sum, row) => sum + row.rooms.length, 0)).toBeGreaterThan(500)
    expect(rows.every((row) => row.rooms.every((room) => room.currentAllocation?.processId === row.processId))).toBe(
      true,
    )
  })

  test('the app that the client was made for', async () => {
    expect(await client().getRunningProcesses()).toHaveLength((await client().getRunningProcesses(APP)).length)
  })

  test('region by region: together the whole', async () => {
    const whole = await client().getRunningProcesses(APP)
    const parts: ProcessWithRooms[] = []
    for (const region of KNOWN_REGIONS) {
      const rows = await client().getRunningProcesses(APP, region)
      expect(rows.every((row) => row.region === region)).toBe(true)
      expect(rows).toEqual(read(await raw(`/list/running?region=${region}`)))
      parts.push(...rows)
    }
    expect(byId(parts)).toEqual(byId(whole))
  })

  test('the stopped list, with how each ended', async () => {
    const rows: Process[] = await client().getStoppedProcesses(APP)
    expect(rows).toEqual(read(await raw('/list/stopped')))
    expect(rows.length).toBeGreaterThan(50)
    expect(rows.every((row) => row.terminatedAt instanceof Date)).toBe(true)
    const tokyo = await client().getStoppedProcesses(APP, 'Tokyo')
    expect(byId(tokyo)).toEqual(byId(rows.filter((row) => row.region === 'Tokyo')))
  })

  test('one process, running or stopped', async () => {
    const [running] = await client().getRunningProcesses(APP)
    const [stopped] = await client().getStoppedProcesses(APP)
    const { rooms: _, totalRooms: __, ...rest } = running as ProcessWithRooms
    expect(await client().getProcessInfoDeprecated(running?.processId ?? '', APP)).toEqual(rest)
    expect(await client().getProcessInfoDeprecated(stopped?.processId ?? '', APP)).toEqual(stopped)
  })

  test.each([
    ['large', 3_000],
    ['tiny', 3],
  ])('a %s fleet', async (_, processes) => {
    const other = await listenSimulator({ ...DEFAULT_SIMULATOR_OPTIONS, processes, seed: 8 }, () => NOW, 0)
    try {
      const { processesV1 } = new HathoraCloud({ serverURL: `http://127.0.0.1:${other.port}`, hathoraDevToken: TOKEN })
      const rows = await processesV1.getRunningProcesses(APP)
      expect(Math.abs(rows.length - processes)).toBeLessThanOrEqual(processes * 0.1)
      await processesV1.getStoppedProcesses(APP)
    } finally {
      await other.close()
    }
  })
})

const CALLS: [string, (processes: ReturnType<typeof client>, app: string) => Promise<unknown>][] = [
  ['getRunningProcesses', (processes, app) => processes.getRunningProcesses(app)],
  ['getStoppedProcesses', (processes, app) => processes.getStoppedProcesses(app)],
  ['getProcessInfoDeprecated', (processes, app) => processes.getProcessInfoDeprecated('nobody', app)],
]

describe.each(CALLS)('the official client is refused: %s', (_, call) => {
  test('401 without a token', async () => {
    const error = await failure(call(client(''), APP))
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ statusCode: 401, message: 'a bearer token is needed' })
  })

  test('404 for another app', async () => {
    const error = await failure(call(client(), 'app-other'))
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ statusCode: 404, message: 'no app "app-other"' })
  })

  test.each([
    ['http-401', 401, ApiError],
    ['http-429=30', 429, ApiError],
    ['http-500', 500, HathoraCloudError],
    // The early 404 is a bare string: the client can't read it as its error, but it is one.
    ['http-404', 404, HathoraCloudError],
  ])('%s', async (fault, status, kind) => {
    await setFaults(fault)
    try {
      const error = await failure(call(client(), APP))
      expect(error).toBeInstanceOf(kind)
      expect(error.statusCode).toBe(status)
      expect(error.headers.get('retry-after')).toBe(status === 429 ? '30' : null)
    } finally {
      await setFaults()
    }
  })
})

describe('the official client is refused, in a list', () => {
  test('422 for a region that there is not', async () => {
    for (const error of [
      await failure(client().getRunningProcesses(APP, 'Atlantis' as 'Tokyo')),
      await failure(client().getStoppedProcesses(APP, 'Atlantis' as 'Tokyo')),
    ]) {
      // 422 is an error of the contract, with a message.
      expect(error.statusCode).toBe(422)
      expect(error.body).toContain('Atlantis')
    }
  })

  test('404 for a process that there is not', async () => {
    const error = await failure(client().getProcessInfoDeprecated('nobody', APP))
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ statusCode: 404, message: 'no process "nobody"' })
  })

  test('one bad row costs it the whole list', async () => {
    await setFaults('bad-rows=1')
    try {
      expect((await failure(client().getRunningProcesses(APP))).name).toBe('ResponseValidationError')
    } finally {
      await setFaults()
    }
  })

  test.each(['unknown-keys', 'new-enums', 'cap-10', 'duplicate-rows=3', 'region-down=Tokyo', 'freeze-counters'])(
    'it reads a list with %s',
    async (fault) => {
      await setFaults(fault)
      try {
        const rows = await client().getRunningProcesses(APP)
        expect(rows).toHaveLength(((await raw('/list/running')) as unknown[]).length)
        expect(rows.length).toBeGreaterThanOrEqual(10)
      } finally {
        await setFaults()
      }
    },
  )
})
