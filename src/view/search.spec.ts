import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LISTED_LIFECYCLES } from '../types/fleet.ts'
import {
  readQuery,
  readSearch,
  readSort,
  readRoomSort,
  ROOM_SORT_KEYS,
  writeRoomSort,
  SORT_KEYS,
  writeQuery,
  writeSort,
  type Search,
} from './search.ts'
import { RANGES, writeRange } from './range.ts'

const read: (query: string) => Search = readQuery

describe('an address', () => {
  test('keeps the order of its choices', () => {
    expect(writeQuery(readQuery('?sort=-rooms&nonsense=1&region=Tokyo&range=never&by=region'))).toBe(
      '?sort=-rooms&region=Tokyo&by=region',
    )
  })

  test.each<[query: string, search: Search]>([
    ['', {}],
    ['?', {}],
    ['?region=Tokyo', { region: ['Tokyo'] }],
    ['?region=Tokyo&region=London&region=Tokyo', { region: ['Tokyo', 'London'] }],
    ['?region=', {}],
    ['?region=Mars', { region: ['Mars'] }],
    ['?region=__proto__', { region: ['__proto__'] }],
    ['?status=running&status=nonsense&status=stopped', { status: ['running'] }],
    ['?status=nonsense', {}],
    ['?deployment=123', { deployment: ['123'] }],
    ['?q=123', { q: '123' }],
    ['?q=true', { q: 'true' }],
    ['?q=a&q=b', { q: 'b' }],
    ['?q=%5E(a%2B)%2B%24', { q: '^(a+)+$' }],
    [`?q=${'x'.repeat(200)}`, { q: 'x'.repeat(200) }],
    [`?q=${'x'.repeat(100_000)}`, {}],
    ['?q=%ED%A0%80', { q: '\ufffd\ufffd\ufffd' }],
    ['?q=%zz', { q: '%zz' }],
    ['?sort=-connections', { sort: '-connections' }],
    ['?sort=region%2C-connections', { sort: 'region,-connections' }],
    ['?sort=region,region', {}],
    ['?sort=region,', {}],
    ['?columns=process&columns=connections', { columns: ['process', 'connections'] }],
    ['?sort=__proto__', {}],
    ['?sort=--region', {}],
    ['?sort=', {}],
    ['?range=6h', { range: '6h' }],
    ['?range=1y', {}],
    ['?range=20261124T030000Z-20261124T033000Z', { range: '20261124T030000Z-20261124T033000Z' }],
    ['?range=20261124T033000Z-20261124T030000Z', {}],
    ['?hide=Tokyo&hide=total&table=lower&table=middle', { hide: ['Tokyo', 'total'], table: ['lower'] }],
    ['?compare=week&stack=1', { compare: 'week', stack: '1' }],
    ['?compare=year&stack=2', {}],
    ['?range=6h&range=1h', { range: '1h' }],
    ['?range=toString', {}],
    ['?by=region', { by: 'region' }],
    ['?by=constructor', {}],
    ['?metric=rooms', { metric: 'rooms' }],
    ['?attention=1', { attention: '1' }],
    ['?attention=2', {}],
    ['?process=.', { process: '.' }],
    ['?process=a%2Fb%3Fc%23d', { process: 'a/b?c#d' }],
    ['?process=%3Cscript%3E', { process: '<script>' }],
    ['?roomq=harbor&roomsort=-age', { roomq: 'harbor', roomsort: '-age' }],
    ['?roomq=&roomsort=connections', {}],
    ['?roomsort=--age', {}],
    ['?roomsort=__proto__&roomsort=toString', {}],
    ['?page=-1&interval=NaN&__proto__=x&constructor=y', {}],
    ['?region=a&q=%00', { region: ['a'], q: '\0' }],
  ])('%.40s', (query, search) => {
    expect(read(query)).toEqual(search)
  })

  test('at most fifty choices', () => {
    const query = Array.from({ length: 500 }, (_, index) => `region=r${index}`).join('&')
    expect(read(query).region).toHaveLength(50)
  })

  test('what no address can hold is left out, too', () => {
    expect(readSearch({ q: '\ud800', region: ['\ud800', 'a', 7, null, {}], process: 9, range: ['6h', 3] })).toEqual({
      region: ['a'],
    })
  })

  test('whatever it says, it is read, and only what is known comes of it', { timeout: 60_000 }, () => {
    const known = [
      'region',
      'status',
      'deployment',
      'host',
      'q',
      'sort',
      'range',
      'by',
      'metric',
      'attention',
      'process',
      'stack',
      'compare',
      'hide',
      'table',
      'kind',
      'share',
      'days',
      'wave',
      'columns',
      'roomq',
      'roomsort',
    ]
    const key = fc.oneof(fc.constantFrom(...known, '__proto__', 'toString'), fc.string())
    const query = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.tuple(key, fc.string())).map((pairs) => pairs.map(([k, v]) => `${k}=${v}`).join('&')),
    )
    fc.assert(
      fc.property(query, (text) => {
        const search = read(text)
        for (const name of Object.keys(search)) expect(known).toContain(name)
        expect(Object.values(search)).not.toContain(undefined)
        // What was read is written and read as the same.
        expect(read(writeQuery(search))).toEqual(search)
      }),
      { numRuns: 200 },
    )
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  test('what is chosen comes back as it was', { timeout: 60_000 }, () => {
    const name = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
    const names = fc.uniqueArray(name, { minLength: 1, maxLength: 8 })
    const search = fc.record(
      {
        region: names,
        deployment: names,
        host: names,
        status: fc.uniqueArray(fc.constantFrom(...LISTED_LIFECYCLES), { minLength: 1 }),
        q: name,
        process: name,
        sort: fc
          .uniqueArray(fc.tuple(fc.constantFrom(...SORT_KEYS), fc.boolean()), {
            minLength: 1,
            maxLength: 4,
            selector: ([key]) => key,
          })
          .map((sorts) => writeSort(sorts.map(([key, descending]) => ({ key, descending })))),
        columns: names,
        range: fc.oneof(
          fc.constantFrom(...Object.keys(RANGES)),
          fc.integer({ min: 0, max: 4e12 }).map((from) => writeRange(from, from + 600_000)),
        ),
        hide: names,
        stack: fc.constant('1' as const),
        compare: fc.constantFrom('window' as const, 'day' as const, 'week' as const),
        table: fc.uniqueArray(fc.constantFrom('upper' as const, 'lower' as const), { minLength: 1 }),
        by: fc.constantFrom('total' as const, 'region' as const, 'deployment' as const),
        attention: fc.constant('1' as const),
        roomq: name,
        roomsort: fc.constantFrom(...ROOM_SORT_KEYS.flatMap((key) => [key, `-${key}`])),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(search, (chosen) => {
        expect(read(writeQuery(chosen))).toEqual(chosen)
      }),
    )
  })
})

test.each<[text: string, sort: ReturnType<typeof readSort>]>([
  ['connections', [{ key: 'connections', descending: false }]],
  ['-up', [{ key: 'up', descending: true }]],
  [
    'region,-up',
    [
      { key: 'region', descending: false },
      { key: 'up', descending: true },
    ],
  ],
  ['', null],
  ['-', null],
  ['hasOwnProperty', null],
])('sort "%s"', (text, sort) => {
  expect(readSort(text)).toEqual(sort)
  if (sort) expect(writeSort(sort)).toBe(text)
})

test.each<[text: string, sort: ReturnType<typeof readRoomSort>]>([
  ['age', { key: 'age', descending: false }],
  ['-room', { key: 'room', descending: true }],
  ['', null],
  ['-', null],
  ['connections', null],
  ['hasOwnProperty', null],
])('order of rooms "%s"', (text, sort) => {
  expect(readRoomSort(text)).toEqual(sort)
  if (sort) expect(writeRoomSort(sort)).toBe(text)
})

test('nothing chosen is no query', () => {
  expect(writeQuery({ region: undefined, q: null, host: [] })).toBe('')
})
