import { describe, expect, test } from 'vitest'
import { ApiError } from '../api/apiError.ts'
import { sampleRoom } from '../api/sampleRow.ts'
import { HELD } from '../types/fleet.ts'
import { POLL_MS, row, rows, START, TestFeed, wire, type WireRow, type SeenSnapshot } from './testFeed.ts'

// Longer than a screen: every kind of answer, on one feed.

const heldOf = (snapshot: SeenSnapshot, processId: string): string | undefined => {
  const slot = snapshot.slotOf.get(processId)
  return slot === undefined ? undefined : HELD[snapshot.columns.held[slot] ?? 0]
}
const connectionsOf = (snapshot: SeenSnapshot, processId: string): number | undefined =>
  snapshot.columns.connections[snapshot.slotOf.get(processId) ?? -1]

const bad = (processId: string): WireRow => row(processId, { activeConnections: -1 })
const anonymous = { nonsense: true }

describe('a good answer', () => {
  test('is the fleet, in feed time', async () => {
    const feed = new TestFeed()
    const snapshot = await feed.poll([row('a', { activeConnections: 5 }), row('b', { startedAt: null })])
    expect([...snapshot.slotOf.keys()]).toEqual(['a', 'b'])
    expect(snapshot).toMatchObject({ seq: 1, feedTime: START, live: 2 })
    expect(snapshot.totals).toMatchObject({ processes: 2, connections: 36, openSlots: 3, coming: 4, held: 0 })
    expect(snapshot.feed).toMatchObject({ polls: 1, failure: null, lastGoodAt: feed.mono, watchingSince: START })
    expect(snapshot.health.log).toMatchObject([{ number: 1, result: 'accepted', rows: 2, rejects: 0 }])
  })

  test('an empty first answer is an empty fleet', async () => {
    const snapshot = await new TestFeed().poll([])
    expect(snapshot).toMatchObject({ seq: 1, live: 0 })
    expect(snapshot.feed.failure).toBeNull()
  })

  test('without a date it is taken at the time of the page', async () => {
    const feed = new TestFeed()
    Object.assign(feed, { dated: false, offset: 60_000 })
    const snapshot = await feed.poll([])
    expect(snapshot.feedTime).toBe(START - 60_000)
    expect(snapshot.health.clockOffsetMs).toBeNull()
  })

  test.each<[title: string, offset: number]>([
    ['behind', 600_000],
    ['ahead', -3_600_000],
  ])("a page's clock that is %s changes nothing but the offset shown", async (_title, offset) => {
    const feed = new TestFeed()
    feed.offset = offset
    const snapshot = await feed.poll([row('a')])
    expect(snapshot.feedTime).toBe(START)
    expect(snapshot.health.clockOffsetMs).toBe(offset)
  })

  test('feed time rises strictly when the clock over there steps back, and no rate comes of it', async () => {
    const feed = new TestFeed()
    const counted = (n: number) => [row('a', { egressedBytes: n * 1e6, activeConnectionsUpdatedAt: wire(feed.now) })]
    const times: number[] = []
    for (let n = 0; n < 20; n++) times.push((await feed.poll(counted(n))).feedTime)
    feed.now -= 50_000
    for (let n = 20; n < 29; n++) {
      const snapshot = await feed.poll(counted(n))
      times.push(snapshot.feedTime)
      expect(snapshot.columns.egressRate[0]).toBeNaN()
    }
    expect(times.every((at, index) => index === 0 || at > (times[index - 1] ?? 0))).toBe(true)
    expect(feed.snapshot?.events.filter((event) => event.kind === 'counter reset')).toEqual([])
  })

  test('names that mean something to JavaScript are names', async () => {
    const feed = new TestFeed()
    const odd = ['__proto__', 'constructor', 'toString', 'a/b?c#d', '<script>', 'ア\u202e']
    const list = odd.map((processId) => row(processId, { region: processId, deploymentId: processId }))
    await feed.poll(list)
    const snapshot = await feed.poll(list)
    expect([...snapshot.slotOf.keys()]).toEqual(odd)
    expect(snapshot.regions.map((one) => one.key).toSorted()).toEqual([...odd].toSorted())
    expect(await feed.engine.raw('__proto__')).toContain('"processId": "__proto__"')
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as Record<string, unknown>)['region']).toBeUndefined()
  })
})

