import { describe, expect, test } from 'vitest'
import { ApiError } from '../api/apiError.ts'
import { sampleRoom } from '../api/sampleRow.ts'
import type { FleetEvent, Tombstone } from '../types/fleet.ts'
import { POLL_MS, row, rows, START, stoppedRow, TestFeed, wire, type WireRow } from './testFeed.ts'

// Longer than a screen: every way in which a process can end, on one feed.

type Ended = Extract<FleetEvent, { kind: 'process ended' }>
const endsOf = (feed: TestFeed): Ended[] =>
  (feed.snapshot?.events ?? []).filter((event) => event.kind === 'process ended')
const stoneOf = (feed: TestFeed, id = 'a'): Tombstone | undefined =>
  feed.snapshot?.tombstones.find((one) => one.processId === id)

/** A process with a room and 14 connections, measured a second ago. */
const full = (feed: TestFeed, over: WireRow = {}): WireRow =>
  row('a', {
    rooms: [sampleRoom()],
    totalRooms: 1,
    activeConnections: 14,
    activeConnectionsUpdatedAt: wire(feed.now + POLL_MS - 1000),
    ...over,
  })

/** It is listed for a while, then it is not; and what became of that by the next poll. */
async function vanish(feed: TestFeed, over: WireRow = {}): Promise<void> {
  for (let n = 0; n < 3; n++) await feed.poll([...rows(3), full(feed, over)])
  await feed.poll(rows(3))
  await feed.poll(rows(3))
}

const died = { terminatedAt: wire(START + 14_000) }
const told = { stoppingAt: wire(START + 12_000), terminatedAt: wire(START + 14_000) }
const unknown = new ApiError('status', 'unknown process', 404)

describe('how a process that vanished has ended, two polls later', () => {
  test.each<[title: string, stopped: unknown, info: unknown, ending: string, verdict: string]>([
    ['died, says the list', [stoppedRow('a', died)], null, 'died', 'lost'],
    ['told to stop, says the list', [stoppedRow('a', told)], null, 'told to stop', 'ended'],
    ['died, says info', [], stoppedRow('a', died), 'died', 'lost'],
    ['died, says info though the list fails', new ApiError('status', '', 500), stoppedRow('a', died), 'died', 'lost'],
    ['unknown to info: gone', [], unknown, 'gone', 'lost'],
    ['unknown to info while the list fails: gone', new ApiError('status', '', 500), unknown, 'gone', 'lost'],
    ['unknown to a server that has neither call', unknown, unknown, 'unconfirmed', 'unseen'],
    ['info fails', [], new ApiError('timeout', 'slow'), 'unconfirmed', 'unseen'],
    ['info says it runs: a capped list', [], stoppedRow('a'), 'unconfirmed', 'unseen'],
    ['info cannot be read', [], { nonsense: true }, 'unconfirmed', 'unseen'],
    ['the list is no list', {}, new ApiError('timeout', 'slow'), 'unconfirmed', 'unseen'],
    ['a former life of the ID', [stoppedRow('a', { ...died, startedAt: wire(START - 9e8) })], unknown, 'gone', 'lost'],
  ])('%s', async (_title, stopped, info, ending, verdict) => {
    const feed = new TestFeed()
    feed.stopped = stopped
    feed.info = () => info
    await vanish(feed)
    expect(stoneOf(feed)).toMatchObject({ ending, verdict, connections: 14 })
    expect(endsOf(feed).filter((event) => event.processId === 'a')).toMatchObject([
      { ending, lost: verdict === 'lost' },
    ])
    expect(feed.snapshot?.totals.lost).toBe(verdict === 'lost' ? 1 : 0)
    expect(feed.snapshot?.feed).toMatchObject({ failure: null, failures: 0, nextDelayMs: POLL_MS })
  })

  test.each<[title: string, over: WireRow, verdict: string]>([
    ['nobody on', { activeConnections: 0 }, 'ended'],
    ['no room', { rooms: [], totalRooms: 0 }, 'unseen'],
    ['a gauge of long ago', { activeConnectionsUpdatedAt: wire(START - 9e6) }, 'unseen'],
    ['told to stop when last listed', { stoppingAt: wire(START) }, 'ended'],
  ])('gone with %s', async (_title, over, verdict) => {
    const feed = new TestFeed()
    await vanish(feed, over)
    expect(stoneOf(feed)).toMatchObject({ ending: 'gone', verdict })
  })

  test('it never started', async () => {
    const feed = new TestFeed()
    feed.stopped = [stoppedRow('a', { ...died, startedAt: null })]
    await vanish(feed, { startedAt: null, rooms: [], totalRooms: 0, activeConnections: 0 })
    expect(stoneOf(feed)).toMatchObject({ ending: 'never started', verdict: 'ended' })
  })

  test('over a gap in the polls nobody saw it', async () => {
    const feed = new TestFeed()
    for (let n = 0; n < 3; n++) await feed.poll([...rows(3), full(feed)])
    await feed.poll(rows(3), 600_000)
    await feed.poll(rows(3))
    expect(stoneOf(feed)).toMatchObject({ ending: 'gone', verdict: 'unseen' })
  })

  test('a mass loss is confirmed by the second answer, and still two polls old', async () => {
    const feed = new TestFeed()
    for (let n = 0; n < 3; n++) await feed.poll([...rows(4), full(feed)])
    for (let n = 0; n < 3; n++) await feed.poll([])
    expect(stoneOf(feed)).toMatchObject({ ending: 'gone', verdict: 'lost' })
  })

  test('not confirmed at first, it is told when the list has it; one event says so', async () => {
    const feed = new TestFeed()
    feed.info = () => new ApiError('timeout', 'slow')
    await vanish(feed)
    expect(stoneOf(feed)).toMatchObject({ ending: 'unconfirmed' })
    feed.stopped = [stoppedRow('a', told)]
    for (let n = 0; n < 14; n++) await feed.poll(rows(3))
    expect(endsOf(feed)).toMatchObject([{ processId: 'a', ending: 'told to stop', lost: false }])
  })
})

