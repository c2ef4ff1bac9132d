import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseProcess, parseProcesses, parseStopped, PayloadError } from './parseProcesses.ts'
import { sampleRoom, sampleRow } from './sampleRow.ts'

const without = (key: string): Record<string, unknown> => {
  const row = sampleRow()
  delete row[key]
  return row
}

describe('a payload that is no list', () => {
  it.each([
    ['null', null, 'expected a list of processes, found null'],
    ['an object', { data: [] }, 'expected a list of processes, found an object'],
    ['a string', 'x', 'expected a list of processes, found "x"'],
    ['a number', 42, 'expected a list of processes, found 42'],
    ['nothing', undefined, 'expected a list of processes, found nothing'],
  ])('%s throws a PayloadError in words', (_title, payload, message) => {
    expect(() => parseProcesses(payload)).toThrow(PayloadError)
    expect(() => parseProcesses(payload)).toThrow(message)
  })
})

describe('rows that hold', () => {
  it.each<[string, Record<string, unknown>]>([
    ['the seed era, without allocation counters', { ...without('roomsAllocated'), roomsAllocatedUpdatedAt: undefined }],
    ['later servers, without deprecated fields', { ...without('host'), port: undefined, idleSince: undefined }],
    ['deploymentId as a string', sampleRow({ deploymentId: 'dep-418' })],
    ['no exposedPort', without('exposedPort')],
    ['exposedPort null', sampleRow({ exposedPort: null })],
    ['still starting', sampleRow({ startedAt: null })],
    ['startedAt missing', without('startedAt')],
    ['a port over 65535', sampleRow({ exposedPort: { host: 'h', name: 'n', port: 123_456, transportType: 'tls' } })],
    ['a transport nobody knows', sampleRow({ exposedPort: { host: 'h', name: 'n', port: 1, transportType: 'quic' } })],
    ['a region nobody knows', sampleRow({ region: 'Mars_North' })],
    ['more egress than 2³¹', sampleRow({ egressedBytes: 2 ** 52 })],
    ['a key nobody knows', sampleRow({ mood: 'fine' })],
    ['an identity of __proto__', sampleRow({ processId: '__proto__' })],
    ['an identity that needs escaping', sampleRow({ processId: 'a/b?c#d' })],
    ['an identity of markup', sampleRow({ processId: '<script>' })],
    ['an identity with a NUL', sampleRow({ processId: 'a\u0000b' })],
    ['an offset instead of Z', sampleRow({ startedAt: '2026-03-02T18:00:20.5+09:00' })],
  ])('%s', (_title, row) => {
    const { processes, rejects } = parseProcesses([row])
    expect(rejects).toEqual([])
    expect(processes[0]?.processId).toBe(row['processId'])
  })

  it('gives times in epoch ms and the deployment as a label', () => {
    const [row] = parseProcesses([sampleRow({ startedAt: '2026-03-02T18:00:20.5+09:00' })]).processes
    expect(row?.startedAt).toBe(Date.UTC(2026, 2, 2, 9, 0, 20, 500))
    expect(row?.deploymentId).toBe('417')
  })

  it.each([
    ['the epoch', '1970-01-01T00:00:00Z'],
    ['the epoch seen from the west', '1969-12-31T16:00:00-08:00'],
    ["Go's zero time", '0001-01-01T00:00:00Z'],
  ])('%s means absent', (_title, date) => {
    const [row] = parseProcesses([sampleRow({ startedAt: date, idleSince: date })]).processes
    expect(row?.startedAt).toBeNull()
    expect(row?.idleSince).toBeNull()
  })

  it('reads −0 as 0', () => {
    const [row] = parseProcesses([sampleRow({ activeConnections: -0 })]).processes
    expect(Object.is(row?.activeConnections, 0)).toBe(true)
  })
})

