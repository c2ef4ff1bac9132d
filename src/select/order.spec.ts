import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createOrderKeeper, orderSlots } from './order.ts'
import { idsOf, snapshotOf, T, type Given } from './rowsForSpecs.ts'

describe('the order', () => {
  const sorted = (given: readonly Given[], key: string, descending: boolean): string[] => {
    const snapshot = snapshotOf(given)
    return idsOf(orderSlots(snapshot, snapshot.index.byId, [{ key, descending }]), snapshot)
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
      'oldestRoom',
      [{ processId: 'a' }, { processId: 'b', oldestRoomSince: T }, { processId: 'c', oldestRoomSince: T - 9 }],
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
          const found = orderSlots(snapshot, snapshot.index.byId, [{ key: by, descending }])
          expect(idsOf(found, snapshot)).toEqual(expected.map(({ processId }) => processId))
        },
      ),
      { numRuns: 500 },
    )
  })

  test.each<[title: string, orders: [key: string, descending: boolean][], expected: string]>([
    ['nothing: connections', [], 'badc'],
    ['one', [['region', false]], 'adbc'],
    [
      'two',
      [
        ['region', false],
        ['connections', false],
      ],
      'dacb',
    ],
    [
      'three, the last is never asked',
      [
        ['region', false],
        ['process', true],
        ['connections', true],
      ],
      'dacb',
    ],
    [
      'connections first',
      [
        ['connections', true],
        ['region', false],
      ],
      'badc',
    ],
  ])('by more than one column: %s', (_title, orders, expected) => {
    const snapshot = snapshotOf([
      { processId: 'a', region: 'A', connections: 8 },
      { processId: 'b', region: 'B', connections: 9 },
      { processId: 'c', region: 'B', connections: 1 },
      { processId: 'd', region: 'A', connections: 2 },
    ])
    const sorted = orderSlots(
      snapshot,
      snapshot.index.byId,
      orders.map(([key, descending]) => ({ key, descending })),
    )
    expect(idsOf(sorted, snapshot).join('')).toBe(expected)
  })

  test('that did not change is the same array', () => {
    const keep = createOrderKeeper()
    const first = keep(Uint32Array.of(2, 1))
    expect(keep(Uint32Array.of(2, 1))).toBe(first)
    expect(keep(Uint32Array.of(1, 2))).not.toBe(first)
  })
})
