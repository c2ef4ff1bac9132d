import { describe, expect, test } from 'vitest'
import { ApiError } from '../api/apiError.ts'
import { sampleRoom } from '../api/sampleRow.ts'
import { row, rows, START, stoppedRow, wire, type WireRow } from './testFeed.ts'
import { APART, busy, changes, firing, HOUR, MIN, watch, watched, wordsOf } from './testWatch.ts'

describe('the feed', () => {
  test('that fails is blind after 15 s, a page after 60, and freezes the rest', async () => {
    const feed = watched()
    await watch(feed, 30_000, () => busy(feed, 10, 20))
    expect(firing(feed)).toEqual([])
    const fails = () => new ApiError('status', 'the upstream answered 500', 500)
    await watch(feed, 20_000, fails)
    expect(firing(feed)).toEqual([['feed blind', null, 'warn']])
    await watch(feed, 60_000, fails)
    expect(firing(feed)).toEqual([['feed blind', null, 'page']])
    await watch(feed, 90_000, () => busy(feed, 10, 20))
    expect(firing(feed)).toEqual([])
    const told = feed.snapshot?.events.flatMap((event) => (event.kind === 'alert' ? [[event.rule, event.on]] : []))
    expect(told).toEqual([
      ['feed blind', true],
      ['feed blind', false],
    ])
  })

  test('of which our own server is out of reach is no page: this computer may be offline', async () => {
    const feed = watched()
    await watch(feed, 30_000, () => busy(feed, 10, 20))
    await watch(feed, 5 * MIN, () => new ApiError('no-answer', 'no answer'))
    expect(firing(feed)).toEqual([['feed blind', null, 'warn']])
  })

  test('that answers the same for a minute is frozen, where people are on', async () => {
    const feed = watched()
    await watch(feed, 30_000, () => busy(feed, 10, 20))
    const same = busy(feed, 10, 20)
    await watch(feed, 90_000, () => same)
    expect(firing(feed)).toContainEqual(['feed frozen', null, 'page'])
    expect(wordsOf(feed)).toHaveLength(1)
  })
})

describe('connections', () => {
  test('that fall are told, and without a normal as a warning, and of the whole only', async () => {
    const feed = watched()
    await watch(feed, 11 * MIN, () => busy(feed, 20, 40))
    expect(firing(feed)).toEqual([])
    const half = () =>
      [...busy(feed, 20, 40)].map((one) => (one.region === 'Tokyo' ? { ...one, activeConnections: 2 } : one))
    await watch(feed, 2 * MIN, half)
    expect(firing(feed)).toEqual([['connections fell', null, 'warn']])
    expect(wordsOf(feed)).toEqual(['connections fell from 800 to 420, no normal yet'])
    // It does not become usual by lasting.
    await watch(feed, 20 * MIN, half)
    expect(firing(feed)).toHaveLength(1)
    await watch(feed, 3 * MIN, () => busy(feed, 20, 40))
    expect(firing(feed)).toEqual([])
  })

  test('that fall by one match are no alert', async () => {
    const feed = watched()
    await watch(feed, 11 * MIN, () => busy(feed, 20, 40))
    await watch(feed, 5 * MIN, () => busy(feed, 20, 37))
    expect(firing(feed)).toEqual([])
  })
})

test('counters that move on change and all stand still while rooms go on are stale, until one moves', async () => {
  const feed = watched()
  let moving = true
  let measured = 0
  const list = () => {
    if (moving) measured += 1
    const [first, ...others] = rows(10, () => ({
      activeConnections: 20 + (measured % 3),
      activeConnectionsUpdatedAt: wire(START + measured * 1000),
      ...APART,
    }))
    return [{ ...first, rooms: [sampleRoom({ roomId: `room-${feed.now}` })], totalRooms: 1 }, ...others]
  }
  await watch(feed, 60_000, list)
  expect(firing(feed)).toEqual([])
  moving = false
  await watch(feed, 5.5 * MIN, list)
  expect(wordsOf(feed)).toContain('counters of 100 % of connections are old: nothing can be said of the fleet')
  moving = true
  await watch(feed, 5 * MIN, list)
  expect(wordsOf(feed)).toEqual([])
})

