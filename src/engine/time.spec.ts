import { describe, expect, test } from 'vitest'
import { ApiError } from '../api/apiError.ts'
import { sampleRoom } from '../api/sampleRow.ts'
import { drainVerdict, SOFT_DEADLINE_MS, type VerdictInWords } from '../fleet/drainVerdict.ts'
import type { FleetSnapshot } from '../types/snapshot.ts'
import { POLL_MS, row, rows, START, TestFeed, wire, type WireRow } from './testFeed.ts'

const kinds = (snapshot: FleetSnapshot): string[] => snapshot.events.map((event) => event.kind)

describe('gaps', () => {
  const gaps = (snapshot: FleetSnapshot) => snapshot.events.filter((event) => event.kind === 'feed gap')

  test.each<[title: string, passMs: number, gap: boolean]>([
    ['an interval', POLL_MS, false],
    ['2.5 periods', 2.5 * POLL_MS, false],
    ['more', 2.5 * POLL_MS + 1, true],
  ])('%s between two answers', async (_title, passMs, gap) => {
    const feed = new TestFeed()
    await feed.poll(rows(1))
    const snapshot = await feed.poll(rows(1), passMs)
    expect(gaps(snapshot)).toHaveLength(gap ? 1 : 0)
  })

  test('says from when, and why', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(1))
    await feed.poll(new ApiError('timeout', 'slow'), 20_000)
    const snapshot = await feed.poll(rows(1), 20_000)
    expect(gaps(snapshot)).toMatchObject([{ at: START + 40_000, from: START, reason: 'timed out' }])
    const series = await feed.engine.series({
      metric: 'connections',
      by: 'total',
      regions: [],
      deployments: [],
      rangeMs: 3_600_000,
      points: 100,
    })
    expect(series.lines[0]?.values).toEqual([31, Number.NaN, 31])
  })

  test('a longer wait that was meant is none', async () => {
    const feed = new TestFeed()
    const ask = (intervalMs: number, spacingMs: number) =>
      feed.engine.poll({ signal: new AbortController().signal, intervalMs, spacingMs, have: null })
    feed.running = rows(1)
    await ask(60_000, 60_000)
    feed.pass(60_000)
    // The viewer has just chosen a shorter one.
    expect(gapsOf(await ask(1000, 1000))).toBe(0)
    feed.pass(10_000)
    // The page is hidden.
    expect(gapsOf(await ask(1000, 10_000))).toBe(0)
    feed.pass(10_000)
    // And comes back.
    expect(gapsOf(await ask(1000, 1000))).toBe(0)
    feed.pass(10_000)
    expect(gapsOf(await ask(1000, 1000))).toBe(1)
  })
  const gapsOf = (patch: { events: FleetSnapshot['events'] }): number =>
    patch.events.filter((event) => event.kind === 'feed gap').length

  test('no rate, room start, room end or drain begin comes of a gap', async () => {
    const feed = new TestFeed()
    const at = () => ({ activeConnectionsUpdatedAt: wire(feed.now) })
    const rooms = (...ids: string[]) => ({ rooms: ids.map((roomId) => sampleRoom({ roomId })), totalRooms: ids.length })
    for (let n = 0; n < 20; n++) {
      await feed.poll([row('a', { ...at(), egressedBytes: n * 1e6, ...rooms('r1', 'r2') })])
    }
    const snapshot = await feed.poll(
      [row('a', { ...at(), egressedBytes: 9e9, draining: true, ...rooms('r3') })],
      600_000,
    )
    expect(snapshot.columns.egressRate[0]).toBeNaN()
    expect(kinds(snapshot).filter((kind) => kind !== 'feed gap')).toEqual([])
    expect(snapshot.drains).toMatchObject([{ sawBegin: false, firstSeenAt: feed.now }])
    const next = await feed.poll(feed.running)
    expect([next.totals.roomStarts, next.totals.roomEnds]).toEqual([Number.NaN, Number.NaN])
  })
})