describe('the stopped list', () => {
  const reads = (feed: TestFeed): number => feed.calls.filter((call) => call === 'stopped').length

  test('is read at load, every 60 s, and at once when a process vanishes', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(3))
    expect(reads(feed)).toBe(1)
    for (let n = 0; n < 11; n++) await feed.poll(rows(3))
    expect(reads(feed)).toBe(1)
    await feed.poll(rows(3))
    expect(reads(feed)).toBe(2)
    await feed.poll(rows(2))
    expect(reads(feed)).toBe(3)
    await feed.poll(rows(2))
    expect(reads(feed)).toBe(3)
  })

  test('tells of ends nobody saw, once, of the last day only', async () => {
    const feed = new TestFeed()
    const dead = (id: string, hoursAgo: number) => stoppedRow(id, { terminatedAt: wire(START - hoursAgo * 3_600_000) })
    feed.stopped = [dead('new', 1), dead('old', 25), dead('newer', 0.5), { nonsense: true }]
    for (let n = 0; n < 30; n++) await feed.poll(rows(3))
    expect(endsOf(feed).map((event) => event.processId)).toEqual(['new', 'newer'])
    expect(feed.snapshot?.health.stopped).toMatchObject({ rows: 4, rejected: 1, failure: null })
  })

  test('its failure is its own', async () => {
    const feed = new TestFeed()
    feed.stopped = new ApiError('status', '', 500)
    const first = await feed.poll(rows(3))
    expect(first.feed.failure).toBeNull()
    expect((await feed.poll(rows(3))).health.stopped.failure).toBe('the upstream answered with an error (500)')
  })

  test('neither call is made while the upstream asked for silence', async () => {
    const feed = new TestFeed()
    feed.regions = { Tokyo: rows(3, () => ({ region: 'Tokyo' })), London: [] }
    await feed.poll()
    feed.calls = []
    feed.regions = { Tokyo: rows(2, () => ({ region: 'Tokyo' })), London: new ApiError('status', '', 429, 60_000) }
    await feed.poll()
    expect(feed.calls).toEqual([])
    const look = await feed.engine.lookUp('p-2', new AbortController().signal)
    expect(look).toEqual({ failure: 'the upstream asked for time before the next call', raw: null })
    expect(feed.calls).toEqual([])
    feed.regions = { Tokyo: rows(2, () => ({ region: 'Tokyo' })), London: [] }
    await feed.poll()
    expect(feed.calls).toEqual(['stopped', 'info p-2'])
  })

  test('its own 429 silences every call, and the page hears of it at once', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(3))
    feed.calls = []
    feed.stopped = new ApiError('status', '', 429, 120_000)
    const { answered } = await feed.poll(rows(2))
    expect(feed.calls).toEqual(['stopped'])
    expect(feed.engine.silentFor()).toBe(120_000)
    expect(feed.engine.dueIn(POLL_MS)).toBe(120_000)
    const report = feed.engine.report(feed.snapshot ?? null, POLL_MS)
    expect(report.answered).toBeGreaterThan(answered)
    expect(report.feed.nextDelayMs).toBe(120_000)
    expect(await feed.engine.lookUp('p-2', new AbortController().signal)).toMatchObject({
      failure: 'the upstream asked for time before the next call',
    })
    expect(feed.calls).toEqual(['stopped'])
  })

  test('a look-up’s 429 holds though the poll under way is answered, and the page hears of it', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(3))
    feed.info = () => new ApiError('status', '', 429, 60_000)
    const have = feed.snapshot ?? null
    const looking = feed.engine.lookUp('p-2', new AbortController().signal)
    const polled = feed.ask()
    await Promise.all([looking, polled])
    expect(feed.engine.silentFor()).toBe(60_000)
    expect(feed.engine.report(have, POLL_MS).feed.nextDelayMs).toBe(60_000)
    expect(feed.engine.hasNews(feed.snapshot ?? null)).toBe(false)
    feed.pass(61_000)
    await feed.engine.lookUp('p-2', new AbortController().signal)
    expect(feed.engine.hasNews(feed.snapshot ?? null)).toBe(true)
  })

  test('at most five are looked up one by one, those with most connections first', async () => {
    const feed = new TestFeed()
    const many = rows(20, (n) => ({ activeConnections: n }))
    await feed.poll(many)
    feed.calls = []
    await feed.poll(many.slice(0, 12))
    expect(feed.calls).toEqual(['stopped', 'info p-19', 'info p-18', 'info p-17', 'info p-16', 'info p-15'])
  })

  test('the others are asked about with the next reads, and again those that were not known to have ended', async () => {
    const feed = new TestFeed()
    const many = rows(20, (n) => ({ activeConnections: n }))
    await feed.poll(many)
    feed.info = (processId) => (processId === 'p-12' ? stoppedRow(processId, told) : stoppedRow(processId))
    await feed.poll(many.slice(0, 12))
    feed.calls = []
    await feed.poll(many.slice(0, 12), 60_000)
    expect(feed.calls).toEqual(['stopped', 'info p-14', 'info p-13', 'info p-12', 'info p-19', 'info p-18'])
    expect(stoneOf(feed, 'p-12')).toMatchObject({ ending: 'told to stop' })
    const asked = () => endsOf(feed).filter(({ processId }) => processId === 'p-19')
    const before = asked()
    feed.calls = []
    await feed.poll(many.slice(0, 12), 60_000)
    expect(feed.calls.slice(1)).toEqual(['info p-17', 'info p-16', 'info p-15', 'info p-19', 'info p-18'])
    await feed.poll(many.slice(0, 12))
    expect(asked()).toEqual(before)
    expect(before).toHaveLength(1)
  })

  test('start times come from it and from the list', async () => {
    const feed = new TestFeed()
    feed.stopped = [1, 2, 3].map((n) =>
      stoppedRow(`s-${n}`, { startingAt: wire(START - 9e6), startedAt: wire(START - 9e6 + n * 10_000), ...died }),
    )
    await feed.poll(rows(2))
    expect((await feed.poll(rows(2))).health.startTimes).toEqual({ p50: 20_000, p95: expect.closeTo(28_000), n: 5 })
  })
})