describe('the oldest room', () => {
  const room = (roomId: string, minute: number) =>
    sampleRoom({ roomId, currentAllocation: { ...allocation, scheduledAt: wire(START - minute * 60_000) } })
  const allocation = { roomAllocationId: 'n', processId: 'a', unscheduledAt: null }
  const having = (...list: ReturnType<typeof room>[]) => [row('a', { rooms: list, totalRooms: list.length })]
  const since = (snapshot: SeenSnapshot) => snapshot.rows[snapshot.slotOf.get('a') ?? -1]?.oldestRoomSince

  test('is the one that has been placed longest, and another when it ends', async () => {
    const feed = new TestFeed()
    expect(since(await feed.poll(having()))).toBeNull()
    expect(since(await feed.poll(having(room('x', 5), room('y', 9), room('z', 7))))).toBe(START - 9 * 60_000)
    expect(since(await feed.poll(having(room('x', 5), room('z', 7))))).toBe(START - 7 * 60_000)
    expect(since(await feed.poll(having()))).toBeNull()
  })

  test('is no change of the row while it stays', async () => {
    const feed = new TestFeed()
    await feed.poll(having(room('x', 5), room('y', 9)))
    await feed.poll(having(room('y', 9)))
    expect(feed.patch?.changed).toEqual([])
    await feed.poll(having(room('x', 5)))
    expect(feed.patch?.changed).toMatchObject([[0, { processId: 'a' }]])
  })
})

describe('rows that do not hold', () => {
  test('a rejected row keeps its last good values, is held, and comes back', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(4))
    let snapshot = await feed.poll([row('p-0'), bad('p-1'), row('p-2'), row('p-3')])
    expect(heldOf(snapshot, 'p-1')).toBe('rejected')
    expect(connectionsOf(snapshot, 'p-1')).toBe(31)
    expect(snapshot.totals).toMatchObject({ processes: 3, connections: 93, held: 1 })
    expect(snapshot.health).toMatchObject({ rejectedRows: 1 })
    for (let n = 0; n < 5; n++) snapshot = await feed.poll(feed.running)
    expect(heldOf(snapshot, 'p-1')).toBe('rejected')
    expect(snapshot.tombstones).toEqual([])
    expect(heldOf(await feed.poll(rows(4)), 'p-1')).toBe('none')
  })

  test('a rejected row that was never seen is only reported', async () => {
    const snapshot = await new TestFeed().poll([row('a'), bad('b')])
    expect([...snapshot.slotOf.keys()]).toEqual(['a'])
    expect(snapshot.health.groups).toMatchObject([{ path: 'activeConnections', count: 1, processIds: ['b'] }])
  })

  test('the first of two rows with one ID wins, and is not held', async () => {
    const snapshot = await new TestFeed().poll([row('a', { activeConnections: 1 }), row('a', { activeConnections: 2 })])
    expect(connectionsOf(snapshot, 'a')).toBe(1)
    expect(heldOf(snapshot, 'a')).toBe('none')
    expect(snapshot.health.rejectedRows).toBe(1)
  })

  test('a row that lost its name may be any that is missing: none is gone', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(8))
    const snapshot = await feed.poll([...rows(5), anonymous])
    for (const id of ['p-5', 'p-6', 'p-7']) expect(heldOf(snapshot, id)).toBe('rejected')
    expect(snapshot.tombstones).toEqual([])
  })

  test('what the stopped list says is over is gone all the same', async () => {
    const feed = new TestFeed()
    feed.stopped = [row('p-7', { terminatedAt: wire(START) })]
    await feed.poll(rows(7))
    await feed.poll(rows(8))
    const snapshot = await feed.poll([...rows(6), anonymous])
    expect(heldOf(snapshot, 'p-6')).toBe('rejected')
    expect(heldOf(snapshot, 'p-7')).toBeUndefined()
  })

  test('a nameless row that has always been there hides nobody', async () => {
    const feed = new TestFeed()
    await feed.poll([...rows(8), anonymous])
    const snapshot = await feed.poll([...rows(7), anonymous])
    expect(heldOf(snapshot, 'p-7')).toBeUndefined()
    expect(snapshot.tombstones).toHaveLength(1)
  })

  test('a row that has lost its name for good hides nobody who ends later', async () => {
    const feed = new TestFeed()
    feed.stopped = new ApiError('status', 'no such call', 404)
    await feed.poll(rows(8))
    // p-7 is the one: it is among them for as long as it is.
    for (const left of [7, 6, 5]) {
      const snapshot = await feed.poll([...rows(left), anonymous])
      expect(heldOf(snapshot, 'p-7')).toBe('rejected')
      expect(snapshot.live).toBe(left + 1)
    }
    const back = await feed.poll([...rows(5), row('p-7')])
    expect(heldOf(back, 'p-7')).toBe('none')
    expect(back.tombstones).toHaveLength(2)
  })

  test('when every row is bad the poll has failed, and says what is wrong with them', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(3))
    const snapshot = await feed.poll([bad('p-0'), bad('p-1'), bad('p-2')])
    expect(snapshot.feed.failure).toMatchObject({ reason: 'schema' })
    expect(snapshot).toMatchObject({ seq: 1, live: 3 })
    expect(snapshot.health.rejectedRows).toBe(3)
    expect(connectionsOf(snapshot, 'p-1')).toBe(31)
  })
})

