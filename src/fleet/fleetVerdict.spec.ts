import { describe, expect, test } from 'vitest'
import type { Alert } from '../types/alerts.ts'
import type { FeedReport } from '../types/feed.ts'
import type { DrainFacts, DrainVerdict, FleetEvent, GroupTotals, Tombstone } from '../types/fleet.ts'
import { drainVerdict, SOFT_DEADLINE_MS } from './drainVerdict.ts'
import { eventWords } from './eventWords.ts'
import { fleetFacts, fleetVerdict, type FactsInput, type FleetVerdict, type VerdictInput } from './fleetVerdict.ts'
import { emptyTotals } from './totals.ts'

// Longer than a screen: a table of fleets, and what is said of each.

const T = Date.UTC(2026, 2, 2, 12)
const feed: FeedReport = {
  polls: 3,
  lastGoodAt: 0,
  answeredAt: 0,
  failure: null,
  failures: 0,
  medianMs: 0,
  nextDelayMs: 5000,
  frozenSince: null,
  missingRegions: [],
  darkRegions: [],
  cappedRegions: [],
  unconfirmedDrops: [],
  watchingSince: T,
}
type Input = FactsInput & Pick<VerdictInput, 'blind'>
const byVerdict = (drains: readonly DrainFacts[]): FactsInput['drains'] => {
  const counts = new Map<DrainVerdict, number>()
  for (const drain of drains) {
    const { verdict } = drainVerdict(drain, { now: T, unknownSince: null, softDeadlineMs: SOFT_DEADLINE_MS })
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1)
  }
  return counts
}

/** What the engine finds, and what the page makes of it. */
const verdictOf = (input: Input): FleetVerdict => fleetVerdict({ ...input, facts: fleetFacts(input) })

const calm: Input = {
  feedTime: T,
  blind: null,
  feed,
  totals: { ...emptyTotals(), processes: 9 },
  regions: [],
  drains: new Map(),
  tombstones: [],
  events: [],
  rejectedRows: 0,
  staleCounters: 0,
  alerts: [],
}
const stone = (processId: string, secondsAgo: number, over: Partial<Tombstone> = {}): Tombstone => ({
  processId,
  region: 'Sao_Paulo',
  deploymentId: '417',
  host: 'h1',
  lastSeenAt: T - secondsAgo * 1000 - 5000,
  vanishedAt: T - secondsAgo * 1000,
  connections: 14,
  connectionsAt: T,
  rooms: 1,
  wasDraining: false,
  wasTold: false,
  startedAt: T,
  ending: 'died',
  endedAt: T,
  verdict: 'lost',
  reason: 'died',
  ...over,
})
const drain: DrainFacts = {
  processId: 'p',
  slot: 0,
  region: 'Tokyo',
  deploymentId: '417',
  draining: true,
  firstSeenAt: T,
  sawBegin: true,
  stopping: false,
  rooms: 1,
  roomsFirst: 1,
  connections: 5,
  connectionsFirst: 5,
  connectionsPeak: 0,
  connectionsAt: T,
  connectionsFresh: true,
  lastRoomEndAt: null,
  watchedSince: T,
  oldestRoom: null,
  silence: 1,
  noRoomsSince: null,
  noConnectionsSince: null,
  emptyPolls: 0,
  emptySince: null,
  doubtful: false,
}
const region = (over: Partial<GroupTotals>): GroupTotals => ({ ...emptyTotals(), key: 'Sao_Paulo', ...over })

