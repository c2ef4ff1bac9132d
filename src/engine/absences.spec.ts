import { describe, expect, test } from 'vitest'
import { ApiError } from '../api/apiError.ts'
import { sampleRoom } from '../api/sampleRow.ts'
import { HELD, type FleetEvent } from '../types/fleet.ts'
import { row, rows, START, TestFeed, wire, type WireRow, type SeenSnapshot } from './testFeed.ts'

// Longer than a screen: every way in which a process can be missing, on one feed.

const heldOf = (snapshot: SeenSnapshot, processId: string): string | undefined => {
  const slot = snapshot.slotOf.get(processId)
  return slot === undefined ? undefined : HELD[snapshot.columns.held[slot] ?? 0]
}
const drops = (snapshot: SeenSnapshot): FleetEvent[] => snapshot.events.filter((one) => one.kind === 'list dropped')

describe('mass loss', () => {
  test.each<[title: string, before: number, after: unknown[], held: boolean]>([
    ['an empty list', 5, [], true],
    ['an empty list after fewer than five', 4, [], false],
    ['over half', 10, rows(4), true],
    ['just half', 10, rows(5), false],
    ['everybody replaced by others', 10, rows(20).slice(10), true],
  ])('%s', async (_title, before, after, held) => {
    const feed = new TestFeed()
    await feed.poll(rows(before))
    const snapshot = await feed.poll(after)
    expect(snapshot.feed.unconfirmedDrops.length > 0).toBe(held)
    expect(heldOf(snapshot, `p-${before === 10 ? 9 : 0}`)).toBe(held ? 'absent' : undefined)
    expect(drops(snapshot)).toHaveLength(held ? 1 : 0)
    expect(snapshot.health.log.at(-1)?.result).toBe(held ? 'unconfirmed' : 'accepted')
    expect(snapshot.feed.failure).toBeNull()
  })

  test('a second answer confirms it, with one event for both', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(10))
    await feed.poll([])
    const snapshot = await feed.poll([])
    expect(snapshot.live).toBe(0)
    expect(snapshot.feed.unconfirmedDrops).toEqual([])
    expect(drops(snapshot)).toMatchObject([{ before: 10, after: 0, at: START + 5000 }])
    expect(snapshot.tombstones).toHaveLength(10)
  })

  test("a region's own list is doubted like the list of all, and costs no other region a row", async () => {
    const feed = new TestFeed()
    const tokyo = rows(6, () => ({ region: 'Tokyo' }))
    const london = Array.from({ length: 20 }, (_, n) => row(`l-${n}`, { region: 'London' }))
    feed.regions = { Tokyo: tokyo, London: london }
    await feed.poll()
    feed.regions = { Tokyo: [], London: london.slice(1) }
    const dropped = await feed.poll()
    expect(dropped.feed.unconfirmedDrops).toEqual([{ region: 'Tokyo', before: 6, after: 0 }])
    expect(dropped.live).toBe(25)
    expect(['p-0', 'l-0', 'l-1'].map((id) => heldOf(dropped, id))).toEqual(['absent', undefined, 'none'])
    expect(drops(dropped)).toMatchObject([{ region: 'Tokyo', before: 6, after: 0 }])
    const confirmed = await feed.poll()
    expect(confirmed.feed.unconfirmedDrops).toEqual([])
    expect(confirmed.live).toBe(19)
  })

  test('a region that did not answer and comes back empty is doubted, too', async () => {
    const feed = new TestFeed()
    const tokyo = rows(6, () => ({ region: 'Tokyo' }))
    const london = Array.from({ length: 20 }, (_, n) => row(`l-${n}`, { region: 'London' }))
    feed.regions = { Tokyo: tokyo, London: london }
    await feed.poll()
    feed.regions = { Tokyo: new ApiError('status', 'no', 503), London: london }
    await feed.poll()
    feed.regions = { Tokyo: [], London: london }
    const { feed: report, live } = await feed.poll()
    expect(report.unconfirmedDrops).toEqual([{ region: 'Tokyo', before: 6, after: 0 }])
    expect(live).toBe(26)
  })

  test("while a region's list is doubted, rooms of the others are counted on", async () => {
    const feed = new TestFeed()
    const tokyo = rows(6, () => ({ region: 'Tokyo' }))
    const london = (...rooms: string[]) => [
      row('l', { region: 'London', rooms: rooms.map((roomId) => sampleRoom({ roomId })), totalRooms: rooms.length }),
      ...Array.from({ length: 9 }, (_, n) => row(`l-${n}`, { region: 'London' })),
    ]
    feed.regions = { Tokyo: tokyo, London: london('r-1', 'r-2') }
    for (let n = 0; n < 4; n++) await feed.poll()
    feed.regions = { Tokyo: [], London: london() }
    await feed.poll()
    const { regions } = await feed.poll()
    expect(regions.find(({ key }) => key === 'London')?.roomEnds).toBeGreaterThan(0)
  })

  test('lists of regions that drop all at once are one drop', async () => {
    const feed = new TestFeed()
    const of = (region: string) => Array.from({ length: 6 }, (_, n) => row(`${region}-${n}`, { region }))
    feed.regions = { Tokyo: of('Tokyo'), London: of('London') }
    await feed.poll()
    feed.regions = { Tokyo: [], London: [] }
    const { feed: report, live } = await feed.poll()
    expect(report.unconfirmedDrops).toEqual([{ before: 12, after: 0 }])
    expect(live).toBe(12)
  })

  test('a second answer that has them again forgets it', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(10))
    await feed.poll([])
    const snapshot = await feed.poll(rows(10))
    expect(snapshot).toMatchObject({ live: 10, tombstones: [] })
    expect(heldOf(snapshot, 'p-0')).toBe('none')
    expect(snapshot.totals.held).toBe(0)
  })

  test('the second answer confirms those it misses too, and brings back the others', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(10))
    await feed.poll(rows(4))
    const snapshot = await feed.poll(rows(10).filter((_, index) => index < 4 || index > 6))
    expect(['p-0', 'p-4', 'p-6', 'p-9'].map((id) => heldOf(snapshot, id))).toEqual([
      'none',
      undefined,
      undefined,
      'none',
    ])
    expect(snapshot.feed.unconfirmedDrops).toEqual([])
  })

  test('while it waits, sums are unknown in the charts and room flow stands still', async () => {
    const feed = new TestFeed()
    const withRooms = rows(10, (n) => ({ rooms: [sampleRoom({ roomId: `r-${n}` })], totalRooms: 1 }))
    for (let n = 0; n < 4; n++) await feed.poll(withRooms)
    await feed.poll([])
    const snapshot = await feed.poll(withRooms)
    expect(snapshot.totals).toMatchObject({ roomStarts: 0, roomEnds: 0, rooms: 10 })
    const series = await feed.engine.series({
      metric: 'connections',
      by: 'total',
      regions: [],
      deployments: [],
      rangeMs: 3_600_000,
      points: 99,
    })
    expect(series.lines[0]?.values).toEqual([310, 310, 310, 310, Number.NaN, 310])
  })
})

