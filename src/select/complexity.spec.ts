import { describe, expect, test } from 'vitest'
import { LIFECYCLES, type ProcessFacts } from '../types/fleet.ts'
import type { Columns, FleetIndex, FleetSnapshot } from '../types/snapshot.ts'
import { countFacets, selectSlots } from './filter.ts'
import { advanceIndex, newFleetIndex } from './fleetIndex.ts'
import { orderSlots } from './order.ts'
import { findAgain, newTextIndex, putText } from './textIndex.ts'

// How the work of a refresh grows with the fleet, by counted reads and not by time: twice the rows may cost 2.3 times.

const MOST_GROWTH = 2.3
const ROWS = 4000

const facts = (n: number): ProcessFacts => ({
  processId: `p-${(n * 7919) % 1_000_003}`,
  appId: 'app-demo',
  deploymentId: String(400 + (n % 5)),
  region: `region-${n % 14}`,
  draining: false,
  roomsPerProcess: 4,
  exposedPort: { host: `h${n % 50}`, name: 'default', port: 1, transportType: 'udp' },
  additionalExposedPorts: [],
  startingAt: n,
  startedAt: n,
  stoppingAt: null,
  terminatedAt: null,
  host: null,
  port: null,
  idleSince: null,
  oldestRoomSince: null,
})

/** The same, counting what is read of it by number. */
function counted<T extends object>(target: T, count: () => void): T {
  return new Proxy(target, {
    get: (from, key) => {
      if (typeof key === 'string' && /^\d+$/.test(key)) count()
      const value: unknown = Reflect.get(from, key, from)
      return typeof value === 'function' ? value.bind(from) : value
    },
  })
}

function fleetOf(size: number): Pick<FleetSnapshot, 'index' | 'columns' | 'feedTime'> {
  const index = newFleetIndex()
  const changed = Array.from({ length: size }, (_, slot) => [slot, facts(slot)] as const)
  advanceIndex(index, { size, changed, freed: [] })
  const column = (of: (n: number) => number) => Float64Array.from({ length: size }, (_, n) => of(n))
  const columns: Columns = {
    connections: column((n) => (n * 31) % 97),
    connectionsAt: column((n) => n),
    egressRate: column((n) => (n % 3 === 0 ? Number.NaN : n * 1.5)),
    egressedBytes: column((n) => n),
    rooms: column((n) => n % 4),
    slots: column((n) => n % 4),
    lifecycle: Uint8Array.from({ length: size }, (_, n) => n % LIFECYCLES.length),
    held: new Uint8Array(size),
    attention: Uint8Array.from({ length: size }, (_, n) => n % 4),
  }
  return { index, columns, feedTime: 0 }
}

const NO_FILTER = { regions: [], statuses: [], deployments: [], hosts: [], attention: false }
/** Leaves every row, after a look at each. */
const ALL_CHOSEN = { ...NO_FILTER, statuses: LIFECYCLES }

/** Reads of the fleet while something is done with it. */
function readsOf(size: number, act: (fleet: ReturnType<typeof fleetOf>) => void): number {
  let reads = 0
  const count = (): void => void (reads += 1)
  const fleet = fleetOf(size)
  const columns = Object.fromEntries(
    Object.entries(fleet.columns).map(([name, column]) => [name, counted(column, count)]),
  ) as unknown as Columns
  const index: FleetIndex = {
    ...fleet.index,
    rows: counted(fleet.index.rows, count),
    byId: counted(fleet.index.byId, count),
  }
  act({ ...fleet, index, columns })
  return reads
}

describe('twice the rows', () => {
  test.each<[title: string, act: (fleet: ReturnType<typeof fleetOf>) => void]>([
    ['filter', (fleet) => void selectSlots(fleet, { ...NO_FILTER, regions: ['region-3'] })],
    ['counts of the choices', (fleet) => void countFacets(fleet, { ...NO_FILTER, regions: ['region-3'] }, null)],
    ...['attention', 'connections', 'egress', 'region', 'up', 'process'].map(
      (key): [string, (fleet: ReturnType<typeof fleetOf>) => void] => [
        `selected and in order of ${key}`,
        (fleet) => void orderSlots(fleet, selectSlots(fleet, ALL_CHOSEN), [{ key, descending: true }]),
      ],
    ),
  ])('%s cost at most 2.3 times', (_title, act) => {
    const [once, twice] = [readsOf(ROWS, act), readsOf(2 * ROWS, act)]
    expect(once).toBeGreaterThanOrEqual(ROWS)
    expect(twice / once).toBeLessThanOrEqual(MOST_GROWTH)
  })

  test('a row that changed costs no more in a bigger fleet', () => {
    const act = ({ index }: ReturnType<typeof fleetOf>): void =>
      advanceIndex(index, { size: index.rows.length, changed: [[7, { ...facts(7), draining: true }]], freed: [] })
    expect(readsOf(2 * ROWS, act)).toBe(readsOf(ROWS, act))
  })

  test('one that came costs a few more: its place is found by halving', () => {
    const act = ({ index }: ReturnType<typeof fleetOf>): void =>
      advanceIndex(index, { size: index.rows.length, changed: [[7, { ...facts(7), processId: 'new' }]], freed: [] })
    expect(readsOf(2 * ROWS, act) - readsOf(ROWS, act)).toBeLessThanOrEqual(8)
  })

  test('a text looked for again costs what changed', () => {
    const readsAgain = (size: number): number => {
      let reads = 0
      const count = (): void => void (reads += 1)
      const index = newTextIndex()
      for (let n = 0; n < size; n++) putText(index, n, `p-${n}`)
      findAgain({ ...index, texts: counted(index.texts, count) }, 'zzz', new Uint8Array(size), [1, 2, 3])
      return reads
    }
    expect(readsAgain(2 * ROWS)).toBe(readsAgain(ROWS))
  })
})