describe('bounds', { timeout: 60_000 }, () => {
  test('the poll log and the events stay bounded, newest last', async () => {
    const feed = new TestFeed()
    for (let n = 0; n < 260; n++) {
      const draining = n % 2 === 1
      await feed.poll(rows(8, () => ({ draining })))
    }
    const { health, events } = feed.snapshot ?? (await feed.ask())
    expect(health.log).toHaveLength(200)
    expect(health.log.at(-1)?.number).toBe(260)
    expect(events).toHaveLength(1000)
    expect(events.map((event) => event.id)).toEqual(Array.from({ length: 1000 }, (_, index) => index + 41))
  })

  test('the list of events is the same as long as nothing happens, another once something does', async () => {
    const feed = new TestFeed()
    const [first, second] = [await feed.poll(rows(3)), await feed.poll(rows(3))]
    expect(second.events).toBe(first.events)
    const third = await feed.poll(rows(3, () => ({ draining: true })))
    expect(third.events).not.toBe(second.events)
    expect(second.events).toEqual([])
  })
})

test('rooms that end with the last process of their deployment count for region and whole', async () => {
  const feed = new TestFeed()
  const last = row('last', { deploymentId: 'old', rooms: [sampleRoom()], totalRooms: 1 })
  for (let n = 0; n < 12; n++) await feed.poll([...rows(3), last])
  const vanished = await feed.poll(rows(3))
  // Nobody has said yet that the process is over, so its room is only out of sight.
  expect([vanished.totals.roomEnds, vanished.regions[0]?.roomEnds]).toEqual([0, 0])
  const { totals, regions } = await feed.poll(rows(3))
  expect([totals.roomEnds, regions[0]?.roomEnds]).toEqual([1, 1])
})

test('rooms of processes whose end nobody confirms do not end, and do not start anew when they come back', async () => {
  const feed = new TestFeed()
  feed.info = () => new ApiError('status', 'down', 500)
  const dark = Array.from({ length: 3 }, (_, n) =>
    row(`dark-${n}`, { region: 'Tokyo', rooms: [sampleRoom({ roomId: `r${n}` })], totalRooms: 1 }),
  )
  const there = rows(9, () => ({ region: 'London' }))
  for (let n = 0; n < 12; n++) await feed.poll([...there, ...dark])
  for (let n = 0; n < 3; n++) await feed.poll(there)
  const gone = await feed.poll(there)
  expect(gone.totals.roomEnds).toBe(0)
  expect(gone.feed.darkRegions).toMatchObject([{ region: 'Tokyo', missing: 3 }])
  const back = await feed.poll([...there, ...dark])
  expect([back.totals.roomStarts, back.totals.roomEnds]).toEqual([0, 0])
  expect(back.feed.darkRegions).toEqual([])
})

describe('frozen', () => {
  const still = rows(3, () => ({ activeConnections: 20 }))
  const frozen = async (change: (n: number) => WireRow[]): Promise<number | null> => {
    const feed = new TestFeed()
    for (let n = 0; n <= 13; n++) await feed.poll(change(n))
    return feed.snapshot?.feed.frozenSince ?? null
  }
  test.each<[title: string, change: (n: number) => WireRow[], since: number | null]>([
    ['nothing moves', () => still, START],
    ['under 50 connections', () => rows(3, () => ({ activeConnections: 1 })), null],
    [
      'a timestamp of connections moves',
      (n) => rows(3, () => ({ activeConnections: 20, activeConnectionsUpdatedAt: wire(START + n) })),
      null,
    ],
    [
      'a timestamp of slots moves',
      (n) => rows(3, () => ({ activeConnections: 20, roomSlotsAvailableUpdatedAt: wire(START + n) })),
      null,
    ],
    [
      'a timestamp of allocations moves',
      (n) => rows(3, () => ({ activeConnections: 20, roomsAllocatedUpdatedAt: wire(START + n) })),
      null,
    ],
    ['a counter moves', (n) => rows(3, () => ({ activeConnections: 20, egressedBytes: n })), null],
    ['a process comes', (n) => [...still, ...(n > 3 ? [row('new')] : [])], null],
  ])('%s', async (_title, change, since) => {
    const found = await frozen(change)
    expect(found !== null).toBe(since !== null)
    if (since !== null) expect(found).toBe(since)
  })
})