describe('regions asked one by one', () => {
  const down = new ApiError('status', 'oops', 500)
  const split = (tokyo: unknown, london: unknown) => ({ Tokyo: tokyo, London: london })
  const tokyo = [row('t1', { region: 'Tokyo' }), row('t2', { region: 'Tokyo' })]
  const london = [row('l1', { region: 'London' })]

  test('one that fails is held and said; the others go on', async () => {
    const feed = new TestFeed()
    feed.regions = split(tokyo, london)
    await feed.poll()
    feed.regions = split(down, [row('l1', { region: 'London', activeConnections: 7 })])
    const snapshot = await feed.poll()
    expect([heldOf(snapshot, 't1'), heldOf(snapshot, 'l1')]).toEqual(['region', 'none'])
    expect(snapshot.feed).toMatchObject({ failure: null, missingRegions: [{ region: 'Tokyo', since: START }] })
    expect(snapshot.totals).toMatchObject({ processes: 1, connections: 7, held: 2 })
    expect(snapshot.health.log.at(-1)).toMatchObject({ result: 'partial' })
    expect(snapshot.tombstones).toEqual([])
    feed.regions = split(tokyo, london)
    expect(heldOf(await feed.poll(), 't1')).toBe('none')
  })

  test('its rooms are neither starts nor ends when it is back', async () => {
    const feed = new TestFeed()
    const t1 = (...ids: string[]) => [
      row('t1', {
        region: 'Tokyo',
        rooms: ids.map((roomId) => sampleRoom({ roomId, currentAllocation: null })),
        totalRooms: ids.length,
      }),
    ]
    for (let n = 0; n < 4; n++) {
      feed.regions = split(t1('a', 'b'), london)
      await feed.poll()
    }
    feed.regions = split(down, london)
    await feed.poll()
    const born = t1('e').map((one) => ({ ...one, processId: 't9' }))
    feed.regions = split([...t1('b', 'c', 'd'), ...born], london)
    const snapshot = await feed.poll()
    expect(snapshot.totals).toMatchObject({ roomStarts: 0, roomEnds: 0, rooms: 4 })
  })

  test('time in which it was not watched dilutes no rate', async () => {
    const feed = new TestFeed()
    const answer = (n: number) => [
      row('t1', { region: 'Tokyo', rooms: [sampleRoom({ roomId: `r-${n}`, currentAllocation: null })], totalRooms: 1 }),
    ]
    for (let n = 0; n < 24; n++) {
      feed.regions = split(n >= 12 && n < 18 ? down : answer(n), london)
      await feed.poll()
    }
    const tokyoNow = feed.snapshot?.regions.find((region) => region.key === 'Tokyo')
    expect(tokyoNow).toMatchObject({ roomStarts: 12, roomEnds: 12 })
  })

  test('all failing is a failure, and says the longest wait that was asked for', async () => {
    const feed = new TestFeed()
    feed.regions = split(down, new ApiError('status', '', 429, 60_000))
    const snapshot = await feed.poll()
    expect(snapshot.feed).toMatchObject({ failure: { status: 429, retryAfterMs: 60_000 }, nextDelayMs: 60_000 })
  })

  test.each<[title: string, busy: ApiError, delays: number[]]>([
    ['says for how long', new ApiError('status', '', 429, 40_000), [40_000, 40_000]],
    ['does not say', new ApiError('status', '', 503), [10_000, 20_000]],
  ])('one too busy that %s slows every call', async (_title, busy, delays) => {
    const feed = new TestFeed()
    feed.regions = split(busy, london)
    for (const delay of delays) expect((await feed.poll()).feed.nextDelayMs).toBe(delay)
    feed.regions = split(tokyo, london)
    expect((await feed.poll()).feed.nextDelayMs).toBe(5000)
  })

  test('a region of which no row holds keeps its rows, and says what is wrong with them', async () => {
    const feed = new TestFeed()
    feed.regions = split(tokyo, london)
    await feed.poll()
    feed.regions = split([row('t1', { region: 'Tokyo', draining: 'no' })], london)
    const snapshot = await feed.poll()
    expect([heldOf(snapshot, 't1'), heldOf(snapshot, 't2')]).toEqual(['rejected', 'region'])
    expect(snapshot.health.groups).toMatchObject([{ path: 'draining', count: 1 }])
  })

  test('a row that two regions list is one row', async () => {
    const feed = new TestFeed()
    feed.regions = split(tokyo, [...london, row('t1', { region: 'Tokyo' })])
    const snapshot = await feed.poll()
    expect(snapshot.live).toBe(3)
    expect(snapshot.health.rejectedRows).toBe(1)
  })

  test('exactly ten rows may be the newest ten only', async () => {
    const feed = new TestFeed()
    feed.regions = split(
      rows(10, () => ({ region: 'Tokyo' })),
      london,
    )
    expect((await feed.poll()).feed.cappedRegions).toEqual(['Tokyo'])
  })
})

