import { HathoraCloud } from '@hathora/cloud-sdk-typescript'
import type { ProcessWithRooms as SentProcess } from '@hathora/cloud-sdk-typescript/models/components'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProcessesSource } from '../../src/api/processesSource.ts'
import { ApiError } from '../../src/api/apiError.ts'
import { createEngine } from '../../src/engine/createEngine.ts'
import { noStorage } from '../../src/engine/storage.ts'
import { parseProcesses } from '../../src/api/parseProcesses.ts'
import type { ProcessWithRooms } from '../../src/types/process.ts'
import { type Roomdeck, startRoomdeck, startSimulator } from '../support/roomdeck.ts'

// Input that Roomdeck did not make: a simulator as a process of its own, our server in front of it, and the official
// client beside it. Both must read the same fleet.
const APP = 'app-demo'
const TOKEN = 'a-token-that-only-the-server-knows'

let simulator: Roomdeck
let deck: Roomdeck

beforeAll(async () => {
  simulator = await startSimulator()
  deck = await startRoomdeck({ flags: ['--upstream', simulator.url], env: { ROOMDECK_TOKEN: TOKEN } })
})

afterAll(async () => {
  await deck.stop()
  await simulator.stop()
})

const now = (): number => performance.now()
const ours = () => createProcessesSource({ id: 'test', base: deck.url, app: APP, regions: [], timeoutMs: 10_000, now })

/** Our list as the page reads it. */
async function readOurs(): Promise<{ processes: ProcessWithRooms[]; rows: unknown[] }> {
  const [part] = await ours().listRunning(new AbortController().signal)
  if (!part || part.answer instanceof ApiError) throw part?.answer ?? new Error('no part')
  const rows = [...part.answer.pieces()].flat()
  const { processes, rejects } = parseProcesses(rows)
  expect(rejects).toEqual([])
  return { processes, rows }
}

/**
 * The same fleet by the official client. The world moves by whole seconds and its client does not say which one it saw:
 * it is right when our own list is the same before and after.
 */
async function readBoth(): Promise<{ mine: ProcessWithRooms[]; theirs: SentProcess[] }> {
  const client = new HathoraCloud({ serverURL: simulator.url, hathoraDevToken: TOKEN, appId: APP })
  for (let attempt = 0; attempt < 20; attempt++) {
    const before = await readOurs()
    const theirs = await client.processesV1.getRunningProcesses(APP)
    const after = await readOurs()
    if (JSON.stringify(before.rows) === JSON.stringify(after.rows)) return { mine: before.processes, theirs }
  }
  throw new Error('no second of the world was long enough for three calls')
}

const ms = (date: Date | null | undefined): number | null => date?.getTime() ?? null

/** A process as the official client has it, in our words. */
const inOurWords = (sent: SentProcess) => ({
  processId: sent.processId,
  appId: sent.appId,
  deploymentId: String(sent.deploymentId),
  region: sent.region as string,
  activeConnections: sent.activeConnections,
  activeConnectionsUpdatedAt: ms(sent.activeConnectionsUpdatedAt),
  egressedBytes: sent.egressedBytes,
  draining: sent.draining,
  totalRooms: sent.totalRooms,
  roomsPerProcess: sent.roomsPerProcess,
  roomSlotsAvailable: sent.roomSlotsAvailable,
  roomSlotsAvailableUpdatedAt: ms(sent.roomSlotsAvailableUpdatedAt),
  startingAt: ms(sent.startingAt),
  startedAt: ms(sent.startedAt),
  stoppingAt: ms(sent.stoppingAt),
  terminatedAt: ms(sent.terminatedAt),
  exposedPort: sent.exposedPort ?? null,
  additionalExposedPorts: sent.additionalExposedPorts,
  rooms: sent.rooms.map((room) => ({
    appId: room.appId,
    roomId: room.roomId,
    status: room.status as string,
    roomConfig: room.roomConfig ?? null,
    currentAllocation: room.currentAllocation && {
      roomAllocationId: room.currentAllocation.roomAllocationId,
      processId: room.currentAllocation.processId,
      scheduledAt: ms(room.currentAllocation.scheduledAt),
      unscheduledAt: ms(room.currentAllocation.unscheduledAt),
    },
  })),
})

test('the official client and Roomdeck agree on every process, room, region and counter', async () => {
  const { mine, theirs } = await readBoth()
  expect(theirs.length).toBeGreaterThan(100)
  expect(new Set(theirs.map(({ region }) => region)).size).toBeGreaterThanOrEqual(10)
  const byId = new Map(mine.map((process) => [process.processId, process]))
  expect(byId.size).toBe(theirs.length)
  for (const sent of theirs) expect(byId.get(sent.processId)).toMatchObject(inOurWords(sent))
})

test("the engine's figures are the official client's", async () => {
  const engine = createEngine({ source: ours(), clock: { mono: now, wall: Date.now }, storage: noStorage })
  const signal = new AbortController().signal
  const client = new HathoraCloud({ serverURL: simulator.url, hathoraDevToken: TOKEN, appId: APP })
  const figures = async () => {
    const { totals, regions } = await engine.poll({ signal, intervalMs: 1000, spacingMs: 1000, have: null })
    return {
      processes: totals.processes,
      connections: totals.connections,
      rooms: totals.rooms,
      regions: Object.fromEntries(regions.map(({ key, connections }) => [key, connections])),
    }
  }
  const theirFigures = (rows: readonly SentProcess[]) => {
    const regions: Record<string, number> = {}
    for (const { region, activeConnections } of rows) regions[region] = (regions[region] ?? 0) + activeConnections
    return {
      processes: rows.length,
      connections: rows.reduce((sum, row) => sum + row.activeConnections, 0),
      rooms: rows.reduce((sum, row) => sum + row.totalRooms, 0),
      regions,
    }
  }
  // The world stands still, so that two who look one after the other see the same.
  await simulator.setFaults(['frozen'])
  const mine = await figures()
  expect(sorted(mine)).toEqual(sorted(theirFigures(await client.processesV1.getRunningProcesses(APP))))
  await simulator.setFaults([])
})

const sorted = <T extends { regions: Record<string, number> }>(figures: T) => ({
  ...figures,
  regions: Object.entries(figures.regions).toSorted(([a], [b]) => (a < b ? -1 : 1)),
})

test('the token goes upstream and nowhere else', async () => {
  for (const path of ['/', '/config.json', '/healthz', `/processes/v1/${APP}/list/running`, '/processes/x']) {
    const answer = await fetch(`${deck.url}${path}`)
    expect(answer.status).toBe(200)
    expect(JSON.stringify([...answer.headers])).not.toContain(TOKEN)
    expect(await answer.text()).not.toContain(TOKEN)
  }
  expect(deck.stdout() + deck.stderr()).not.toContain(TOKEN)
})
