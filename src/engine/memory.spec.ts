import { describe, expect, test } from 'vitest'
import { ApiError } from '../api/apiError.ts'
import { silentSince } from '../fleet/drainVerdict.ts'
import { MOST_EVENTS, othersSince } from '../fleet/keptEvents.ts'
import { memory, row, rows, START, stoppedRow, TestFeed, wire, type WireRow } from './testFeed.ts'

// Longer than a screen: one visit after another, and all that the second must know.

const draining = (over: WireRow = {}): WireRow[] => [
  row('a', { draining: true, activeConnections: 4, ...over }),
  row('b'),
]

/** One visit that sees a drain begin and a process die; another later, after ten minutes unless told otherwise. */
async function twoVisits(over: WireRow = {}, awayMs = 600_000): Promise<{ first: TestFeed; second: TestFeed }> {
  const storage = memory()
  const first = new TestFeed(storage)
  first.stopped = [
    stoppedRow('dead', {
      activeConnections: 3,
      terminatedAt: wire(START - 9000),
      activeConnectionsUpdatedAt: wire(START - 9000),
    }),
  ]
  await first.poll([row('a'), row('b')])
  for (let n = 0; n < 4; n++) await first.poll(draining())
  const second = new TestFeed(storage)
  second.now = first.now + awayMs
  second.stopped = first.stopped
  await second.poll(draining({ activeConnections: 1, ...over }))
  return { first, second }
}