describe('rows that do not hold', () => {
  it.each<[string, unknown, string, string]>([
    ['null', null, '', 'found null'],
    ['a list', [], '', 'found a list of 0'],
    ['a number', 1, '', 'found 1'],
    ['a number as text', sampleRow({ activeConnections: '10' }), 'activeConnections', 'found "10"'],
    ['negative connections', sampleRow({ activeConnections: -1 }), 'activeConnections', 'found -1'],
    ['half a connection', sampleRow({ activeConnections: 1.5 }), 'activeConnections', 'found 1.5'],
    ['an unsafe counter', sampleRow({ egressedBytes: 2 ** 53 }), 'egressedBytes', 'found 9007199254740992'],
    ['infinite egress', sampleRow({ egressedBytes: Infinity }), 'egressedBytes', 'found Infinity'],
    ['infinite slots', sampleRow({ roomSlotsAvailable: Infinity }), 'roomSlotsAvailable', 'found Infinity'],
    ['negative slots', sampleRow({ roomSlotsAvailable: -1 }), 'roomSlotsAvailable', 'found -1'],
    ['true for a count', sampleRow({ totalRooms: true }), 'totalRooms', 'found true'],
    ['an empty identity', sampleRow({ processId: '' }), 'processId', 'found ""'],
    ['a lone surrogate', sampleRow({ processId: 'a\ud800' }), 'processId', 'lone surrogate'],
    ['an identity of 600 characters', sampleRow({ processId: 'x'.repeat(600) }), 'processId', 'at most 512'],
    ['an empty region', sampleRow({ region: '' }), 'region', 'found ""'],
    ['a missing field', without('draining'), 'draining', 'found nothing'],
    ['a date without a zone', sampleRow({ startedAt: '2026-03-02T09:00:20' }), 'startedAt', 'RFC 3339'],
    ['a date only', sampleRow({ startedAt: '2026-03-02' }), 'startedAt', 'RFC 3339'],
    ['30 February', sampleRow({ startedAt: '2026-02-30T00:00:00Z' }), 'startedAt', 'RFC 3339'],
    ['a numeric date', sampleRow({ startedAt: 1_772_442_020 }), 'startedAt', 'found 1772442020'],
    ['year 275761', sampleRow({ startedAt: '275761-01-01T00:00:00Z' }), 'startedAt', 'RFC 3339'],
    ['nonsense in a deprecated date', sampleRow({ idleSince: 'yesterday' }), 'idleSince', 'found "yesterday"'],
    [
      'a bad port',
      sampleRow({ exposedPort: { host: 'h', name: 'n', port: '1', transportType: 'udp' } }),
      'exposedPort.port',
      'found "1"',
    ],
    ['rooms that are no list', sampleRow({ rooms: {} }), 'rooms', 'found an object'],
    [
      '257 keys',
      sampleRow(Object.fromEntries(Array.from({ length: 257 }, (_, i) => [`k${i}`, i]))),
      '',
      'at most 256 keys',
    ],
  ])('%s: the path and what was found', (_title, row, path, message) => {
    const { processes, rejects } = parseProcesses([sampleRow({ processId: 'good' }), row])
    expect(processes.map((process) => process.processId)).toEqual(['good'])
    expect(rejects).toHaveLength(1)
    expect(rejects[0]?.index).toBe(1)
    const issue = rejects[0]?.issues.find((one) => one.path === path)
    expect(issue?.message).toContain(message)
  })

  it('a second row of an identity is a reject; the first stays', () => {
    const { processes, rejects } = parseProcesses([
      sampleRow({ activeConnections: 1 }),
      sampleRow({ activeConnections: 2 }),
    ])
    expect(processes.map((process) => process.activeConnections)).toEqual([1])
    expect(rejects[0]).toMatchObject({ index: 1, processId: 'p-1' })
    expect(rejects[0]?.issues[0]?.message).toContain('duplicate')
  })

  it('a good row after a bad one of the same identity is not a duplicate', () => {
    const { processes } = parseProcesses([sampleRow({ activeConnections: -1 }), sampleRow()])
    expect(processes).toHaveLength(1)
  })

  it('a row of a million nested lists costs only itself', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))
    const { processes, rejects } = parseProcesses([sampleRow(), deep])
    expect([processes.length, rejects.length]).toEqual([1, 1])
    expect(rejects[0]?.sample.length).toBeLessThanOrEqual(401)
  })
})

