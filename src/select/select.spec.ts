import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyTotals } from '../fleet/totals.ts'
import { LIFECYCLES, type Lifecycle, type ProcessFacts } from '../types/fleet.ts'
import { SNAPSHOT_FORMAT, type FleetSnapshot } from '../types/snapshot.ts'
import type { Room } from '../types/room.ts'
import { selectSlots, type Filter } from './filter.ts'
import { advanceIndex, newFleetIndex } from './fleetIndex.ts'
import { createOrderKeeper, orderSlots } from './order.ts'
import { findText, needleOf, textOf } from './textIndex.ts'

const NO_FILTER: Filter = { regions: [], statuses: [], deployments: [], hosts: [], attention: false }

const T = Date.UTC(2026, 2, 2, 12)

interface Cells {
  connections?: number
  egress?: number
  connectionsAt?: number
  slots?: number
  lifecycle?: Lifecycle
  attention?: number
}
type Given = Partial<ProcessFacts> & { processId: string; roomList?: Room[] } & Cells

const facts = (given: Given): ProcessFacts => ({
  appId: 'app-demo',
  deploymentId: '417',
  region: 'Tokyo',
  draining: false,
  roomsPerProcess: 4,
  exposedPort: { host: 'h1.example', name: 'default', port: 7777, transportType: 'udp' },
  additionalExposedPorts: [],
  startingAt: T,
  startedAt: T,
  stoppingAt: null,
  terminatedAt: null,
  host: null,
  port: null,
  idleSince: null,
  ...given,
})

/** A snapshot of these rows; null is a free slot. */
function snapshotOf(given: readonly (Given | null)[]): FleetSnapshot {
  const cells = (of: (one: Given) => number): Float64Array =>
    Float64Array.from(given, (one) => (one ? of(one) : Number.NaN))
  const connections = cells((one) => one.connections ?? 0)
  const index = newFleetIndex()
  const changed = given.flatMap((one, slot) => (one ? [[slot, facts(one)] as const] : []))
  advanceIndex(index, { size: given.length, changed, freed: [] })
  const snapshot: Pick<FleetSnapshot, 'index' | 'columns' | 'feedTime'> = {
    feedTime: T,
    index,
    columns: {
      connections,
      connectionsAt: cells((one) => one.connectionsAt ?? T),
      egressRate: cells((one) => one.egress ?? 0),
      egressedBytes: connections,
      rooms: connections,
      slots: cells((one) => one.slots ?? 2),
      lifecycle: Uint8Array.from(given, (one) => LIFECYCLES.indexOf(one?.lifecycle ?? 'running')),
      held: new Uint8Array(given.length),
      attention: Uint8Array.from(given, (one) => one?.attention ?? 0),
    },
  }
  const rest = { format: SNAPSHOT_FORMAT, seq: 1, live: given.length, totals: emptyTotals() }
  return { ...rest, ...snapshot } as unknown as FleetSnapshot
}

const FLEET: readonly (Given | null)[] = [
  { processId: 'a', region: 'Sao_Paulo', deploymentId: '9', attention: 2, connections: 5 },
  null,
  { processId: 'B', region: 'Tokyo', deploymentId: '10', lifecycle: 'draining', connections: 9 },
  {
    processId: 'c',
    region: 'Tokyo',
    deploymentId: '10',
    lifecycle: 'starting',
    exposedPort: null,
    attention: 1,
    roomList: [
      { appId: 'x', roomId: 'Room-7', status: 'active', roomConfig: '{"mode":"Duel"}', currentAllocation: null },
    ],
  },
  { processId: '__proto__', region: '__proto__', deploymentId: 'constructor', lifecycle: 'stopping', attention: 3 },
]
const fleet = snapshotOf(FLEET)
const idsOf = (slots: Iterable<number>, snapshot = fleet): string[] =>
  Array.from(slots, (slot) => snapshot.index.rows[slot]?.processId ?? '-')
/** What the search says of this fleet. */
const texts = FLEET.map((one) => (one ? textOf(facts(one), one.roomList ?? []) : null))
const bitsOf = (text: string): Uint8Array | null => (needleOf(text) === '' ? null : findText(texts, needleOf(text)))

