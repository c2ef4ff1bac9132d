import { describe, expect, test } from 'vitest'
import { memory, row, rows, START, stoppedRow, TestFeed, wire, type WireRow } from './testFeed.ts'

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

describe('a record that does not hold', () => {
  const good = { format: 1, savedAt: START - 60_000, events: [], drains: [], deployments: [] }
  const event = { id: 7, at: START, kind: 'list dropped', before: 9, after: 0 }
  test.each<[title: string, kept: unknown, events: number]>([
    ['nothing', null, 0],
    ['text', 'x', 0],
    ['another format', { ...good, format: 2, events: [event] }, 0],
    ['one bad event costs itself', { ...good, events: [event, { id: 'x' }, null] }, 2],
    ['__proto__', JSON.parse('{"__proto__":{"x":1}}'), 0],
    ['the future', { ...good, savedAt: START + 600_000, events: [event] }, 0],
  ])('%s', async (_title, kept, events) => {
    const feed = new TestFeed(memory(kept))
    const snapshot = await feed.poll(rows(3))
    expect(snapshot).toMatchObject({ live: 3, seq: 1 })
    // What was kept, and the gap since then.
    expect(snapshot.events).toHaveLength(events)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})
