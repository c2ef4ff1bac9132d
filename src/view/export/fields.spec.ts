import { describe, expect, test } from 'vitest'
import { HELD, LIFECYCLES, type ProcessFacts } from '../../types/fleet.ts'
import type { Room } from '../../types/room.ts'
import type { Columns } from '../../types/snapshot.ts'
import { PROCESS_FIELDS, ROOM_LINE_FIELDS, type Cell, type ProcessRow } from './fields.ts'
import { objectOf } from './json.ts'
import { AT, columnsOf, factsOf, roomOf } from './testFleet.ts'

const processRow = (
  facts: Partial<ProcessFacts> = {},
  columns: Partial<Record<keyof Columns, number>> = {},
): ProcessRow => ({
  source: 'simulator',
  feedTime: AT,
  facts: factsOf('p-0', facts),
  slot: 0,
  columns: columnsOf(1, columns),
  why: null,
})

const roomLine = (room: Partial<Room> = {}) => ({
  room: roomOf('r-1', room),
  process: processRow(),
  seenAt: AT + 5000,
})

test('a process has every column, as raw values', () => {
  expect(objectOf(PROCESS_FIELDS, { ...processRow(), why: 'overdue: 2 h 10' })).toEqual({
    source: 'simulator',
    appId: 'app-demo',
    processId: 'p-0',
    deploymentId: '417',
    region: 'Sao_Paulo',
    lifecycle: 'running',
    host: 'h1.example',
    port: 70_123,
    transportType: 'udp',
    startingAt: '2026-11-24T03:03:45.000Z',
    startedAt: '2026-11-24T03:03:55.000Z',
    stoppingAt: null,
    terminatedAt: null,
    activeConnections: 12,
    activeConnectionsUpdatedAt: '2026-11-24T03:04:03.500Z',
    egressedBytes: 5_000_000_000,
    egressBytesPerSecond: 2048.5,
    roomCount: 2,
    roomsPerProcess: 4,
    roomSlotsAvailable: 2,
    why: 'overdue: 2 h 10',
    held: null,
    feedTime: '2026-11-24T03:04:05.000Z',
  })
})

describe('a process', () => {
  const cell = (row: ProcessRow, name: string): Cell => objectOf(PROCESS_FIELDS, row)[name] ?? null
  test.each<[title: string, row: ProcessRow, name: string, value: Cell]>([
    ['an unknown rate is unknown, not 0', processRow({}, { egressRate: Number.NaN }), 'egressBytesPerSecond', null],
    ['a rate of 0 is 0', processRow({}, { egressRate: 0 }), 'egressBytesPerSecond', 0],
    ['unknown connections', processRow({}, { connections: Number.NaN }), 'activeConnections', null],
    ['an unknown age', processRow({}, { connectionsAt: Number.NaN }), 'activeConnectionsUpdatedAt', null],
    ['not started yet', processRow({ startedAt: null }), 'startedAt', null],
    ['draining', processRow({}, { lifecycle: LIFECYCLES.indexOf('draining') }), 'lifecycle', 'draining'],
    ['not in the newest answer', processRow({}, { held: HELD.indexOf('absent') }), 'held', 'absent'],
    ['without a port', processRow({ exposedPort: null }), 'host', null],
    ['with the deprecated host alone', processRow({ exposedPort: null, host: 'old.example' }), 'host', 'old.example'],
    ['with the deprecated port alone', processRow({ exposedPort: null, port: 7777 }), 'port', 7777],
    ['without a transport', processRow({ exposedPort: null }), 'transportType', null],
  ])('%s', (_title, row, name, value) => {
    expect(cell(row, name)).toBe(value)
  })
})

test('a room has every column, with what its process is', () => {
  expect(objectOf(ROOM_LINE_FIELDS, roomLine())).toEqual({
    roomId: 'r-1',
    appId: 'app-demo',
    status: 'active',
    roomConfig: '{"mode":"duel"}',
    roomAllocationId: 'alloc-r-1',
    allocationProcessId: 'p-0',
    scheduledAt: '2026-11-24T03:04:00.000Z',
    unscheduledAt: null,
    roomFeedTime: '2026-11-24T03:04:10.000Z',
    source: 'simulator',
    processId: 'p-0',
    deploymentId: '417',
    region: 'Sao_Paulo',
    lifecycle: 'running',
    host: 'h1.example',
    port: 70_123,
    held: null,
  })
})

test('a room without config and allocation has none', () => {
  expect(objectOf(ROOM_LINE_FIELDS, roomLine({ roomConfig: null, currentAllocation: null }))).toMatchObject({
    roomConfig: null,
    roomAllocationId: null,
    allocationProcessId: null,
    scheduledAt: null,
    unscheduledAt: null,
  })
})

test.each([{ fields: PROCESS_FIELDS }, { fields: ROOM_LINE_FIELDS }])('no name stands twice', ({ fields }) => {
  const names = fields.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
})
