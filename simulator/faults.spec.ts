import { describe, expect, test } from 'vitest'
import { processWithRoomsSchema } from '../src/types/process.ts'
import { FAULT_NAMES, faultText, parseFault } from './faults.ts'
import { OptionError } from './optionError.ts'
import { BREAKERS } from './rowFaults.ts'
import { rowsOf, setFaults, simulate, START, type Row } from './testWorld.ts'

const accepted = (row: unknown): boolean => processWithRoomsSchema.safeParse(row).success

describe('reading a fault', () => {
  test.each([
    ['http-500', 'http-500'],
    ['http-401', 'http-401'],
    ['http-404', 'http-404'],
    ['http-429', 'http-429'],
    ['http-429=30', 'http-429=30'],
    ['slow=250', 'slow=250'],
    ['hang', 'hang'],
    ['reset', 'reset'],
    ['cut', 'cut'],
    ['html', 'html'],
    ['empty-body', 'empty-body'],
    ['empty-list', 'empty-list'],
    ['object', 'object'],
    ['bad-rows=3', 'bad-rows=3'],
    ['duplicate-rows=2', 'duplicate-rows=2'],
    ['unknown-keys', 'unknown-keys'],
    ['new-enums', 'new-enums'],
    ['cap-10', 'cap-10'],
    ['region-down=Tokyo', 'region-down=Tokyo'],
    ['clock-skew=-90', 'clock-skew=-90'],
    ['reset-counters', 'reset-counters'],
    ['freeze-counters', 'freeze-counters'],
    ['frozen', 'frozen'],
    ['flap', 'flap'],
  ])('%s', (text, written) => expect(faultText(parseFault(text))).toBe(written))

  test('that table names every fault', () => expect(FAULT_NAMES).toHaveLength(23))

  test.each([
    ['nonsense', /no fault "nonsense"; known: http-500, /],
    ['', /no fault/],
    ['slow', /slow takes a whole number/],
    ['slow=fast', /slow takes a whole number/],
    ['slow=-1', /slow takes a whole number/],
    ['bad-rows=1.5', /whole number/],
    ['region-down', /region-down takes one of Seattle/],
    ['region-down=Atlantis', /not "Atlantis"/],
    ['hang=1', /takes no argument/],
    ['http-429=', /whole number/],
  ])('%s is refused in words', (text, words) => {
    expect(() => parseFault(text)).toThrow(OptionError)
    expect(() => parseFault(text)).toThrow(words)
  })
})

