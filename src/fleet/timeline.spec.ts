import { expect, test } from 'vitest'
import type { FleetEvent, TimelineKind } from '../types/fleet.ts'
import { filterTimeline, timelineMarkdown, timelineOf, type TimelineFilter } from './timeline.ts'

const AT = Date.parse('2026-11-24T03:00:00Z')

const ended = (id: number, over: Partial<Extract<FleetEvent, { kind: 'process ended' }>>): FleetEvent => ({
  id,
  at: AT + id * 1000,
  kind: 'process ended',
  processId: `p${id}`,
  region: 'Tokyo',
  deploymentId: '418',
  ending: 'told to stop',
  lost: false,
  connections: 0,
  wasDraining: true,
  reason: 'ended empty',
  ...over,
})

const EVENTS: readonly FleetEvent[] = [
  { id: 1, at: AT + 1000, kind: 'deployment first seen', deploymentId: '418', region: 'Tokyo' },
  {
    id: 2,
    at: AT + 2000,
    kind: 'drain seen',
    processId: 'p2',
    region: 'Sao_Paulo',
    deploymentId: '417',
    rooms: 2,
    connections: 9,
  },
  ended(3, {}),
  ended(4, { lost: true, region: 'Frankfurt', reason: 'had 14 connections when last seen' }),
  { id: 5, at: AT + 5000, kind: 'feed gap', from: AT + 1000, reason: 'not polling' },
  { id: 6, at: AT + 6000, kind: 'list dropped', before: 90, after: 40 },
  { id: 7, at: AT + 7000, kind: 'counter reset', processId: 'p7', region: 'Tokyo', deploymentId: '417' },
]
const NOTES = [{ id: 'n', at: AT + 3500, words: 'called *the* team\n| about it' }]
const ITEMS = timelineOf(EVENTS, NOTES)
const ALL: TimelineFilter = { kinds: [], regions: [], deployments: [], text: '', from: 0, to: Number.POSITIVE_INFINITY }

test('one timeline, newest first, each of one kind', () => {
  expect(ITEMS.map(({ kind }) => kind)).toEqual([
    'reset',
    'feed',
    'feed',
    'lost',
    'note',
    'ended',
    'drain',
    'deployment',
  ])
  expect(new Set(ITEMS.map(({ key }) => key)).size).toBe(ITEMS.length)
})

test.each<[of: string, over: Parameters<typeof ended>[1], kind: TimelineKind]>([
  ['in the stopped list', {}, 'ended'],
  ['nobody knows it any more', { ending: 'gone' }, 'ended'],
  ['asked about', { ending: 'asking' }, 'missing'],
  ['not confirmed', { ending: 'unconfirmed' }, 'missing'],
  ['listed again', { withdrawn: true }, 'missing'],
  ['lost with connections', { ending: 'died', lost: true }, 'lost'],
])('what left the list is said to have ended only when it did: %s', (_of, over, kind) => {
  expect(timelineOf([ended(1, over)], []).map((item) => item.kind)).toEqual([kind])
})

test.each<[title: string, filter: Partial<TimelineFilter>, kinds: string]>([
  ['all', {}, 'reset feed feed lost note ended drain deployment'],
  ['by kind', { kinds: ['lost', 'note'] }, 'lost note'],
  ['by region: what concerns no region stays', { regions: ['Tokyo'] }, 'reset feed feed note ended deployment'],
  ['by deployment', { deployments: ['417'] }, 'reset feed feed note drain'],
  ['by ID', { text: 'p2' }, 'drain'],
  ['by region name, as it is said', { text: ' sao paulo ' }, 'drain'],
  ['by words', { text: 'CONNECTIONS' }, 'lost drain'],
  ['in a time', { from: AT + 3000, to: AT + 4000 }, 'lost note ended'],
  ['nothing', { text: 'nowhere' }, ''],
])('%s', (_title, filter, kinds) => {
  const { items } = filterTimeline(ITEMS, { ...ALL, ...filter })
  expect(items.map(({ kind }) => kind).join(' ')).toBe(kinds)
})

test('counts of kinds respect the other choices, and not the kind chosen', () => {
  const { counts } = filterTimeline(ITEMS, { ...ALL, kinds: ['note'], regions: ['Frankfurt'] })
  expect(Object.fromEntries(counts)).toEqual({ feed: 2, lost: 1, note: 1 })
})

test('Markdown: oldest first, UTC, nothing in it is read as more than text', () => {
  const { items } = filterTimeline(ITEMS, { ...ALL, kinds: ['lost', 'note', 'deployment'] })
  expect(timelineMarkdown(items, 'Events, last hour')).toBe(
    [
      '## Events, last hour',
      '',
      '- 2026-11-24 03:00:01Z deployment 418 first seen (Tokyo, deployment 418)',
      '- 2026-11-24 03:00:03Z **Note:** called \\*the\\* team \\| about it',
      '- 2026-11-24 03:00:04Z lost with connections: had 14 connections when last seen (process p4, Frankfurt, deployment 418)',
      '',
    ].join('\n'),
  )
  expect(timelineMarkdown([], 'Events')).toContain('Nothing seen.')
})