describe('an ID used again', () => {
  const born = (at: number, over: WireRow = {}): WireRow =>
    row('a', { startingAt: wire(at - 20_000), startedAt: wire(at), ...over })
  const [first, second] = [START - 3_600_000, START + 20_000]

  test('is another process: no rate, no drain and no history go on', async () => {
    const feed = new TestFeed()
    for (let n = 0; n < 20; n++) {
      await feed.poll([
        born(first, { draining: true, egressedBytes: n * 1e6, activeConnectionsUpdatedAt: wire(feed.now + 5000) }),
      ])
    }
    const after = { egressedBytes: 9e9, draining: true, activeConnectionsUpdatedAt: wire(feed.now + 5000) }
    const snapshot = await feed.poll([born(second, after)])
    expect(snapshot.columns.egressRate[0]).toBeNaN()
    expect(snapshot.drains).toMatchObject([{ firstSeenAt: feed.now, sawBegin: false }])
    expect(snapshot.events.map((event) => event.kind)).toEqual(['drain seen', 'counter reset'])
    const [series] = await feed.engine.processSeries(['a'], 'connections', { rangeMs: 3_600_000, points: 100 })
    expect(series?.lines[0]?.values.filter((value) => !Number.isNaN(value))).toEqual([31])
  })

  test('binding its port is not', async () => {
    const feed = new TestFeed()
    await feed.poll([born(first, { startedAt: null })])
    const snapshot = await feed.poll([born(second)])
    expect(snapshot.events).toEqual([])
    const [series] = await feed.engine.processSeries(['a'], 'connections', { rangeMs: 3_600_000, points: 100 })
    expect(series?.lines[0]?.values).toEqual([31, 31])
  })
})