describe('processes', () => {
  const ended = (at: number, over: WireRow = {}): WireRow =>
    stoppedRow(`bad-${at}`, { deploymentId: '418', startedAt: null, terminatedAt: wire(START - at * MIN), ...over })

  test('that never come up, all of one build, are a page that names it', async () => {
    const feed = watched()
    feed.stopped = [ended(1), ended(2), ended(3), ended(500, { deploymentId: '417' })]
    const list = () => [...busy(feed, 5, 20), row('old', { deploymentId: '416', ...APART })]
    await watch(feed, 20_000, list)
    expect(firing(feed)).toEqual([['starts failed', null, 'page']])
    expect(wordsOf(feed)).toEqual([expect.stringMatching(/^3 processes never came up in 10 min, .*all deployment 418/)])
  })

  test('that never come up, nearly all of one build, are a page too: a large fleet always has one that fails', async () => {
    const feed = watched()
    const stray = ended(1.5, { deploymentId: '416' })
    const others = () => [...busy(feed, 5, 20), row('old', { deploymentId: '416', ...APART })]
    feed.stopped = [ended(1), ended(2), ended(3), stray]
    await watch(feed, 20_000, others)
    expect(firing(feed)).toEqual([['starts failed', null, 'warn']])
    feed.stopped = [ended(1), ended(2), ended(3), ended(4), stray]
    await watch(feed, 90_000, others)
    expect(firing(feed)).toEqual([['starts failed', null, 'page']])
    expect(wordsOf(feed)).toEqual([
      expect.stringMatching(/^5 processes never came up in 10 min, .*4 of 5 deployment 418/),
    ])
  })

  test('that never come up of one build, and then of the next, are of another build', async () => {
    const feed = watched()
    const list = () => [...busy(feed, 5, 20), row('old', { deploymentId: '416', ...APART })]
    const mostly = () => feed.snapshot?.alerts.flatMap((alert) => (alert.rule === 'starts failed' ? alert.mostly : []))
    const failed = [ended(1), ended(2), ended(3)]
    feed.stopped = failed
    await watch(feed, 20_000, list)
    expect(mostly()).toEqual(['418'])
    const next = [-5, -5.5, -6].map((at) => ended(at, { deploymentId: '419' }))
    await watch(feed, 6 * MIN, list)
    feed.stopped = [...failed, ...next]
    await watch(feed, 6 * MIN, list)
    expect(changes(feed, 'starts failed')).toEqual([true])
    expect(mostly()).toEqual(['419'])
  })

  test('that die as often as they did all day are no news', async () => {
    const feed = watched()
    feed.stopped = Array.from({ length: 60 }, (_, at) =>
      ended(at * 4, { startedAt: wire(START - 9 * HOUR), activeConnections: 0 }),
    )
    await watch(feed, 20_000, () => busy(feed, 5, 20))
    expect(firing(feed)).toEqual([])
  })

  test('that were lost are told at once, with what they have in common', async () => {
    const feed = watched()
    const host = { exposedPort: { host: 'h7', name: 'default', port: 1, transportType: 'udp' } }
    const doomed = ['a', 'b', 'c', 'd'].map(
      (id) => (over: WireRow) =>
        row(id, {
          region: 'Tokyo',
          activeConnections: 30,
          rooms: [sampleRoom({ roomId: id })],
          totalRooms: 1,
          ...APART,
          ...host,
          ...over,
        }),
    )
    const all = () => [
      ...busy(feed, 10, 20),
      ...doomed.map((make) => make({ activeConnectionsUpdatedAt: wire(feed.now) })),
    ]
    await watch(feed, 30_000, all)
    feed.stopped = ['a', 'b', 'c', 'd'].map((id) =>
      stoppedRow(id, {
        region: 'Tokyo',
        activeConnections: 30,
        activeConnectionsUpdatedAt: wire(feed.now),
        terminatedAt: wire(feed.now),
        ...host,
      }),
    )
    await watch(feed, 15_000, () => busy(feed, 10, 20))
    expect(firing(feed)).toContainEqual(['lost with connections', 'Tokyo', 'page'])
    expect(wordsOf(feed).join()).toMatch(/^4 processes gone, had 120 connections, all Tokyo, .*all host h7/)
  })
})

test('a region that leaves the list without a word is gone, and explains what fell there', async () => {
  const feed = watched()
  feed.stopped = new ApiError('status', 'no', 500)
  feed.info = () => new ApiError('status', 'no', 500)
  await watch(feed, 11 * MIN, () => busy(feed, 12, 40))
  await watch(feed, 90_000, () => busy(feed, 12, 40).filter(({ region }) => region !== 'Tokyo'))
  expect(firing(feed)).toContainEqual(['region gone', 'Tokyo', 'page'])
  expect(wordsOf(feed)).toEqual([
    'Tokyo: 6 processes missing from the list, last seen with 240 connections, and nobody says that they ended',
  ])
})

test('rows that can’t be read are worth a word, many of them a warning', async () => {
  const feed = watched()
  await watch(feed, 30_000, () => [...busy(feed, 10, 20), { processId: 'bad' }])
  expect(firing(feed)).toEqual([['rows rejected', null, 'warn']])
  expect(wordsOf(feed)).toEqual(['1 of 11 rows can’t be read'])
})

test('what would have fired is told of the hours that are kept', async () => {
  const feed = watched()
  await watch(feed, 12 * MIN, () => busy(feed, 20, 40))
  await watch(feed, 4 * MIN, () => busy(feed, 20, 2))
  const previews = await feed.engine.alertPreviews()
  const fell = previews.find(({ rule }) => rule === 'connections fell')?.fired
  expect(fell?.times.length).toBeGreaterThanOrEqual(1)
  expect(fell?.times[0]).toBeGreaterThan(START + 12 * MIN)
  expect(fell?.overMs).toBeGreaterThan(15 * MIN)
  expect(previews.find(({ rule }) => rule === 'feed blind')?.fired?.times).toEqual([])
  expect(previews.find(({ rule }) => rule === 'drains')?.fired).toBeNull()
})