describe('faults of rows', () => {
  test('every way to break a row is one that the contract refuses', () => {
    const row = rowsOf(simulate()).find((one) => one['startedAt'] !== null) as Row
    expect(accepted(row)).toBe(true)
    expect(BREAKERS.map((breaks) => accepted(breaks(row)))).toEqual(BREAKERS.map(() => false))
  })

  test('bad-rows=n breaks n rows, the same ones on the next poll', () => {
    const simulator = simulate()
    const before = rowsOf(simulator)
    setFaults(simulator, 'bad-rows=12')
    const broken = (): number[] => rowsOf(simulator).flatMap((row, index) => (accepted(row) ? [] : [index]))
    const first = broken()
    expect(first).toHaveLength(12)
    expect(rowsOf(simulator)).toHaveLength(before.length)
    const ways = rowsOf(simulator).map((row) => JSON.stringify(processWithRoomsSchema.safeParse(row).error?.issues))
    expect(new Set(ways).size).toBeGreaterThan(8)
    const ids = new Set(first.map((index) => before[index]?.['processId']))
    simulator.liveTo(START + 5_000)
    setFaults(simulator)
    const after = rowsOf(simulator)
    setFaults(simulator, 'bad-rows=12')
    const kept = broken().filter((index) => ids.has(after[index]?.['processId']))
    expect(kept.length).toBeGreaterThanOrEqual(11)
  })

  test('duplicate-rows=n sends n rows twice', () => {
    const simulator = simulate()
    const count = rowsOf(simulator).length
    setFaults(simulator, 'duplicate-rows=4')
    const ids = rowsOf(simulator).map((row) => row['processId'])
    expect(ids).toHaveLength(count + 4)
    expect(new Set(ids).size).toBe(count)
  })

  test('cap-10 lists the 10 newest, per region too', () => {
    const simulator = simulate()
    const starts = rowsOf(simulator)
      .map((row) => String(row['startingAt']))
      .toSorted()
      .slice(-10)
    setFaults(simulator, 'cap-10')
    expect(
      rowsOf(simulator)
        .map((row) => String(row['startingAt']))
        .toSorted(),
    ).toEqual(starts)
    expect(rowsOf(simulator, 'running', 'Frankfurt')).toHaveLength(10)
    expect(rowsOf(simulator, 'stopped')).toHaveLength(10)
  })

  test('unknown-keys and new-enums keep every row valid', () => {
    const simulator = simulate()
    const plain = rowsOf(simulator)
    setFaults(simulator, 'unknown-keys', 'new-enums')
    const rows = rowsOf(simulator)
    expect(rows.every(accepted)).toBe(true)
    expect(rows.every((row) => Object.keys(row).length > Object.keys(plain[0] ?? {}).length)).toBe(true)
    expect(rows.some((row) => row['region'] === 'Osaka')).toBe(true)
    expect(JSON.stringify(rows)).toContain('"hibernating"')
    expect(JSON.stringify(rows)).toContain('"quic"')
    expect(simulator.knowsRegion('Osaka')).toBe(true)
    expect(rowsOf(simulator, 'running', 'Osaka')).toEqual(rows.filter((row) => row['region'] === 'Osaka'))
  })

  test('region-down takes a region out of the whole list', () => {
    const simulator = simulate()
    setFaults(simulator, 'region-down=Tokyo', 'region-down=London')
    const regions = new Set(rowsOf(simulator).map((row) => row['region']))
    expect(regions.size).toBe(12)
    expect(regions.has('Tokyo') || regions.has('London')).toBe(false)
  })

  test('freeze-counters stops counters, not rooms', () => {
    const simulator = simulate()
    const before = new Map(rowsOf(simulator).map((row) => [row['processId'], row]))
    setFaults(simulator, 'freeze-counters')
    simulator.liveTo(START + 300_000)
    let rooms = 0
    for (const row of rowsOf(simulator)) {
      const old = before.get(row['processId'])
      if (!old) continue
      for (const key of ['activeConnections', 'activeConnectionsUpdatedAt', 'egressedBytes']) {
        expect(row[key]).toEqual(old[key])
      }
      if (row['totalRooms'] !== old['totalRooms']) rooms += 1
    }
    expect(rooms).toBeGreaterThan(10)
  })

  test('reset-counters lets most egress counters fall within a minute', () => {
    const simulator = simulate()
    const before = new Map(rowsOf(simulator).map((row) => [row['processId'], Number(row['egressedBytes'])]))
    setFaults(simulator, 'reset-counters')
    simulator.liveTo(START + 61_000)
    const fallen = rowsOf(simulator).filter((row) => Number(row['egressedBytes']) < (before.get(row['processId']) ?? 0))
    expect(fallen.length).toBeGreaterThan(200)
    expect(rowsOf(simulator).every(accepted)).toBe(true)
  })

  test('frozen gives the same bytes for ever, then catches up', () => {
    const simulator = simulate()
    const body = simulator.list('running', null)
    setFaults(simulator, 'frozen')
    simulator.liveTo(START + 60_000)
    expect(simulator.list('running', null).equals(body)).toBe(true)
    setFaults(simulator)
    simulator.liveTo(START + 60_000)
    const untouched = simulate()
    untouched.liveTo(START + 60_000)
    expect(simulator.list('running', null).equals(untouched.list('running', null))).toBe(true)
  })
})