describe('drains', () => {
  const draining = (over: WireRow = {}): WireRow =>
    row('a', { draining: true, activeConnections: 0, activeConnectionsUpdatedAt: wire(START), ...over })
  const pair = (over: WireRow = {}): WireRow[] => [draining(over), row('b')]
  const drainOf = (snapshot: SeenSnapshot) => snapshot.drains.find((one) => one.processId === 'a')

  test('seen to begin: an event; found at first: none', async () => {
    const feed = new TestFeed()
    expect((await feed.poll(pair())).events).toEqual([])
    const begun = new TestFeed()
    await begun.poll([row('a'), row('b')])
    const snapshot = await begun.poll(pair())
    expect(snapshot.events).toMatchObject([{ kind: 'drain seen', processId: 'a', at: begun.now }])
    expect(drainOf(snapshot)).toMatchObject({ sawBegin: true, firstSeenAt: begun.now })
  })

  test('two polls make it empty; a poll in which it was held breaks the count', async () => {
    const feed = new TestFeed()
    expect(drainOf(await feed.poll(pair()))).toMatchObject({ emptyPolls: 1 })
    expect(drainOf(await feed.poll(pair()))).toMatchObject({ emptyPolls: 2 })
    expect(drainOf(await feed.poll(pair({ draining: 'yes' })))).toMatchObject({ emptyPolls: 0, doubtful: true })
    expect(drainOf(await feed.poll(pair()))).toMatchObject({ emptyPolls: 1, doubtful: false })
  })

  test.each<[title: string, over: WireRow]>([
    ['a scheduling room', { rooms: [sampleRoom({ status: 'scheduling' })] }],
    ['a suspended room', { rooms: [sampleRoom({ status: 'suspended' })] }],
    ['a room of a status nobody knows', { rooms: [sampleRoom({ status: 'paused' })] }],
    ['a room that could not be read', { rooms: [{ nonsense: 1 }] }],
    ['rooms counted but not sent', { rooms: [], totalRooms: 1 }],
  ])('%s is not nothing', async (_title, over) => {
    const feed = new TestFeed()
    for (let n = 0; n < 5; n++) await feed.poll(pair({ totalRooms: 0, ...over }))
    const snapshot = await feed.poll(feed.running)
    expect(drainOf(snapshot)).toMatchObject({ emptyPolls: 0, rooms: 1 })
    expect([...snapshot.why.values()].join()).not.toContain('empty')
  })
})

test('of thousands that leave at once all are counted, as long as nobody says what became of them', async () => {
  const feed = new TestFeed()
  feed.stopped = feed.info('')
  feed.info = () => new ApiError('timeout', 'slow')
  for (let poll = 0; poll < 3; poll++) await feed.poll(rows(4000))
  for (let poll = 0; poll < 4; poll++) await feed.poll(rows(500))
  expect(feed.snapshot?.tombstones).toHaveLength(3500)
})