describe('the filter', () => {
  test.each<[title: string, over: Partial<Filter> & { text?: string }, ids: string[]]>([
    ['nothing chosen', {}, ['a', 'B', 'c', '__proto__']],
    ['a region', { regions: ['Tokyo'] }, ['B', 'c']],
    ['two regions', { regions: ['Tokyo', 'Sao_Paulo'] }, ['a', 'B', 'c']],
    ['a region nobody knows', { regions: ['Mars'] }, []],
    ['__proto__', { regions: ['__proto__'] }, ['__proto__']],
    ['a status', { statuses: ['draining', 'stopping'] }, ['B', '__proto__']],
    ['a deployment', { deployments: ['10'] }, ['B', 'c']],
    ['a host', { hosts: ['h1.example'] }, ['a', 'B', '__proto__']],
    ['attention from warning on', { attention: true }, ['a', '__proto__']],
    ['all together', { regions: ['Tokyo'], statuses: ['draining'], text: 'b' }, ['B']],
    ['text in an ID, in any case', { text: ' b ' }, ['B']],
    ['in a region as people write it', { text: 'sao paulo' }, ['a']],
    ['in a region as it is sent', { text: 'sao_p' }, ['a']],
    ['in a room ID', { text: 'room-7' }, ['c']],
    ['in a room config', { text: 'duel' }, ['c']],
    ['in an address', { text: 'example:7777' }, ['a', 'B', '__proto__']],
    ['no pattern', { text: '.*' }, []],
    ['no open bracket', { text: '[' }, []],
    ['not what stands between two fields', { text: '\u0000' }, []],
    ['only spaces', { text: '   ' }, ['a', 'B', 'c', '__proto__']],
  ])('%s', (_title, { text = '', ...over }, ids) => {
    const { slots } = selectSlots(fleet, { ...NO_FILTER, ...over }, bitsOf(text))
    expect(idsOf(slots)).toEqual(ids.toSorted())
  })
})

describe('counts of the choices', () => {
  test.each<
    [
      title: string,
      over: Partial<Filter>,
      deployments: [string, number][],
      statuses: Record<string, number>,
      attention: number,
    ]
  >([
    [
      'nothing chosen',
      {},
      [
        ['constructor', 1],
        ['10', 2],
        ['9', 1],
      ],
      { running: 1, draining: 1, starting: 1, stopping: 1 },
      2,
    ],
    ['respect the others', { regions: ['Tokyo'] }, [['10', 2]], { draining: 1, starting: 1 }, 0],
    [
      'not themselves',
      { statuses: ['draining'] },
      [['10', 1]],
      { running: 1, draining: 1, starting: 1, stopping: 1 },
      0,
    ],
    [
      'a choice that matches nothing stays',
      { deployments: ['77'] },
      [
        ['constructor', 1],
        ['77', 0],
        ['10', 2],
        ['9', 1],
      ],
      {},
      0,
    ],
  ])('%s', (_title, over, deployments, statuses, attention) => {
    const counts = selectSlots(fleet, { ...NO_FILTER, ...over }, null).facets
    expect(counts.deployments).toEqual(deployments)
    expect(Object.fromEntries(counts.statuses)).toEqual(statuses)
    expect(counts.attention).toBe(attention)
  })
})