describe('the verdict line', () => {
  test.each<[title: string, over: Partial<Input>, level: string, words: string[]]>([
    ['a calm hour', { drains: byVerdict([drain]) }, 'OK', []],
    ['nothing runs', { totals: emptyTotals() }, 'OK', ['nothing is running']],
    [
      'rows that cannot be read',
      { rejectedRows: 3 },
      'Watch',
      ["3 of 12 rows can't be read: every sum is a lower bound"],
    ],
    ['the counters of two are old', { staleCounters: 2 }, 'OK', []],
    [
      'the counters of some are old',
      { staleCounters: 4 },
      'Watch',
      ['counters of 4 of 9 processes are old: connections and egress are not of now'],
    ],
    [
      'the counters of most are old',
      { staleCounters: 5 },
      "Can't tell",
      ['counters of 5 of 9 processes are old: connections and egress are not of now'],
    ],
    ['blind', { blind: 'no answer: timed out' }, "Can't tell", ['no answer: timed out']],
    [
      'frozen',
      { feed: { ...feed, frozenSince: T - 75_000 } },
      "Can't tell",
      ['Live but frozen: nothing moved for 75 s'],
    ],
    ['one lost', { tombstones: [stone('a', 10)] }, 'Watch', ['1 process gone 10 s ago, had 14 connections, Sao Paulo']],
    [
      'one with 50 connections lost',
      { tombstones: [stone('a', 10, { connections: 50 })] },
      'Act now',
      ['1 process gone 10 s ago, had 50 connections, Sao Paulo'],
    ],
    [
      'three lost within two minutes',
      { tombstones: [stone('a', 130), stone('b', 70), stone('c', 10)] },
      'Act now',
      [
        '3 processes gone in 2 min, had 42 connections, all Sao Paulo, all deployment 417, all host h1, all started 2026-03-02 12:00 UTC',
      ],
    ],
    [
      'three lost over more than that',
      { tombstones: [stone('a', 131), stone('b', 70), stone('c', 10)] },
      'Watch',
      [
        '3 processes gone in 2 min 01, had 42 connections, all Sao Paulo, all deployment 417, all host h1, all started 2026-03-02 12:00 UTC',
      ],
    ],
    ['a loss of ten minutes ago', { tombstones: [stone('a', 600)] }, 'OK', []],
    [
      'not lost',
      { tombstones: [stone('a', 10, { verdict: 'unseen' }), stone('b', 10, { verdict: 'ended' })] },
      'OK',
      [],
    ],
    [
      'missing, nobody says why',
      {
        tombstones: ['a', 'b', 'c'].map((id) => stone(id, 10, { verdict: 'unseen', ending: 'unconfirmed', host: id })),
      },
      'Act now',
      [
        '3 processes missing from the list, end not confirmed, last seen with 42 connections, all Sao Paulo, all deployment 417, all started 2026-03-02 12:00 UTC',
      ],
    ],
    [
      'missing without connections',
      { tombstones: [stone('a', 10, { verdict: 'unseen', ending: 'unconfirmed', connections: 0 })] },
      'OK',
      [],
    ],
    [
      'a region missing',
      { feed: { ...feed, missingRegions: [{ region: 'Sao_Paulo', since: T - 40_000, detail: '' }] } },
      'Watch',
      ['Sao Paulo missing for 40 s'],
    ],
    [
      'a region that never answered',
      { feed: { ...feed, missingRegions: [{ region: 'Tokyo', since: null, detail: '' }] } },
      'Watch',
      ['Tokyo missing'],
    ],
    [
      'a drop to confirm',
      { feed: { ...feed, unconfirmedDrops: [{ before: 12, after: 0 }] } },
      'Watch',
      ['list dropped 12 → 0, waiting for a second answer'],
    ],
    [
      "a drop of one region's list",
      { feed: { ...feed, unconfirmedDrops: [{ region: 'Sao_Paulo', before: 12, after: 0 }] } },
      'Watch',
      ['Sao Paulo: its list dropped 12 → 0, waiting for a second answer'],
    ],
    [
      'a capped list',
      { feed: { ...feed, cappedRegions: ['Tokyo'] } },
      'OK',
      ['this server may list only the newest 10: a lower bound'],
    ],
    [
      'connections being cut',
      { drains: byVerdict([{ ...drain, stopping: true }]) },
      'Act now',
      ['1 process stopping with connections on'],
    ],
    ['overdue', { drains: byVerdict([{ ...drain, firstSeenAt: T - 3 * 3_600_000 }]) }, 'Watch', ['1 drain overdue']],
    [
      'stalled',
      { drains: byVerdict([{ ...drain, watchedSince: T - 20 * 60_000, silence: 0.01 }]) },
      'Watch',
      ['1 drain stalled: no room ends'],
    ],
    [
      'no open slots while rooms start',
      { regions: [region({ roomStarts: 1, coming: 4 })] },
      'Watch',
      ['Sao Paulo: no open slots, 4 coming'],
    ],
    ['no open slots, nothing starts', { regions: [region({ roomStarts: 0.9 })] }, 'OK', []],
    ['room starts unknown', { regions: [region({})] }, 'OK', []],
    [
      'worst first',
      {
        drains: byVerdict([{ ...drain, stopping: true }]),
        feed: { ...feed, cappedRegions: ['x'], unconfirmedDrops: [{ before: 9, after: 1 }] },
      },
      'Act now',
      [
        '1 process stopping with connections on',
        'list dropped 9 → 1, waiting for a second answer',
        'this server may list only the newest 10: a lower bound',
      ],
    ],
  ])('%s', (_title, over, level, words) => {
    const verdict = verdictOf({ ...calm, ...over })
    expect(verdict.level).toBe(level)
    expect(verdict.facts.map((fact) => fact.words)).toEqual(words)
  })
})