describe('the next visit', () => {
  test('knows since when a drain has been seen, and says that nobody watched in between', async () => {
    const { first, second } = await twoVisits()
    expect(second.snapshot?.drains).toMatchObject([
      { firstSeenAt: START + 5000, sawBegin: true, connectionsFirst: 4, connections: 1 },
    ])
    const kinds = (feed: TestFeed) => feed.snapshot?.events.map((event) => event.kind)
    expect(kinds(first)).toEqual(['process ended', 'drain seen'])
    expect(kinds(second)).toEqual(['process ended', 'drain seen', 'feed gap'])
    expect(second.snapshot?.events.map((event) => event.id)).toEqual([1, 2, 3])
  })

  test('does not tell of the same end twice, and still counts the lost', async () => {
    const { second } = await twoVisits()
    const snapshot = await second.poll(draining())
    expect(snapshot.events.filter((event) => event.kind === 'process ended')).toHaveLength(1)
    expect(snapshot.totals.lost).toBe(1)
  })

  test('says what was lost in the last ten minutes, though nothing else is known of the process', async () => {
    const words = async (awayMs: number) =>
      (await twoVisits({}, awayMs)).second.snapshot?.facts.map((fact) => fact.words).join()
    expect(await words(300_000)).toMatch(/1 process gone \d+ (s|min.*) ago, had 3 connections/)
    expect(await words(600_000)).not.toContain('gone')
  })

  test.each([
    ['is listed again, as it was', START - 3_600_000, true],
    ['was started anew under its ID', START + 1_900_000, false],
  ])('an end that the one before put on record, of a process that %s', async (_, startedAt, withdrawn) => {
    const storage = memory()
    const first = new TestFeed(storage)
    first.info = () => new ApiError('timeout', 'slow')
    for (const there of [1, 0, 0]) await first.poll([...rows(6), ...(there ? [row('a')] : [])])
    for (let n = 0; n < 3; n++) await first.poll(rows(6))
    const second = new TestFeed(storage)
    second.now = first.now + 1_900_000
    await second.poll([...rows(6), row('a', { startedAt: wire(startedAt), startingAt: wire(startedAt) })])
    const ends = second.snapshot?.events.filter((event) => event.kind === 'process ended') ?? []
    expect(ends.map((event) => [event.processId, event.withdrawn ?? false])).toEqual([['a', withdrawn]])
    expect(second.snapshot?.totals.lost).toBe(0)
  })

  test('does not take an end that was withdrawn for one', async () => {
    const storage = memory()
    const first = new TestFeed(storage)
    first.info = () => new ApiError('timeout', 'slow')
    for (const there of [1, 0, 0, 1, 1, 1, 1]) await first.poll([...rows(6), ...(there ? [row('a')] : [])])
    const second = new TestFeed(storage)
    second.now = first.now + 60_000
    for (const there of [1, 0, 0]) await second.poll([...rows(6), ...(there ? [row('a')] : [])])
    const ends = second.snapshot?.events.filter((event) => event.kind === 'process ended') ?? []
    expect(ends.map(({ ending, withdrawn }) => [ending, withdrawn])).toEqual([
      ['unconfirmed', true],
      ['gone', undefined],
    ])
  })

  test('of more ends than are kept the newest stay, though the older ones are told again', async () => {
    const storage = memory()
    const stopped = Array.from({ length: MOST_EVENTS + 500 }, (_, n) =>
      stoppedRow(`s-${n}`, { activeConnections: 0, stoppingAt: wire(START - (n + 1) * 10_000) }),
    )
    const visit = async (at: number) => {
      const feed = new TestFeed(storage)
      Object.assign(feed, { now: at, stopped })
      for (let n = 0; n < 4; n++) await feed.poll(rows(3))
      const events = feed.snapshot?.events ?? []
      const ends = events.filter((event) => event.kind === 'process ended')
      return { ids: new Set(ends.map(({ processId }) => processId)), since: othersSince(ends), events }
    }
    const newest = new Set(stopped.slice(0, MOST_EVENTS).map(({ processId }) => processId))
    const first = await visit(START)
    expect(first.ids).toEqual(newest)
    for (const at of [START + 60_000, START + 120_000]) {
      const again = await visit(at)
      expect(again.ids).toEqual(newest)
      expect(again.since).toBe(START - MOST_EVENTS * 10_000)
      expect(again.events.slice(0, MOST_EVENTS)).toEqual(first.events)
    }
  })

  test('knows it, too, of a region that answers late, and so does the visit after', async () => {
    const storage = memory()
    const first = new TestFeed(storage)
    const [tokyo, london] = [[row('a', { region: 'Tokyo' })], [row('b', { region: 'London', draining: true })]]
    first.regions = { Tokyo: tokyo, London: [row('b', { region: 'London' })] }
    await first.poll()
    first.regions = { Tokyo: tokyo, London: london }
    for (let n = 0; n < 4; n++) await first.poll()
    const late = async (failures: number) => {
      const feed = new TestFeed(storage)
      feed.now = first.now + 60_000
      for (let n = 0; n < 6; n++) {
        feed.regions = { Tokyo: tokyo, London: n < failures ? new ApiError('status', 'no', 502) : london }
        await feed.poll()
      }
      return feed.snapshot
    }
    // On this visit it never answers: what was known is kept for the next.
    expect((await late(9))?.drains).toEqual([])
    const seen = await late(1)
    expect(seen?.drains).toMatchObject([{ firstSeenAt: START + 5000, sawBegin: true }])
    expect(seen?.events.filter(({ kind }) => kind === 'drain seen')).toHaveLength(1)
  })

  test('takes what a clock noted that was fast as of now, at the latest', async () => {
    const { second } = await twoVisits({}, -120_000)
    const { drains, events } = second.snapshot ?? {}
    expect(drains?.[0]?.firstSeenAt).toBe(second.now)
    expect(events?.filter(({ kind }) => kind === 'process ended')).toHaveLength(1)
  })

  test('an ID used again meanwhile is another drain', async () => {
    const { second } = await twoVisits({ startedAt: wire(START + 300_000) })
    expect(second.snapshot?.drains).toMatchObject([{ firstSeenAt: second.now, sawBegin: false, connectionsFirst: 1 }])
  })

  test('knows it, too, where the feed is hours ahead of the computer that looks at it', async () => {
    const storage = memory()
    const first = new TestFeed(storage)
    first.offset = 5 * 3_600_000
    await first.poll([row('a'), row('b')])
    for (let n = 0; n < 4; n++) await first.poll(draining())
    const second = new TestFeed(storage)
    second.offset = first.offset
    second.now = first.now + 60_000
    await second.poll(draining())
    expect(second.snapshot?.drains).toMatchObject([{ firstSeenAt: START + 5000, sawBegin: true }])
    expect(second.snapshot?.events.map(({ kind }) => kind)).toContain('drain seen')
  })

  test('knows what was seen just before the page was hidden', async () => {
    const storage = memory()
    const first = new TestFeed(storage)
    await first.poll([row('a'), row('b')])
    await first.poll(draining())
    await first.engine.flush()
    const second = new TestFeed(storage)
    second.now = first.now + 60_000
    await second.poll(draining())
    expect(second.snapshot?.drains).toMatchObject([{ firstSeenAt: START + 5000, sawBegin: true }])
  })

  test('a page that is hidden before its first answer writes nothing over what was kept', async () => {
    const storage = memory()
    const first = new TestFeed(storage)
    await first.poll(draining())
    const kept = storage.kept()
    const second = new TestFeed(storage)
    await second.engine.flush()
    expect(storage.kept()).toEqual(kept)
  })

  test('a page that has stood still writes nothing over what one that went on has kept', async () => {
    const storage = memory()
    const [still, other] = [new TestFeed(storage), new TestFeed(storage)]
    for (let n = 0; n < 4; n++) await still.poll([row('a'), row('b')])
    for (let n = 0; n < 4; n++) await other.poll(draining())
    await other.engine.flush()
    const kept = storage.kept()
    still.pass(120_000)
    await still.engine.flush()
    expect(storage.kept()).toEqual(kept)
  })

  test('keeps no room, no room config and no address', async () => {
    const storage = memory()
    const feed = new TestFeed(storage)
    const room = { appId: 'x', roomId: 'ROOM', status: 'active', roomConfig: 'CONFIG', currentAllocation: null }
    for (let n = 0; n < 3; n++) {
      await feed.poll(
        draining({ rooms: [room], exposedPort: { host: 'HOST', name: 'x', port: 1, transportType: 'udp' } }),
      )
    }
    expect(storage.kept()).not.toBeNull()
    expect(JSON.stringify(storage.kept())).not.toMatch(/ROOM|CONFIG|HOST/)
  })
})

