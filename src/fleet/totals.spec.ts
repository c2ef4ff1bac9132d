import { expect, test } from 'vitest'
import { inCommon, type HasTraits } from './common.ts'
import { addRow, closeTotals, emptyTotals, type TotalsRow } from './totals.ts'

const row: TotalsRow = {
  lifecycle: 'running',
  connections: 10,
  egressRate: 1000,
  rooms: 2,
  slotsAvailable: 2,
  roomsPerProcess: 4,
  drains: false,
}
const sum = (overs: readonly Partial<TotalsRow>[]) => {
  const totals = emptyTotals()
  for (const over of overs) addRow(totals, { ...row, ...over })
  return closeTotals(totals)
}

test.each<[title: string, rows: Partial<TotalsRow>[], expected: object]>([
  ['nothing', [], { processes: 0, connections: 0, egress: 0, openSlots: 0 }],
  ['rates are added', [{}, { egressRate: 500 }], { processes: 2, egress: 1500, egressKnown: 22, egressAsked: 22 }],
  [
    'open, coming and closed slots',
    [{}, { lifecycle: 'starting' }, { lifecycle: 'draining', drains: true }, { lifecycle: 'stopping' }],
    { openSlots: 2, coming: 4, closed: 2 },
  ],
  [
    'what is on drains',
    [{}, { lifecycle: 'draining', drains: true }],
    { connections: 20, drainConnections: 10, rooms: 4, drainRooms: 2 },
  ],
  [
    'rooms on what was told to stop end, too',
    [{}, { lifecycle: 'stopping' }, { lifecycle: 'stopping', drains: true }],
    { drains: 1, drainConnections: 10, drainRooms: 4 },
  ],
  [
    'a starting row owes no rate',
    [{}, { lifecycle: 'starting', egressRate: Number.NaN }],
    { egress: 1000, egressAsked: 11 },
  ],
])('sums: %s', (_title, rows, expected) => {
  expect(sum(rows)).toMatchObject(expected)
})

test('under 90 % of the rates their sum is unknown, never a part of it', () => {
  const known = (n: number) =>
    sum(Array.from({ length: 10 }, (_, index) => (index < n ? {} : { egressRate: Number.NaN })))
  expect(known(9).egress).toBe(9000)
  expect(known(8).egress).toBeNaN()
  expect(known(8)).toMatchObject({ egressKnown: 88, egressAsked: 110 })
})

test('a process that nobody is on does not hide the sum of the others', () => {
  const idle = Array.from({ length: 3 }, () => ({ connections: 0, egressRate: Number.NaN }))
  expect(sum([...Array.from({ length: 5 }, () => ({})), ...idle]).egress).toBe(5000)
})

const one = (
  region: string,
  deploymentId = '417',
  host: string | null = null,
  startedAt: string | null = null,
): HasTraits => ({
  region,
  deploymentId,
  host,
  startedAt: startedAt === null ? null : Date.parse(startedAt),
})
test.each<[title: string, set: HasTraits[], words: string[]]>([
  ['nothing of nothing', [], []],
  ['one has nothing in common', [one('Tokyo')], []],
  ['all', [one('Tokyo'), one('Tokyo', '418')], ['region Tokyo 2 of 2']],
  ['four of five', [one('a', '1'), one('a', '2'), one('a', '3'), one('a', '4'), one('b', '5')], ['region a 4 of 5']],
  ['three of four are too few', [one('a', '1'), one('a', '2'), one('a', '3'), one('b', '4')], []],
  ['host and deployment', [one('a', '1', 'h'), one('b', '1', 'h')], ['deployment 1 2 of 2', 'host h 2 of 2']],
  ['hosts that all differ', [one('a', '1', 'g'), one('b', '2', 'h')], []],
  ['unknown hosts are none', [one('a', '1'), one('b', '2')], []],
  [
    'the hour they started in',
    [one('a', '1', null, '2026-11-24T03:00:00Z'), one('b', '2', null, '2026-11-24T03:59:59Z')],
    ['start hour 2026-11-24 03:00 UTC 2 of 2'],
  ],
  [
    'hours that differ, however near',
    [one('a', '1', null, '2026-11-24T03:59:59Z'), one('b', '2', null, '2026-11-24T04:00:00Z')],
    [],
  ],
  ['strange names', [one('__proto__', '1'), one('__proto__', '2')], ['region __proto__ 2 of 2']],
])('in common: %s', (_title, set, words) => {
  expect(inCommon(set).map(({ of, value, k, n }) => `${of} ${value} ${k} of ${n}`)).toEqual(words)
})
