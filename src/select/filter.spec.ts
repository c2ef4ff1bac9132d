import { describe, expect, test } from 'vitest'
import {
  countFacets,
  countHosts,
  hasSharedHosts,
  regionTotals,
  selectSlots,
  slotsWithText,
  type Filter,
} from './filter.ts'
import { facts, idsOf, snapshotOf, type Given } from './rowsForSpecs.ts'
import { findText, needleOf, newTextIndex, putText, textOf } from './textIndex.ts'

const NO_FILTER: Filter = { regions: [], statuses: [], deployments: [], hosts: [], attention: false }

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
/** What the search says of this fleet. */
const texts = newTextIndex()
for (const [slot, one] of FLEET.entries()) putText(texts, slot, one ? textOf(facts(one), one.roomList ?? []) : null)
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
    const slots = slotsWithText(selectSlots(fleet, { ...NO_FILTER, ...over }), bitsOf(text))
    expect(idsOf(slots, fleet)).toEqual(ids.toSorted())
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
    const counts = countFacets(fleet, { ...NO_FILTER, ...over }, null)
    expect(counts.deployments).toEqual(deployments)
    expect(Object.fromEntries(counts.statuses)).toEqual(statuses)
    expect(counts.attention).toBe(attention)
  })
})

describe('sums of regions', () => {
  test.each<[title: string, over: Partial<Filter>, texts: Uint8Array | null, sums: Record<string, [number, number]>]>([
    ['nothing chosen', {}, null, { Sao_Paulo: [1, 5], Tokyo: [2, 9], ['__proto__']: [1, 0] }],
    ['respect the other choices', { deployments: ['10'] }, null, { Tokyo: [2, 9] }],
    ['not the regions themselves', { regions: ['Sao_Paulo'], statuses: ['draining'] }, null, { Tokyo: [1, 9] }],
    ['respect the search', {}, bitsOf('duel'), { Tokyo: [1, 0] }],
  ])('%s', (_title, over, bits, sums) => {
    const found = regionTotals(fleet, { ...NO_FILTER, ...over }, bits)
    const said = new Map([...found].map(([region, { processes, connections }]) => [region, [processes, connections]]))
    expect(said).toEqual(new Map(Object.entries(sums)))
  })

  test('hold open, coming and draining apart, and leave out what is not of now', () => {
    const { index, columns } = snapshotOf([
      { processId: 'runs', slots: 3 },
      { processId: 'starts', lifecycle: 'starting', roomsPerProcess: 4 },
      { processId: 'drains', lifecycle: 'draining', slots: 2, connections: 7, draining: true },
      { processId: 'held', slots: 9, connections: 100 },
    ])
    columns.held[3] = 1
    expect(regionTotals({ index, columns }, { ...NO_FILTER, attention: false }, null).get('Tokyo')).toMatchObject({
      openSlots: 3,
      coming: 4,
      closed: 2,
      connections: 7,
      drainConnections: 7,
    })
  })
})

describe('counts of hosts', () => {
  const on = (processId: string, host: string, region = 'Tokyo'): Given => ({
    processId,
    region,
    exposedPort: { host, name: 'default', port: 7777, transportType: 'udp' },
  })
  const shared = snapshotOf([on('a', 'h2'), on('b', 'h2'), on('c', 'h10'), on('d', 'h10', 'London'), on('e', 'alone')])

  test('are offered where some host has two processes', () => {
    expect(hasSharedHosts(shared)).toBe(true)
    expect(hasSharedHosts(snapshotOf([on('a', 'h1'), on('b', 'h2'), { processId: 'c', exposedPort: null }]))).toBe(
      false,
    )
    expect(hasSharedHosts(snapshotOf([]))).toBe(false)
  })

  test.each<[title: string, over: Partial<Filter>, texts: Uint8Array | null, hosts: [string, number][]]>([
    [
      'shared ones alone, on a tie as people count',
      {},
      null,
      [
        ['h2', 2],
        ['h10', 2],
      ],
    ],
    [
      'respect the others',
      { regions: ['Tokyo'] },
      null,
      [
        ['h2', 2],
        ['h10', 1],
      ],
    ],
    [
      'not themselves',
      { hosts: ['h10'] },
      null,
      [
        ['h2', 2],
        ['h10', 2],
      ],
    ],
    ['respect the search', {}, Uint8Array.of(0, 0, 0, 1, 1), [['h10', 1]]],
    ['none is left', { statuses: ['draining'] }, null, []],
  ])('%s', (_title, over, texts, hosts) => {
    expect(countHosts(shared, { ...NO_FILTER, ...over }, texts)).toEqual(hosts)
  })

  test('no more than fifty', () => {
    const many = Array.from({ length: 120 }, (_, n) => on(`p${n}`, `h${n >> 1}`))
    expect(countHosts(snapshotOf(many), NO_FILTER, null)).toHaveLength(50)
  })
})