describe('rooms', () => {
  it('a bad room is dropped and reported, its process stays', () => {
    const rooms = [sampleRoom(), sampleRoom({ roomId: '' }), null, sampleRoom()]
    const { processes, rejects, drift } = parseProcesses([sampleRow({ rooms, totalRooms: 4 })])
    expect(rejects).toEqual([])
    expect(processes[0]?.rooms.map((room) => room.roomId)).toEqual(['room-1'])
    expect(drift.droppedRooms.map((room) => [room.processId, room.index])).toEqual([
      ['p-1', 1],
      ['p-1', 2],
      ['p-1', 3],
    ])
    expect(drift.droppedRooms[0]?.issues[0]).toEqual({
      path: 'roomId',
      message: 'expected a non-empty string, found ""',
    })
    expect(drift.droppedRooms[2]?.issues[0]?.message).toContain('duplicate')
  })

  it.each([
    ['missing', undefined],
    ['null', null],
    ['10,000 characters', 'x'.repeat(10_000)],
  ])('roomConfig %s is kept', (_title, roomConfig) => {
    const { processes } = parseProcesses([sampleRow({ rooms: [sampleRoom({ roomConfig, currentAllocation: null })] })])
    expect(processes[0]?.rooms[0]?.roomConfig).toBe(roomConfig ?? null)
  })
})

describe('drift', () => {
  it('counts what was not known, without refusing it', () => {
    const row = sampleRow({ mood: 1, region: 'Mars', rooms: [sampleRoom({ status: 'paused', tint: 2 })] })
    delete row['idleSince']
    const { drift } = parseProcesses([row])
    expect([...drift.unknownKeys]).toEqual([
      ['mood', 1],
      ['rooms[].tint', 1],
    ])
    expect([...drift.newValues]).toEqual([
      ['region: Mars', 1],
      ['room status: paused', 1],
    ])
    expect([...drift.missingFields]).toEqual([['idleSince', 1]])
  })
})

describe('any mutation of a good payload', () => {
  const junk = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
    fc.jsonValue(),
    fc.constantFrom(null, undefined, '', '__proto__', -1, 1e999, '2026-02-30T00:00:00Z', [], {}),
  )
  const mutation = fc.record({ key: fc.constantFrom(...Object.keys(sampleRow())), value: junk, drop: fc.boolean() })

  const mutate = (
    row: Record<string, unknown>,
    { key, value, drop }: { key: string; value: unknown; drop: boolean },
  ) => {
    const copy = { ...row, [key]: value }
    if (drop) delete copy[key]
    return copy
  }

  it('never throws, never loses a good row, accounts for every row', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(junk, fc.array(mutation, { maxLength: 4 })), { maxLength: 8 }), (spoilt) => {
        const bad = spoilt.map((one, index) =>
          Array.isArray(one) && one.every((m) => typeof m === 'object' && m !== null && 'key' in m)
            ? (one as Parameters<typeof mutate>[1][]).reduce(mutate, sampleRow({ processId: `bad-${index}` }))
            : one,
        )
        const payload = bad.flatMap((row, index) => [sampleRow({ processId: `good-${index}` }), row])
        const { processes, rejects } = parseProcesses(payload)
        expect(processes.length + rejects.length).toBe(payload.length)
        const kept = new Set(processes.map((process) => process.processId))
        for (let index = 0; index < bad.length; index++) expect(kept.has(`good-${index}`)).toBe(true)
        expect(Object.keys(Object.prototype)).toEqual([])
        expect(({} as Record<string, unknown>)['x']).toBeUndefined()
      }),
      { numRuns: 400 },
    )
  })

  it('JSON with an own __proto__ key leaves Object.prototype clean', () => {
    const payload: unknown = JSON.parse(
      JSON.stringify([sampleRow()]).replace('{', '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}},'),
    )
    const { processes, drift } = parseProcesses(payload)
    expect(processes).toHaveLength(1)
    expect(Object.getPrototypeOf(processes[0])).toBe(Object.prototype)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
    expect(drift.unknownKeys.get('__proto__')).toBe(1)
  })
})

describe('list/stopped and info', () => {
  it('reads rows without rooms, counts what does not hold', () => {
    const stopped = sampleRow({ terminatedAt: '2026-03-02T09:59:00Z' })
    delete stopped['rooms']
    delete stopped['totalRooms']
    expect(parseStopped([stopped, null])).toMatchObject({ processes: [{ processId: 'p-1' }], rejected: 1 })
    expect(parseProcess(stopped)?.processId).toBe('p-1')
    expect(parseProcess('Not Found')).toBeNull()
  })
})