describe('gauges that move on change', () => {
  /** A drain whose last room goes while somebody is on, five minutes of it; the others' rooms come and go all along. */
  const drainAfter = async (othersMove: boolean): Promise<VerdictInWords> => {
    const feed = new TestFeed()
    const gauge = (connections: number, n: number): WireRow => ({
      activeConnections: connections,
      activeConnectionsUpdatedAt: wire(START + n * POLL_MS),
    })
    const answer = (n: number, measured: number): WireRow[] => [
      ...rows(6, (index) => ({
        ...gauge(20 + (measured % 2), measured),
        rooms: index === 0 ? [sampleRoom({ roomId: `room-${n}` })] : [],
        totalRooms: index === 0 ? 1 : 0,
      })),
      row('drain', {
        draining: true,
        ...gauge(3 + (Math.min(measured, 20) % 2), Math.min(measured, 20)),
        rooms: n < 20 ? [sampleRoom({ roomId: 'last' })] : [],
        totalRooms: n < 20 ? 1 : 0,
      }),
    ]
    for (let n = 0; n < 20; n++) await feed.poll(answer(n, n))
    for (let n = 20; n < 90; n++) await feed.poll(answer(n, othersMove ? n : 20))
    const drain = feed.snapshot?.drains.find(({ processId }) => processId === 'drain')
    if (!drain) throw new Error('no drain is seen')
    return drainVerdict(drain, { now: feed.now, unknownSince: null, softDeadlineMs: SOFT_DEADLINE_MS })
  }

  test('do not date the bytes of their process: the polls that noticed them do', async () => {
    const feed = new TestFeed()
    const lags = [0, 55_000, 10_000]
    for (let n = 0; n <= 96; n++) {
      const step = Math.floor(n / 12)
      const measuredAt = START + step * 60_000 - (lags[step % lags.length] ?? 0)
      await feed.poll([
        ...rows(6, () => ({ activeConnections: n, activeConnectionsUpdatedAt: wire(START + n * POLL_MS) })),
        row('sends', {
          activeConnections: step,
          activeConnectionsUpdatedAt: wire(measuredAt),
          egressedBytes: step * 60_000,
        }),
      ])
      if (n < 36) continue
      const { slotOf, columns } = feed.snapshot ?? {}
      expect(columns?.egressRate[slotOf?.get('sends') ?? -1]).toBe(1000)
    }
  })

  test('and were frozen say of no bytes when they were sent, until they have moved twice', async () => {
    const feed = new TestFeed()
    const rates: number[] = []
    for (let n = 0; n <= 460; n++) {
      // Nothing is measured for 25 minutes, which end 55 s after a step of the counter and 65 s before the next.
      const measured = n >= 100 && n < 395 ? 99 : n
      const step = Math.floor(measured / 24)
      const at = wire(START + measured * POLL_MS)
      await feed.poll([
        ...rows(6, (index) => ({
          activeConnections: 20 + measured,
          activeConnectionsUpdatedAt: at,
          rooms: index === 0 ? [sampleRoom({ roomId: `room-${n}` })] : [],
          totalRooms: index === 0 ? 1 : 0,
        })),
        row('sends', { activeConnections: measured, activeConnectionsUpdatedAt: at, egressedBytes: step * 120_000 }),
      ])
      const { slotOf, columns } = feed.snapshot ?? {}
      if (n >= 395) rates.push(columns?.egressRate[slotOf?.get('sends') ?? -1] ?? Number.NaN)
    }
    expect(rates.at(0)).toBeNaN()
    expect(new Set(rates.filter((rate) => !Number.isNaN(rate)))).toEqual(new Set([1000]))
  })

  test('and stand still one by one say that somebody is still on', async () => {
    expect(await drainAfter(true)).toMatchObject({ verdict: 'lingering' })
  })

  test('and all stand still at once say nothing of now', async () => {
    const { verdict, reason } = await drainAfter(false)
    expect(verdict).toBe('unknown')
    expect(reason).toMatch(/^no room for 5 min 45, connections last measured \d+ min( \d+)? ago$/)
  })
})