describe('how long no room of a drain has ended, over a reload', () => {
  /** Seen to drain at START + 5 s with so many rooms, poll by poll; kept; seen again by another visit. */
  async function reloaded(before: readonly number[], after: number, change = (kept: unknown): unknown => kept) {
    const storage = memory()
    const first = new TestFeed(storage)
    await first.poll([row('a', { totalRooms: before[0] }), row('b')])
    for (const totalRooms of before) await first.poll(draining({ totalRooms }))
    const second = new TestFeed(memory(change(storage.kept())))
    second.now = first.now + 60_000
    await second.poll(draining({ totalRooms: after }))
    return second
  }
  const seen = (feed: TestFeed) => {
    const drain = feed.snapshot?.drains[0] ?? expect.unreachable()
    return { firstSeenAt: drain.firstSeenAt, lastRoomEndAt: drain.lastRoomEndAt, silentSince: silentSince(drain) }
  }
  const begun = START + 5000
  const ended = START + 15_000

  test.each<[title: string, before: readonly number[], after: number, lastRoomEndAt: number | null, since: number]>([
    ['the last end is remembered', [3, 3, 2, 2, 2, 2], 2, ended, ended],
    ['that none ended, too', [2, 2, 2, 2, 2, 2], 2, null, begun],
  ])('%s', async (_title, before, after, lastRoomEndAt, since) => {
    expect(seen(await reloaded(before, after))).toEqual({ firstSeenAt: begun, lastRoomEndAt, silentSince: since })
  })

  test.each<[title: string, after: number, change?: (kept: unknown) => unknown]>([
    ['one that ended meanwhile did so when nobody watched', 1],
    ['more rooms than a drain can have: what was seen before says nothing', 3],
    [
      'a record that does not tell of room ends',
      2,
      (kept) => JSON.parse(JSON.stringify(kept).replace('roomEnds', 'x')),
    ],
  ])('%s', async (_title, after, change) => {
    const feed = await reloaded([3, 3, 2, 2, 2, 2], after, change)
    expect(seen(feed)).toEqual({ firstSeenAt: begun, lastRoomEndAt: null, silentSince: feed.now })
    const since = feed.now
    await feed.poll()
    expect(feed.snapshot?.drains[0]).toMatchObject({ watchedSince: since })
  })

  test('a second reload does not count what the first one could not', async () => {
    const storage = memory()
    const visit = async (at: number, totalRooms: number): Promise<TestFeed> => {
      const feed = new TestFeed(storage)
      feed.now = at
      for (let n = 0; n < 4; n++) await feed.poll(draining({ totalRooms }))
      return feed
    }
    await visit(START, 3)
    const second = await visit(START + 600_000, 2)
    const third = await visit(START + 1_200_000, 2)
    expect(seen(third)).toEqual({ ...seen(second), silentSince: START + 605_000 })
  })
})

describe('a record that does not hold', () => {
  const good = { format: 1, savedAt: START - 60_000, events: [], drains: [], deployments: [] }
  const event = { id: 7, at: START, kind: 'list dropped', before: 9, after: 0 }
  test.each<[title: string, kept: unknown, events: number]>([
    ['nothing', null, 0],
    ['text', 'x', 0],
    ['another format', { ...good, format: 2, events: [event] }, 0],
    ['one bad event costs itself', { ...good, events: [event, { id: 'x' }, null] }, 2],
    ['__proto__', JSON.parse('{"__proto__":{"x":1}}'), 0],
    ['a clock that was fast for a while', { ...good, savedAt: START + 600_000, events: [event] }, 1],
    ['another day to come', { ...good, savedAt: START + 90_000_000, events: [event] }, 0],
  ])('%s', async (_title, kept, events) => {
    const feed = new TestFeed(memory(kept))
    const snapshot = await feed.poll(rows(3))
    expect(snapshot).toMatchObject({ live: 3, seq: 1 })
    // What was kept, and the gap since then.
    expect(snapshot.events).toHaveLength(events)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})

test('what was kept and could not be read is counted where the page tells how its history is kept', async () => {
  const feed = new TestFeed({ ...memory(), foundDamaged: () => true })
  const snapshot = await feed.poll(rows(1))
  expect(snapshot.health.history.quarantined).toBe(1)
})
