import { describe, expect, test } from 'vitest'
import { HELD, type Held } from '../types/fleet.ts'
import { NO_CODE } from '../types/snapshot.ts'
import { heldRows, leftOut } from './leftOut.ts'

type Row = readonly [region: string | null, held: Held]

const NAMES = ['Tokyo', 'London', null]
const fleetOf = (rows: readonly Row[]) => ({
  columns: { held: Uint8Array.from(rows, ([, held]) => HELD.indexOf(held)) },
  index: {
    regions: {
      names: NAMES,
      codes: Uint32Array.from(rows, ([region]) => (region === null ? NO_CODE : NAMES.indexOf(region))),
    },
  },
})
const times = (n: number, row: Row): Row[] => Array.from({ length: n }, () => row)

describe('held rows by region', () => {
  test.each<[title: string, rows: Row[], held: [string, Partial<Record<Held, number>>][]]>([
    ['none are held', [...times(3, ['Tokyo', 'none']), ['London', 'none']], []],
    ['all of one', times(4, ['Tokyo', 'rejected']), [['Tokyo', { rejected: 4, absent: 0, region: 0 }]]],
    [
      'some of each, by why',
      [...times(2, ['London', 'absent']), ['London', 'rejected'], ['London', 'none'], ...times(3, ['Tokyo', 'region'])],
      [
        ['Tokyo', { rejected: 0, absent: 0, region: 3 }],
        ['London', { rejected: 1, absent: 2, region: 0 }],
      ],
    ],
    ['a free slot is in no region', [[null, 'rejected']], []],
  ])('%s', (_title, rows, held) => {
    const found = heldRows(fleetOf(rows))
    expect([...found.keys()]).toEqual(held.map(([region]) => region))
    for (const [region, counts] of held) expect(found.get(region)).toMatchObject(counts)
  })
})

test.each<[title: string, missing: string[], dark: string[], rows: Row[], out: [string, string, number | null][]]>([
  ['nothing', [], [], times(2, ['Tokyo', 'none']), []],
  ['a region that is silent, whatever it holds', ['Tokyo'], [], [['Tokyo', 'region']], [['Tokyo', 'no answer', 7]]],
  ['a dark one', [], ['Tokyo'], [['Tokyo', 'rejected']], [['Tokyo', '3 processes missing, end not confirmed', 8]]],
  ['one that was dark and is silent', ['Tokyo'], ['Tokyo'], [], [['Tokyo', 'no answer', 7]]],
  [
    'one with rows that cannot be read',
    ['London'],
    [],
    times(4, ['Tokyo', 'rejected']),
    [
      ['London', 'no answer', 7],
      ['Tokyo', '4 rows unreadable', null],
    ],
  ],
  [
    'one with rows that a second answer is to confirm',
    [],
    [],
    [...times(2, ['Tokyo', 'absent']), ['Tokyo', 'rejected']],
    [['Tokyo', '1 row unreadable, 2 rows missing from the last answer', null]],
  ],
])('what is left out of regions: %s', (_title, missing, dark, rows, out) => {
  const found = leftOut(
    {
      missingRegions: missing.map((region) => ({ region, since: 7, detail: 'timed out' })),
      darkRegions: dark.map((region) => ({ region, missing: 3, since: 8 })),
    },
    heldRows(fleetOf(rows)),
  )
  expect([...found].map(([region, { words, since }]) => [region, words, since])).toEqual(out)
})