const who = { id: 1, at: T, processId: 'p', region: 'Tokyo', deploymentId: '417' }
test.each<[event: FleetEvent, words: string]>([
  [{ kind: 'deployment first seen', ...who }, 'deployment 417 first seen'],
  [{ kind: 'drain seen', ...who, rooms: 1, connections: 2 }, 'draining, with 1 room and 2 connections'],
  [
    { kind: 'process ended', ...who, ending: 'died', lost: false, connections: 0, wasDraining: false, reason: 'died' },
    'died',
  ],
  [
    {
      kind: 'process ended',
      ...who,
      ending: 'died',
      lost: true,
      connections: 2,
      wasDraining: false,
      reason: 'died, had 2',
    },
    'lost with connections: died, had 2',
  ],
  [{ kind: 'counter reset', ...who }, 'egress counter began anew'],
  [
    { kind: 'counter reset burst', id: 1, at: T, processes: 12, region: 'Tokyo', deploymentId: null },
    'egress counters of 12 processes began anew',
  ],
  [{ kind: 'feed gap', id: 1, at: T, from: T - 60_000, reason: 'timed out' }, 'no data for 60 s: timed out'],
  [{ kind: 'list dropped', id: 1, at: T, before: 9, after: 0 }, 'the list dropped from 9 to 0 processes'],
  [
    { kind: 'list dropped', id: 1, at: T, region: 'Sao_Paulo', before: 9, after: 0 },
    'the list of Sao Paulo dropped from 9 to 0 processes',
  ],
])('event in words: $kind', (event, words) => {
  expect(eventWords(event)).toBe(words)
})

describe('pages', () => {
  const page = (rule: Alert['rule'], region: string, over: Partial<Alert> = {}): Alert => ({
    ...{ key: `${rule}|${region}|`, rule, region, deploymentId: null, severity: 'page', words: `${region}: ${rule}` },
    ...{ link: { to: 'alerts' }, since: T, unknownSince: null, clearingSince: null, under: null, ...over },
  })
  const full: GroupTotals = { ...emptyTotals(), key: 'Tokyo', roomStarts: 2, roomEnds: 0 }

  test.each([
    ['no open slots', { regions: [full] }],
    ['region gone', { feed: { ...feed, missingRegions: [{ region: 'Tokyo', since: T - 9e4, detail: 'timed out' }] } }],
    [
      'region gone',
      {
        feed: { ...feed, darkRegions: [{ region: 'Tokyo', missing: 1, since: T - 9e4 }] },
        tombstones: [stone('a', 20, { region: 'Tokyo', ending: 'unconfirmed', verdict: 'unseen' })],
      },
    ],
  ] as const)('%s is said once, by the page, and is to be acted on', (rule, over) => {
    expect(fleetFacts({ ...calm, ...over })).toHaveLength(1)
    const told = verdictOf({ ...calm, ...over, alerts: [page(rule, 'Tokyo')] })
    expect(told.level).toBe('Act now')
    expect(told.facts.map(({ words }) => words)).toEqual([`Tokyo: ${rule}`])
  })

  test.each(['no open slots', 'region gone'] as const)('of %s are no word on a region that has it no more', (rule) => {
    const regions = [{ ...full, openSlots: 3 }]
    expect(verdictOf({ ...calm, regions, alerts: [page(rule, 'Tokyo')] })).toEqual({ level: 'OK', facts: [] })
  })

  test('that will be over soon are not said: they are not so now', () => {
    const alerts = [page('open slots low', 'Tokyo', { clearingSince: T - 5000 })]
    expect(verdictOf({ ...calm, alerts }).facts).toEqual([])
  })

  test('that another explains are not said beside it', () => {
    const alerts = [page('no open slots', 'Tokyo', { under: 'feed blind||' })]
    expect(verdictOf({ ...calm, alerts }).facts).toEqual([])
  })

  test('of what is dark are said for as long as it is', () => {
    const old = { tombstones: [stone('a', 1200, { ending: 'unconfirmed', verdict: 'unseen' })] }
    expect(fleetFacts({ ...calm, ...old })).toEqual([])
    const dark = { ...feed, darkRegions: [{ region: 'Sao_Paulo', missing: 1, since: T - 12e5 }] }
    expect(fleetFacts({ ...calm, ...old, feed: dark })).toHaveLength(1)
  })
})
