import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  parseQuery,
  readSearch,
  readSort,
  RANGES,
  SORT_KEYS,
  STATUS_FILTERS,
  writeQuery,
  writeSort,
  type Search,
} from './search.ts'

const read = (query: string): Search => readSearch(parseQuery(query))

describe('an address', () => {
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
    ['?sort=__proto__', {}],
    ['?sort=--region', {}],
    ['?sort=', {}],
    ['?range=6h', { range: '6h' }],
    ['?range=1y', {}],
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
        status: fc.uniqueArray(fc.constantFrom(...STATUS_FILTERS), { minLength: 1 }),
        q: name,
        process: name,
        sort: fc
          .tuple(fc.constantFrom(...SORT_KEYS), fc.boolean())
          .map(([key, descending]) => writeSort({ key, descending })),
        range: fc.constantFrom(...(Object.keys(RANGES) as (keyof typeof RANGES)[])),
        by: fc.constantFrom('total' as const, 'region' as const, 'deployment' as const),
        attention: fc.constant('1' as const),
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
  ['connections', { key: 'connections', descending: false }],
  ['-up', { key: 'up', descending: true }],
  ['', null],
  ['-', null],
  ['hasOwnProperty', null],
])('sort "%s"', (text, sort) => {
  expect(readSort(text)).toEqual(sort)
  if (sort) expect(writeSort(sort)).toBe(text)
})

test('nothing chosen is no query', () => {
  expect(writeQuery({ region: undefined, q: null, host: [] })).toBe('')
})
