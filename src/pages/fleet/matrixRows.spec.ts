import { describe, expect, test } from 'vitest'
import { emptyTotals } from '../../fleet/totals.ts'
import { snapshotOf } from '../../select/rowsForSpecs.ts'
import { ALL_REGIONS } from '../../types/feed.ts'
import { HELD, type GroupTotals, type Held, type Totals } from '../../types/fleet.ts'
import { matrixRows } from './matrixRows.ts'

const sums = (key: string, over: Partial<Totals> = {}): GroupTotals => ({ key, ...emptyTotals(), ...over })
const LONDON = sums('London', { processes: 2, connections: 90 })
const TOKYO = sums('Tokyo', { processes: 3, connections: 160 })
/** Nothing of it is read; what it lost today is still known. */
const TOKYO_LOST = sums('Tokyo', { lost: 1 })
const silent = { missingRegions: [{ region: 'Tokyo', since: 7, detail: 'timed out' }] }
const dark = { darkRegions: [{ region: 'Tokyo', missing: 3, since: 8 }] }

interface Case {
  regions: GroupTotals[]
  /** Tokyo's rows that are known of but not read. */
  held?: Held[]
  feed?: object
  rejectedRows?: number
  chosen?: string[]
}
const said = ({ regions, held = [], feed = {}, rejectedRows = 0, chosen = [] }: Case): string[] => {
  const snapshot = snapshotOf(held.map((_, at) => ({ processId: `p-${at}`, region: 'Tokyo' })))
  snapshot.columns.held.set(held.map((one) => HELD.indexOf(one)))
  const { rows, empty } = matrixRows(
    regions,
    {
      ...snapshot,
      feed: { ...snapshot.feed, missingRegions: [], darkRegions: [], cappedRegions: [], ...feed },
      health: { ...snapshot.health, rejectedRows },
    },
    chosen,
  )
  return [
    ...rows.map(({ row, atLeast }) => `${row.key} ${atLeast ? '≥ ' : ''}${row.connections}`),
    ...empty.map(({ region, words, since }) => `${region}: ${words}${since === null ? '' : ` since ${since}`}`),
  ]
}

const REJECTED: Held[] = ['rejected', 'rejected', 'rejected', 'rejected']

describe('the rows of the region matrix', () => {
  test.each<[title: string, given: Case, rows: string[]]>([
    ['all is read', { regions: [LONDON, TOKYO] }, ['Tokyo 160', 'London 90']],
    ['only losses are left, and it answers', { regions: [LONDON, TOKYO_LOST] }, ['Tokyo 0', 'London 90']],
    [
      'only losses are left, and it is silent: no zero',
      { regions: [LONDON, TOKYO_LOST], held: ['region'], feed: silent },
      ['London 90', 'Tokyo: no answer since 7'],
    ],
    [
      'only losses are left, and it is dark: no zero',
      { regions: [LONDON, TOKYO_LOST], feed: dark },
      ['London 90', 'Tokyo: 3 processes missing, end not confirmed since 8'],
    ],
    [
      'silent without a group',
      { regions: [LONDON], held: ['region'], feed: silent, chosen: ['Tokyo'] },
      ['London 90', 'Tokyo: no answer since 7'],
    ],
    [
      'dark and silent at once: said once',
      { regions: [LONDON], feed: { ...silent, ...dark } },
      ['London 90', 'Tokyo: no answer since 7'],
    ],
    [
      'silent, with rows that others list: a lower bound',
      { regions: [LONDON, TOKYO], feed: silent },
      ['Tokyo ≥ 160', 'London 90'],
    ],
    [
      'every row rejected: it stays',
      { regions: [LONDON], held: REJECTED, rejectedRows: 4 },
      ['London 90', 'Tokyo: 4 rows unreadable'],
    ],
    [
      'every row rejected, and chosen: not "no process"',
      { regions: [LONDON], held: REJECTED, rejectedRows: 4, chosen: ['Tokyo'] },
      ['London 90', 'Tokyo: 4 rows unreadable'],
    ],
    [
      'every row rejected, and losses: no zero',
      { regions: [LONDON, TOKYO_LOST], held: REJECTED, rejectedRows: 4 },
      ['London 90', 'Tokyo: 4 rows unreadable'],
    ],
    [
      'all rows of one deployment rejected, so that no group counts them: a lower bound',
      { regions: [LONDON, TOKYO], held: [...REJECTED, 'none'], rejectedRows: 4 },
      ['Tokyo ≥ 160', 'London 90'],
    ],
    [
      'the choices leave none of what is read: no zero',
      { regions: [LONDON, sums('Tokyo')], held: ['absent', 'none'] },
      ['London 90', 'Tokyo: 1 row missing from the last answer'],
    ],
    [
      'rejected rows that never were read may be of any region',
      { regions: [LONDON, TOKYO], held: ['rejected', 'none'], rejectedRows: 2, chosen: ['Mars'] },
      ['Tokyo ≥ 160', 'London ≥ 90', 'Mars: no process listed'],
    ],
    ['a capped one', { regions: [LONDON, TOKYO], feed: { cappedRegions: ['Tokyo'] } }, ['Tokyo ≥ 160', 'London 90']],
    ['all in a capped list', { regions: [LONDON], feed: { cappedRegions: [ALL_REGIONS] } }, ['London ≥ 90']],
    ['a chosen one of which there is none', { regions: [LONDON], chosen: ['Mars'] }, ['London 90', 'Mars: no process']],
    [
      'worst first: lost, then full while rooms start, then connections',
      {
        regions: [
          LONDON,
          TOKYO,
          sums('Dubai', { processes: 1, roomStarts: 2 }),
          sums('Dallas', { processes: 1, openSlots: 3, lost: 2 }),
        ],
      },
      ['Dallas 0', 'Dubai 0', 'Tokyo 160', 'London 90'],
    ],
  ])('%s', (_title, given, rows) => expect(said(given)).toEqual(rows))
})