describe('failures', () => {
  test.each<[title: string, answer: unknown, reason: string]>([
    ['no answer', new ApiError('no-answer', 'refused'), 'no-answer'],
    ['an error', new ApiError('status', 'oops', 500), 'status'],
    ['an object', {}, 'not-a-list'],
    ['null', null, 'not-a-list'],
    ['a text', 'gone', 'not-a-list'],
  ])('%s keeps the rows and their times', async (_title, answer, reason) => {
    const feed = new TestFeed()
    const before = await feed.poll(rows(3))
    let after = before
    for (let n = 0; n < 3; n++) after = await feed.poll(answer)
    expect(feed.patch).toMatchObject({ whole: false, changed: [], freed: [] })
    for (const [slot, row] of before.rows.entries()) expect(after.rows[slot]).toBe(row)
    expect(after.slotOf).toEqual(before.slotOf)
    expect(after.columns.connections).toEqual(before.columns.connections)
    expect(after).toMatchObject({ seq: 1, feedTime: START, live: 3 })
    expect(after.feed).toMatchObject({ failures: 3, lastGoodAt: before.feed.lastGoodAt, failure: { reason } })
    expect(after.health.log.map((one) => one.result)).toEqual(['accepted', 'failed', 'failed', 'failed'])
    expect(after.health.log.map((one) => one.at)).toEqual([0, 1, 2, 3].map((n) => START + n * POLL_MS))
    const good = await feed.poll(rows(3))
    expect(good.feed).toMatchObject({ failures: 0, failure: null })
  })

  test('the first answer failing leaves nothing, and no time', async () => {
    const snapshot = await new TestFeed().poll(new ApiError('timeout', 'slow'))
    expect(snapshot).toMatchObject({ seq: 0, live: 0, feed: { lastGoodAt: null, failures: 1 } })
  })

  test.each<[title: string, answer: ApiError, delay: number]>([
    ['429 waits as told', new ApiError('status', '', 429, 42_000), 42_000],
    ['500 does not, whatever it says', new ApiError('status', '', 500, 42_000), POLL_MS],
    ['401 waits', new ApiError('status', '', 401), 30_000],
  ])('%s', async (_title, answer, delay) => {
    const feed = new TestFeed()
    await feed.poll(rows(1))
    expect((await feed.poll(answer)).feed.nextDelayMs).toBe(delay)
    expect((await feed.poll(rows(1))).feed.nextDelayMs).toBe(POLL_MS)
  })

  test('a fault of ours fails the feed and no more; the page then gets everything', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(2))
    feed.source.listRunning = async () => {
      throw new TypeError('oops')
    }
    const snapshot = await feed.poll(rows(2))
    expect(snapshot.feed.failure).toMatchObject({
      reason: 'internal',
      detail: 'the answer could not be taken in: oops',
    })
    expect(snapshot.live).toBe(2)
    expect(feed.patch?.whole).toBe(true)
  })

  test('a call that the page aborts is nothing but aborted', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(2))
    const abort = new AbortController()
    abort.abort(new Error('enough'))
    feed.running = rows(3)
    await expect(feed.ask(abort.signal)).rejects.toThrow('enough')
    expect((await feed.poll(rows(3))).feed).toMatchObject({ failures: 0, polls: 3 })
    expect(feed.snapshot?.live).toBe(3)
  })
})

describe('answers out of order', () => {
  /** A source whose answers come when the spec says so. */
  function held(): { feed: TestFeed; answers: ((answer: unknown) => void)[] } {
    const feed = new TestFeed()
    const answers: ((answer: unknown) => void)[] = []
    feed.source.listRunning = () =>
      new Promise((resolve) => {
        const at = feed.now
        answers.push((answer) => {
          const good = { pieces: () => [answer], feedTime: at, bytes: 1, durationMs: 1 }
          resolve([{ region: null, answer: answer instanceof ApiError ? answer : good }])
        })
      })
    return { feed, answers }
  }
  const ask = (feed: TestFeed) =>
    feed.engine.poll({ signal: new AbortController().signal, intervalMs: 5000, spacingMs: 5000, have: null })

  test.each<[title: string, late: unknown]>([
    ['an older list', rows(9)],
    ['an older failure', new ApiError('timeout', 'slow')],
  ])('%s changes nothing once a newer answer came', async (_title, late) => {
    const { feed, answers } = held()
    const first = ask(feed)
    feed.pass(POLL_MS)
    const second = ask(feed)
    await Promise.resolve()
    answers[1]?.(rows(2))
    expect((await second).live).toBe(2)
    answers[0]?.(late)
    const patch = await first
    expect(patch).toMatchObject({ live: 2, seq: 1, whole: true })
    expect(patch.feed.failure).toBeNull()
  })
})
