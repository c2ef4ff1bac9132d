import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { processWithRoomsSchema, type ProcessWithRooms } from '../types/process.ts'
import { quickDate } from '../types/quickDate.ts'
import { parseRfc3339 } from '../types/wireDate.ts'
import { emptyDrift, noteDrift, noteMissing } from './drift.ts'
import { quickRow, type KnownRow } from './quickRow.ts'
import { sampleRoom, sampleRow } from './sampleRow.ts'

const text = (value: unknown): unknown => JSON.parse(JSON.stringify(value) ?? 'null')

/** Values that a field may be wrong, odd or still good with. */
const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  1,
  -1,
  1.5,
  2 ** 53,
  2 ** 53 - 1,
  70_123,
  '',
  '0',
  '12',
  'x',
  'Tokyo',
  'Mars',
  'udp',
  'quic',
  'active',
  'paused',
  '__proto__',
  'x'.repeat(512),
  'x'.repeat(513),
  '\u{d800}',
  '😀',
  [],
  [[]],
  [null],
  {},
  { a: 1 },
  '1970-01-01T00:00:00Z',
  '0001-01-01T00:00:00Z',
  '2026-03-02T10:00:00Z',
  '2026-03-02T10:00:00.5Z',
  '2026-03-02T10:00:00.123Z',
  '2026-03-02T10:00:00+01:00',
  '2026-02-30T10:00:00Z',
  '2026-03-02T24:00:00Z',
  '2026-03-02T10:00:60Z',
  '2026-03-02',
  '2026-03-02T10:00:00',
  '2026-03-02t10:00:00z',
  1_772_000_000_000,
  { host: 'h', name: 'n', port: 1, transportType: 'udp' },
  { host: 'h', name: 'n', port: 1, transportType: 'udp', x: 1 },
  { host: 'h', name: 'n', port: -1, transportType: 'udp' },
  [{ host: 'h', name: 'n', port: 1, transportType: 'tls' }],
  [sampleRoom()],
  [sampleRoom(), sampleRoom()],
  [sampleRoom({ roomConfig: null }), sampleRoom({ roomId: 'b' })],
]

type Target = Record<string, unknown>

/** Every object in the row that has fields, the row itself first. */
function placesOf(row: Target): Target[] {
  const places: Target[] = [row]
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(one)
    else if (typeof value === 'object' && value !== null) {
      places.push(value as Target)
      for (const one of Object.values(value)) walk(one)
    }
  }
  for (const value of Object.values(row)) walk(value)
  return places
}

interface Mutation {
  place: number
  field: number
  value: number
  kind: 'set' | 'delete' | 'add'
}

/** A good row of either era, and what a mutation makes of it. */
function mutate(newer: boolean, mutations: readonly Mutation[]): Target {
  const row = text(
    sampleRow({ rooms: [sampleRoom(), sampleRoom({ roomId: 'room-2', roomConfig: null })], totalRooms: 2 }),
  ) as Target
  if (newer) for (const field of ['host', 'port', 'idleSince', 'roomsAllocated']) delete row[field]
  for (const { place, field, value, kind } of mutations) {
    const places = placesOf(row)
    const target = places[place % places.length] ?? row
    const keys = Object.keys(target)
    const key = keys[field % Math.max(1, keys.length)] ?? 'processId'
    const odd = text(ODD_VALUES[value % ODD_VALUES.length])
    if (kind === 'delete') delete target[key]
    else
      Object.defineProperty(target, kind === 'add' ? (['mood', '__proto__', 'toString'][field % 3] ?? 'mood') : key, {
        value: odd,
        enumerable: true,
        configurable: true,
        writable: true,
      })
  }
  return row
}

const knownFrom = (read: ProcessWithRooms): KnownRow => ({ facts: read, roomList: read.rooms })
const GOOD = [false, true].map((newer) => knownFrom(processWithRoomsSchema.parse(mutate(newer, []))))

/** What was known of the process before is a source of equal values and changes nothing else. */
function expectNoOther(row: Target, quick: ProcessWithRooms | null): void {
  const read = processWithRoomsSchema.safeParse(row)
  // A process that was taken in has no room twice: the schemas' own reading may still.
  const own = read.success && new Set(read.data.rooms.map((room) => room.roomId)).size === read.data.rooms.length
  for (const known of [...GOOD, ...(own ? [knownFrom(read.data)] : [])]) {
    const knownOf = (id: string) => (id === known.facts.processId ? known : undefined)
    expect(quickRow(row, knownOf)).toStrictEqual(quick)
  }
}

/** What the quick reading took must be what the schema makes of it, and nothing in it may be news. */
function expectAgreement(row: Target): boolean {
  const quick = quickRow(row)
  expectNoOther(row, quick)
  if (quick === null) return false
  const read = processWithRoomsSchema.safeParse(row)
  expect(read.success).toBe(true)
  expect(quick).toStrictEqual(read.data)
  const [noted, whole] = [emptyDrift(), emptyDrift()]
  noteMissing(noted, row)
  noteDrift(whole, row, quick)
  expect(noted).toEqual(whole)
  return true
}

describe('the quick reading', () => {
  test.each([
    ['a row of the seed era', false],
    ['a row of a later server', true],
  ])('takes %s', (_title, newer) => expect(expectAgreement(mutate(newer, []))).toBe(true))

  test('agrees with the schemas on 100,000 mutated rows', { timeout: 120_000 }, () => {
    const mutation = fc.record({
      place: fc.nat(12),
      field: fc.nat(24),
      value: fc.nat(ODD_VALUES.length - 1),
      kind: fc.constantFrom('set', 'set', 'set', 'delete', 'add'),
    }) as fc.Arbitrary<Mutation>
    let taken = 0
    fc.assert(
      fc.property(fc.boolean(), fc.array(mutation, { minLength: 1, maxLength: 2 }), (newer, mutations) => {
        if (expectAgreement(mutate(newer, mutations))) taken += 1
      }),
      { numRuns: 100_000 },
    )
    // A reading that took none of them would agree, too.
    expect(taken).toBeGreaterThan(5000)
  })

  test('shares what the row says again with what was read of it before', () => {
    const [before] = GOOD
    const quick = quickRow(mutate(false, []), () => before)
    expect(quick?.rooms).toBe(before?.roomList)
    expect(quick?.additionalExposedPorts).toBe(before?.facts.additionalExposedPorts)
    expect(quick?.exposedPort).toBe(before?.facts.exposedPort)
  })
})

test('dates: quick or not at all, never another', () => {
  const two = (n: number): string => String(n).padStart(2, '0')
  const part = fc.nat(99)
  fc.assert(
    fc.property(fc.nat(9999), part, part, part, part, part, fc.option(fc.nat(999)), (year, month, day, h, m, s, ms) => {
      const fraction = ms === null ? '' : `.${String(ms).padStart(3, '0')}`
      const date = `${String(year).padStart(4, '0')}-${two(month % 14)}-${two(day % 33)}T${two(h % 25)}:${two(m % 61)}:${two(s % 62)}${fraction}Z`
      const quick = quickDate(date)
      if (!Number.isNaN(quick)) expect(quick).toBe(parseRfc3339(date))
      // What is sent all day long is among what it knows.
      const plain = year >= 1000 && !Number.isNaN(parseRfc3339(date)) && s % 62 < 60
      expect(Number.isNaN(quick)).toBe(!plain)
    }),
    { numRuns: 20_000 },
  )
})
