import { describe, expect, test } from 'vitest'
import { HELD, type FleetEvent, type GroupTotals, type ProcessFacts } from '../types/fleet.ts'
import { backOf, markOf } from './awayMarks.ts'
import { awayItems } from './awaySummary.ts'

const T = Date.UTC(2026, 2, 2, 12)

const region = (key: string, connections: number): GroupTotals => ({ key, connections }) as GroupTotals
const started = (startedAt: number | null): ProcessFacts => ({ startedAt }) as ProcessFacts
const ended = (id: number, over: Partial<FleetEvent> = {}): FleetEvent =>
  ({
    id,
    at: T + id,
    kind: 'process ended',
    processId: `p-${id}`,
    region: 'Sao_Paulo',
    deploymentId: 'd-1',
    ending: 'told to stop',
    lost: false,
    connections: 0,
    wasDraining: false,
    reason: 'told to stop',
    ...over,
  }) as FleetEvent
const drained = (id: number): FleetEvent =>
  ({ id, at: T + id, kind: 'drain seen', processId: `p-${id}`, region: 'Tokyo', deploymentId: 'd-1' }) as FleetEvent

interface Fleet {
  events?: FleetEvent[]
  regions?: GroupTotals[]
  rows?: (ProcessFacts | null)[]
  silent?: string[]
  dark?: string[]
  /** Regions of rows that cannot be read. */
  rejected?: string[]
}
const seen = (
  seq: number,
  { events = [], regions = [], rows = [], silent = [], dark = [], rejected = [] }: Fleet = {},
) => ({
  engine: 'one',
  seq,
  feedTime: T + seq * 60_000,
  events,
  regions,
  feed: {
    missingRegions: silent.map((region) => ({ region, since: T, detail: 'timed out' })),
    darkRegions: dark.map((region) => ({ region, missing: 4, since: T })),
  },
  columns: { held: Uint8Array.from(rejected, () => HELD.indexOf('rejected')) },
  index: {
    rows,
    regions: { names: rejected, codes: Uint32Array.from(rejected, (region) => rejected.indexOf(region)) },
  },
})
const itemsOf = (before: Fleet, after: Fleet, known = after.events ?? []) => {
  const mark = markOf(seen(1, before))
  return awayItems(mark, backOf(mark, seen(5, after)), known)
}
const wordsOf = (before: Fleet, after: Fleet): string[] => itemsOf(before, after).map(({ words }) => words)

describe('what happened while nobody looked', () => {
  test.each<[title: string, before: Fleet, after: Fleet, words: string[]]>([
    ['nothing', {}, {}, []],
    ['what was known before is not said again', { events: [ended(1)] }, { events: [ended(1)] }, []],
    [
      'ends, some of them drains',
      { events: [ended(1)] },
      { events: [ended(1), ended(2), ended(3, { wasDraining: true }), ended(4)] },
      ['3 processes ended, 1 of them draining'],
    ],
    [
      'ends that nobody confirmed, apart; those withdrawn not at all',
      {},
      {
        events: [
          ended(1, { wasDraining: true }),
          ended(2, { ending: 'unconfirmed', wasDraining: true }),
          ended(3, { withdrawn: true }),
          ended(4, { ending: 'unconfirmed', withdrawn: true }),
        ],
      },
      ['1 process ended, draining', '1 process missing from the list, end not confirmed'],
    ],
    ['drains that began', {}, { events: [drained(1), drained(2)] }, ['2 drains began']],
    [
      'starts since then, not the ones before',
      {},
      { rows: [started(T), null, started(null), started(T + 61_000), started(T + 90_000)] },
      ['2 processes started'],
    ],
    [
      'regions that moved by a fifth and by fifty',
      { regions: [region('Tokyo', 1000), region('London', 1000), region('Dubai', 20), region('Dallas', 0)] },
      { regions: [region('Tokyo', 700), region('London', 1190), region('Dubai', 60), region('Dallas', 80)] },
      ['Tokyo from 1,000 to 700 connections (−30 %)', 'Dallas from 0 to 80 connections'],
    ],
    [
      'no rise of a region that was silent when nobody looked any more, nor of one of which rows could not be read',
      { regions: [region('London', 30)], silent: ['Tokyo'], rejected: ['London'] },
      { regions: [region('Tokyo', 420), region('London', 300), region('Dubai', 60)] },
      ['Tokyo: read in full again', 'London: read in full again', 'Dubai from 0 to 60 connections'],
    ],
    [
      'no fall of a region that is silent now, but that it is',
      { regions: [region('Tokyo', 420), region('Sao_Paulo', 200), region('London', 300)] },
      {
        regions: [region('Tokyo', 0), region('Sao_Paulo', 20), region('London', 30)],
        silent: ['Tokyo'],
        dark: ['Sao_Paulo'],
        rejected: ['London', 'London'],
      },
      ['Tokyo: no answer', 'Sao Paulo: 4 processes missing, end not confirmed', 'London: 2 rows unreadable'],
    ],
    [
      'regions not read whole, three of them by name',
      {},
      { silent: ['Tokyo', 'London', 'Dubai', 'Dallas', 'Sao_Paulo'] },
      ['Tokyo: no answer', 'London: no answer', 'Dubai: no answer', '2 more regions not read in full'],
    ],
    ['a region silent before and now, once', { silent: ['Tokyo'] }, { silent: ['Tokyo'] }, ['Tokyo: no answer']],
    [
      'a gap, and why, unless it is that nobody looked',
      {},
      {
        events: [
          { id: 1, at: T + 300_000, kind: 'feed gap', from: T, reason: 'timed out' },
          { id: 2, at: T + 900_000, kind: 'feed gap', from: T, reason: 'not polling' },
        ],
      },
      ['no data for 5 min: timed out'],
    ],
    [
      'a deployment, once',
      {},
      {
        events: ['Tokyo', 'London'].map((name, at) => ({
          id: at + 1,
          at: T,
          kind: 'deployment first seen',
          deploymentId: '5244',
          region: name,
        })),
      },
      ['deployment 5244 first seen'],
    ],
  ])('%s', (_title, before, after, words) => expect(wordsOf(before, after)).toEqual(words))

  test('the lost come first, the worst three by name', () => {
    const events = [3, 40, 12, 7, 5].map((connections, at) => ended(at + 1, { lost: true, connections }))
    expect(itemsOf({}, { events: [...events, ended(9)] })).toEqual([
      { words: 'lost with 40 connections in Sao Paulo: p-2', link: { to: 'process', processId: 'p-2' } },
      { words: 'lost with 12 connections in Sao Paulo: p-3', link: { to: 'process', processId: 'p-3' } },
      { words: 'lost with 7 connections in Sao Paulo: p-4', link: { to: 'process', processId: 'p-4' } },
      { words: '2 more lost, with 8 connections', link: { to: 'drains' } },
      { words: '1 process ended, not draining', link: { to: 'drains' } },
    ])
  })

  test('who wants to know more of a region that is not read is led to the feed', () => {
    expect(itemsOf({}, { silent: ['Tokyo'] })).toEqual([{ words: 'Tokyo: no answer', link: { to: 'health' } }])
  })

  test('what is found out later of an end is said, what happens later is not', () => {
    const known = [ended(1, { lost: true, connections: 9 }), ended(2)]
    expect(itemsOf({}, { events: [ended(1)] }, known).map(({ words }) => words)).toEqual([
      'lost with 9 connections in Sao Paulo: p-1',
    ])
  })
})