describe('the order', () => {
  const sorted = (given: readonly Given[], key: string, descending: boolean): string[] => {
    const snapshot = snapshotOf(given)
    return idsOf(orderSlots(snapshot, snapshot.index.byId, { key, descending }), snapshot)
  }
  const nan = Number.NaN
  const port = (host: string) => ({ host, name: 'x', port: 1, transportType: 'udp' })
  test.each<[key: string, given: Given[], up: string, down: string]>([
    [
      'connections',
      [
        { processId: 'a', connections: 2 },
        { processId: 'b', connections: 10 },
      ],
      'ab',
      'ba',
    ],
    [
      'egress',
      [
        { processId: 'a', egress: nan },
        { processId: 'b', egress: 1 },
        { processId: 'c', egress: 2 },
      ],
      'bca',
      'cba',
    ],
    [
      'age',
      [
        { processId: 'a', connectionsAt: nan },
        { processId: 'b', connectionsAt: T },
        { processId: 'c', connectionsAt: T - 9 },
      ],
      'bca',
      'cba',
    ],
    [
      'up',
      [
        { processId: 'a', startedAt: null },
        { processId: 'b', startedAt: T },
        { processId: 'c', startedAt: T - 9 },
      ],
      'bca',
      'cba',
    ],
    [
      'started',
      [
        { processId: 'a', startedAt: null },
        { processId: 'b', startedAt: T },
        { processId: 'c', startedAt: T - 9 },
      ],
      'cba',
      'bca',
    ],
    [
      'open',
      [
        { processId: 'a', slots: 4, lifecycle: 'draining' },
        { processId: 'b', slots: 0 },
        { processId: 'c', slots: 1 },
      ],
      'bca',
      'cba',
    ],
    [
      'host',
      [
        { processId: 'a', exposedPort: null },
        { processId: 'b', exposedPort: port('h2') },
        { processId: 'c', exposedPort: port('h10') },
      ],
      'bca',
      'cba',
    ],
    [
      'deployment',
      [
        { processId: 'a', deploymentId: '10' },
        { processId: 'b', deploymentId: '9' },
        { processId: 'c', deploymentId: '__proto__' },
      ],
      'cba',
      'abc',
    ],
    [
      'region',
      [
        { processId: 'a', region: 'Tokyo' },
        { processId: 'b', region: 'London' },
      ],
      'ba',
      'ab',
    ],
    [
      'lifecycle',
      [
        { processId: 'a', lifecycle: 'draining' },
        { processId: 'b', lifecycle: 'starting' },
      ],
      'ba',
      'ab',
    ],
    [
      'attention',
      [
        { processId: 'a', attention: 1 },
        { processId: 'b', attention: 3 },
      ],
      'ab',
      'ba',
    ],
    ['process', [{ processId: '10' }, { processId: '9' }], '109', '910'],
    ['nonsense', [{ processId: 'b' }, { processId: 'a' }], 'ab', 'ba'],
  ])('by %s', (key, given, up, down) => {
    expect(sorted(given, key, false).join('')).toBe(up)
    expect(sorted(given, key, true).join('')).toBe(down)
  })

  test('on a tie most connections first, then the ID, whichever way', () => {
    const given: Given[] = [
      { processId: 'c', connections: 1 },
      { processId: 'a', connections: 1 },
      { processId: 'b', connections: 2 },
    ]
    expect(sorted(given, 'region', false).join('')).toBe('bac')
    expect(sorted(given, 'region', true).join('')).toBe('bac')
  })

  test('is what comparing row by row gives', () => {
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double(), fc.constantFrom(nan, -0, 0, 1e300, -1e-300))
    const one = fc.record({
      connections: fc.integer({ min: 0, max: 2 }),
      egress: value,
      connectionsAt: value,
      region: fc.constantFrom('a', 'b', 'a10', 'a9'),
      startedAt: fc.option(fc.integer({ min: 0, max: 3 })),
      id: fc.nat(),
    })
    const key = fc.constantFrom('egress', 'region', 'connections', 'attention', 'up', 'age')
    fc.assert(
      fc.property(
        fc.uniqueArray(one, { selector: ({ id }) => id, maxLength: 30 }),
        key,
        fc.boolean(),
        (list, by, descending) => {
          const given = list.map(({ id, ...rest }): Given => ({ processId: `p${id}`, ...rest }))
          const snapshot = snapshotOf(given)
          const valueOf = (row: Given): number => {
            if (by === 'region') return ['a', 'a9', 'a10', 'b'].indexOf(row.region ?? '')
            if (by === 'attention') return 0
            if (by === 'up') return -(row.startedAt ?? nan)
            if (by === 'age') return T - (row.connectionsAt ?? nan)
            return (by === 'egress' ? row.egress : row.connections) ?? nan
          }
          const expected = given.toSorted((a, b) => {
            const [x, y] = [valueOf(a), valueOf(b)]
            const unknown = Number(Number.isNaN(x)) - Number(Number.isNaN(y))
            if (unknown !== 0) return unknown
            const sign = descending ? -1 : 1
            const first = x < y ? -sign : x > y ? sign : 0
            return first || (b.connections ?? 0) - (a.connections ?? 0) || (a.processId < b.processId ? -1 : 1)
          })
          const found = orderSlots(snapshot, snapshot.index.byId, { key: by, descending })
          expect(idsOf(found, snapshot)).toEqual(expected.map(({ processId }) => processId))
        },
      ),
      { numRuns: 500 },
    )
  })

  test('that did not change is the same array', () => {
    const keep = createOrderKeeper()
    const first = keep(Uint32Array.of(2, 1))
    expect(keep(Uint32Array.of(2, 1))).toBe(first)
    expect(keep(Uint32Array.of(1, 2))).not.toBe(first)
  })
})