describe('what is kept of those that ended', () => {
  const listed = (feed: TestFeed): string[] => (feed.snapshot?.tombstones ?? []).map((one) => one.processId)

  test.each<[title: string, over: WireRow, stopped: WireRow[], info: unknown, seconds: number]>([
    ['ended: a minute', { activeConnections: 0 }, [], unknown, 60],
    ['never seen to end: a quarter of an hour', { rooms: [], totalRooms: 0 }, [], unknown, 900],
    ['lost: a day', {}, [stoppedRow('a', died)], unknown, 86_400],
  ])('%s', async (_title, over, stopped, info, seconds) => {
    const feed = new TestFeed()
    Object.assign(feed, { stopped, info: () => info })
    await vanish(feed, over)
    const vanishedAt = stoneOf(feed)?.vanishedAt ?? 0
    await feed.poll(rows(3), vanishedAt + seconds * 1000 - feed.now)
    expect(listed(feed)).toContain('a')
    await feed.poll(rows(3), 1)
    expect(listed(feed)).not.toContain('a')
    if (seconds === 86_400) expect((await feed.poll(rows(3))).totals.lost).toBe(0)
  })

  test('listed again, what was said of its end is withdrawn, and its next end counts', async () => {
    const feed = new TestFeed()
    await vanish(feed)
    expect(feed.snapshot?.totals.lost).toBe(1)
    const back = await feed.poll([...rows(3), full(feed)])
    expect(back).toMatchObject({ tombstones: [], totals: { lost: 0 } })
    expect(endsOf(feed)).toMatchObject([
      { lost: false, withdrawn: true, reason: expect.stringMatching(/^listed again; was: gone/) },
    ])
    await vanish(feed)
    expect(endsOf(feed).map(({ lost, withdrawn }) => [lost, withdrawn])).toEqual([
      [false, true],
      [true, undefined],
    ])
  })

  test('listed again, its drain goes on from when it was first seen, and time out of sight proves nothing', async () => {
    const feed = new TestFeed()
    const draining = (rooms: number) =>
      row('d', {
        draining: true,
        rooms: Array.from({ length: rooms }, (_, n) => sampleRoom({ roomId: `d-${n}` })),
        totalRooms: rooms,
      })
    await feed.poll(rows(6))
    const first = await feed.poll([...rows(6), draining(2)])
    const begun = first.drains[0]?.firstSeenAt
    for (let n = 0; n < 3; n++) await feed.poll(rows(6))
    expect(feed.snapshot?.drains).toEqual([])
    const back = await feed.poll([...rows(6), draining(1)])
    expect(back.drains).toMatchObject([{ firstSeenAt: begun, roomsFirst: 2, rooms: 1, lastRoomEndAt: feed.now }])
    expect(back.events.filter(({ kind }) => kind === 'drain seen')).toHaveLength(1)
  })

  test('an ID used again does not withdraw the end of its former life', async () => {
    const feed = new TestFeed()
    await vanish(feed)
    const snapshot = await feed.poll([...rows(3), full(feed, { startedAt: wire(feed.now) })])
    expect(snapshot.totals.lost).toBe(1)
    expect(endsOf(feed)).toMatchObject([{ lost: true }])
    expect(snapshot.tombstones).toEqual([])
  })

  test('a list that flaps piles up nothing', { timeout: 60_000 }, async () => {
    const feed = new TestFeed()
    feed.info = () => new ApiError('timeout', 'slow')
    const many = (from: number) => rows(400).map((one, index) => ({ ...one, processId: `q-${from + index}` }))
    for (let n = 0; n < 12; n++) await feed.poll([...many(n * 200)])
    expect(feed.snapshot?.tombstones.length).toBeLessThanOrEqual(2000)
    expect(feed.snapshot?.rows.length).toBeLessThanOrEqual(800)
  })
})
