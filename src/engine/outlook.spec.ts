import { describe, expect, test } from 'vitest'
import { ApiError } from '../api/apiError.ts'
import { sampleRoom } from '../api/sampleRow.ts'
import type { StoredSurvival } from '../types/stored.ts'
import type { SurvivalStorage } from './storage.ts'
import { POLL_MS, row, START, stoppedRow, TestFeed, wire, type SeenSnapshot, type WireRow } from './testFeed.ts'

// Longer than a screen: what is to come of drains, of waves and of rooms is told from one kind of feed.

const MIN = 60_000
/** Within what is no gap. */
const STEP_MS = 2 * POLL_MS
const LENGTH_MS = 20 * MIN
const HOSTS = 40

const roomOf = (roomId: string, processId: string, scheduledAt: number): WireRow =>
  sampleRoom({
    roomId,
    currentAllocation: { roomAllocationId: roomId, processId, scheduledAt: wire(scheduledAt), unscheduledAt: null },
  })

/** Processes with a room each that lasts 20 min and is followed by the next at once; each began at another time. */
const matches = (now: number): WireRow[] =>
  Array.from({ length: HOSTS }, (_, at) => {
    const phase = (at * LENGTH_MS) / HOSTS
    const generation = Math.floor((now - START + phase) / LENGTH_MS)
    const scheduledAt = START - phase + generation * LENGTH_MS
    const processId = `host-${at}`
    return row(processId, { rooms: [roomOf(`${at}-${generation}`, processId, scheduledAt)], totalRooms: 1 })
  })

const drain = (feed: TestFeed, placedAt: number, over: WireRow = {}): WireRow =>
  row('a', {
    draining: true,
    activeConnectionsUpdatedAt: wire(feed.now),
    rooms: [roomOf('mine', 'a', placedAt)],
    totalRooms: 1,
    ...over,
  })

/** Watches the matches, and what else there is, for so long. */
async function watch(feed: TestFeed, ms: number, others: () => WireRow[] = () => []): Promise<SeenSnapshot> {
  let snapshot: SeenSnapshot | undefined
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    const now = feed.now + STEP_MS
    snapshot = await feed.poll([...matches(now), ...others()], STEP_MS)
  }
  return snapshot ?? expect.unreachable()
}
const drainOf = (snapshot: SeenSnapshot) => snapshot.drains.find(({ processId }) => processId === 'a')

describe('what is to come of a drain', () => {
  test('is learned from the rooms that end, those found in the middle of their life among them', async () => {
    const feed = new TestFeed()
    const placedAt = START
    const early = await watch(feed, 5 * MIN, () => [drain(feed, placedAt)])
    expect(drainOf(early)?.empties).toMatchObject({ none: expect.stringContaining('rooms were seen to end') })
    const snapshot = await watch(feed, 12 * MIN, () => [drain(feed, placedAt)])
    const { empties, oldestOlderThan } = drainOf(snapshot) ?? expect.unreachable()
    if ('none' in empties) expect.unreachable(empties.none)
    // All rooms last 20 min, its own has lasted 17.
    expect(empties.earliest - placedAt).toBeGreaterThan(19 * MIN)
    expect((empties.latest ?? 0) - placedAt).toBeLessThan(21.5 * MIN)
    expect(oldestOlderThan).toBeLessThan(0.05)
    expect(drainOf(snapshot)?.silence).toBeGreaterThan(0.95)
  })

  test('a room that outlives all is found: stalled, and no estimate', async () => {
    const feed = new TestFeed()
    const placedAt = START
    const snapshot = await watch(feed, 35 * MIN, () => [drain(feed, placedAt)])
    const seen = drainOf(snapshot) ?? expect.unreachable()
    expect(seen.silence).toBeLessThan(0.02)
    expect(seen.empties).toMatchObject({ none: expect.stringMatching(/^older than 9\d % of rooms seen/) })
    expect(snapshot.why.get(seen.slot)).toMatch(/^stalled: no room ended for 34 min/)
  })

  test('says nothing of a row that is not in the newest answer', async () => {
    const feed = new TestFeed()
    await watch(feed, 17 * MIN, () => [drain(feed, START)])
    const snapshot = await feed.poll([...matches(feed.now + STEP_MS), drain(feed, START, { draining: 'yes' })], STEP_MS)
    expect(drainOf(snapshot)?.empties).toEqual({ none: 'not all of its rooms were read' })
  })

  test('rooms that end in a gap, go with their process or move are not taken for ends', async () => {
    const feed = new TestFeed()
    await watch(feed, 2 * MIN)
    // All of them are others after a gap; then half of the processes vanish; then the rooms of the rest move.
    await feed.poll(matches(feed.now + LENGTH_MS), LENGTH_MS)
    const half = () => matches(feed.now + STEP_MS).slice(0, HOSTS / 2 + 5)
    await feed.poll(half(), STEP_MS)
    const moved = half().map((one, at) => ({ ...one, rooms: half()[(at + 1) % half().length]?.['rooms'] }))
    await feed.poll(moved, STEP_MS)
    const snapshot = await feed.poll([...moved, drain(feed, START)], STEP_MS)
    expect(drainOf(snapshot)?.empties).toMatchObject({
      none: expect.stringMatching(/^only [0-6] rooms were seen to end/),
    })
  })

  test('drains that begin together are a wave, of the regions asked for', async () => {
    const feed = new TestFeed()
    await watch(feed, 17 * MIN, () => [
      drain(feed, START),
      drain(feed, START, { processId: 'b', region: 'Seattle', rooms: [roomOf('other', 'b', START)] }),
    ])
    const all = await feed.engine.drains({ regions: [], deployments: [], wave: null })
    expect(all.waves).toMatchObject([{ drains: 2, rooms: 2, roomsFirst: 2, sawBegin: false }])
    const { waves, drains } = await feed.engine.drains({ regions: ['Seattle'], deployments: [], wave: null })
    expect(waves).toMatchObject([{ drains: 1, rooms: 1 }])
    expect(drains).toHaveLength(2)
    expect((await feed.engine.drains({ regions: [], deployments: ['none'], wave: null })).waves).toEqual([])
  })
})

describe('a wave', () => {
  const two = (feed: TestFeed, joined: boolean) => [
    drain(feed, START),
    ...(joined ? [drain(feed, START, { processId: 'b', rooms: [roomOf('other', 'b', START)] })] : []),
  ]
  const asked = { regions: [], deployments: [], wave: 'largest' }

  test('keeps how it went: a drain that joins is a step of its own, one that ends leaves its rooms in the count', async () => {
    const feed = new TestFeed()
    await watch(feed, MIN)
    await watch(feed, 2 * MIN, () => two(feed, false))
    await watch(feed, 2 * MIN, () => two(feed, true))
    const [wave] = (await feed.engine.drains(asked)).waves
    expect(wave).toMatchObject({ drains: 2, drainsFirst: 2, rooms: 2, roomsFirst: 2, sawBegin: false })
    expect(wave?.burnDown?.joiners).toEqual([{ at: expect.any(Number), drains: 1 }])
    expect(new Set(wave?.burnDown?.rooms)).toEqual(new Set([1, 2]))
    await watch(feed, MIN, () => two(feed, true).slice(1))
    const [left] = (await feed.engine.drains(asked)).waves
    expect(left).toMatchObject({ drains: 1, drainsFirst: 2, rooms: 1, roomsFirst: 2, endedAt: null })
    await watch(feed, MIN)
    const [over] = (await feed.engine.drains(asked)).waves
    expect(over).toMatchObject({ drains: 0, roomsFirst: 2, rooms: 0 })
    expect(over?.endedAt).not.toBeNull()
    await watch(feed, 61 * MIN)
    expect((await feed.engine.drains(asked)).waves).toEqual([])
  })

  test('says between which numbers its rooms are expected, once rooms were seen to end', async () => {
    const feed = new TestFeed()
    await watch(feed, 17 * MIN, () => two(feed, true))
    const [wave] = (await feed.engine.drains(asked)).waves
    const toCome = wave?.burnDown?.toCome ?? expect.unreachable()
    expect([toCome.lows[0], toCome.highs[0], toCome.lows.at(-1)]).toEqual([2, 2, 0])
    expect(toCome.times[0]).toBe(feed.now)
  })

  test('what was not in sight is a gap, not an empty wave', async () => {
    const feed = new TestFeed()
    await watch(feed, MIN, () => two(feed, true))
    await watch(feed, MIN, () => two(feed, true).map((one) => ({ ...one, activeConnections: 'ten' })))
    const [wave] = (await feed.engine.drains(asked)).waves
    expect(wave?.burnDown?.rooms.at(-1)).toBeNaN()
    expect(wave).toMatchObject({ endedAt: null, rooms: 2 })
  })

  const seen = async (feed: TestFeed) => {
    const [wave] = (await feed.engine.drains(asked)).waves
    const { drains, missing, endedAt, last, burnDown } = wave ?? expect.unreachable()
    return { drains, missing, over: endedAt !== null, last, rooms: burnDown?.rooms.slice(-3) }
  }
  const unread = { none: 'not all rooms were read' }
  test.each<[title: string, left: number, expected: Partial<Awaited<ReturnType<typeof seen>>>]>([
    ['all', 0, { drains: 0, missing: 2, over: false, last: unread, rooms: [Number.NaN, Number.NaN, Number.NaN] }],
    ['one', 1, { drains: 1, missing: 1, over: false, last: unread, rooms: [Number.NaN, Number.NaN, Number.NaN] }],
  ])('drains that leave the list while nobody says how they ended are missing: %s', async (_title, left, expected) => {
    const feed = new TestFeed()
    await watch(feed, MIN, () => two(feed, true))
    feed.info = () => new ApiError('timeout', 'slow')
    await watch(feed, 2 * MIN, () => two(feed, true).slice(0, left))
    expect(await seen(feed)).toEqual(expected)
    await watch(feed, MIN, () => two(feed, true))
    expect(await seen(feed)).toMatchObject({ drains: 2, missing: 0, over: false, rooms: [2, 2, 2] })
  })

  test('what is missing for half an hour is not over, and drains on when it is listed again', async () => {
    const feed = new TestFeed()
    await watch(feed, MIN, () => two(feed, true))
    feed.info = () => new ApiError('timeout', 'slow')
    await watch(feed, 30 * MIN, () => two(feed, true).slice(0, 1))
    expect(await seen(feed)).toMatchObject({ drains: 1, missing: 1, over: false })
    const snapshot = await feed.poll(two(feed, true))
    expect(snapshot.drains.map(({ firstSeenAt }) => firstSeenAt - START)).toEqual([POLL_MS, POLL_MS])
  })

  test('where nobody ever says how one ended, it is over a quarter of an hour after it left', async () => {
    const feed = new TestFeed()
    const unknown = new ApiError('status', 'the upstream answered 404', 404)
    feed.stopped = unknown
    feed.info = () => unknown
    await watch(feed, MIN, () => two(feed, true))
    await watch(feed, 20 * MIN, () => [])
    expect(await seen(feed)).toMatchObject({ missing: 0, over: true })
  })

  test('is over when it is said that what was missing has ended', async () => {
    const feed = new TestFeed()
    await watch(feed, MIN, () => two(feed, true))
    feed.info = () => new ApiError('timeout', 'slow')
    await watch(feed, MIN)
    feed.stopped = ['a', 'b'].map((id) => stoppedRow(id, { stoppingAt: wire(feed.now) }))
    await watch(feed, 2 * MIN)
    expect(await seen(feed)).toMatchObject({ drains: 0, missing: 0, over: true, rooms: [Number.NaN, Number.NaN, 0] })
  })

  test('a drain that ends leaves no gap behind, nor one that was empty when it went', async () => {
    const feed = new TestFeed()
    const bare = () => drain(feed, START, { processId: 'bare', rooms: [], totalRooms: 0, activeConnections: 0 })
    await watch(feed, MIN, () => [...two(feed, true), bare()])
    await watch(feed, MIN, () => [...two(feed, true).slice(0, 1), bare()])
    feed.info = () => new ApiError('timeout', 'slow')
    await watch(feed, MIN, () => two(feed, true).slice(0, 1))
    const [wave] = (await feed.engine.drains(asked)).waves
    expect(wave).toMatchObject({ drains: 1, missing: 1 })
    expect(new Set(wave?.burnDown?.rooms)).toEqual(new Set([2, 1]))
  })
})

describe('what was learned of rooms', () => {
  const kept = (): SurvivalStorage & { record: () => StoredSurvival | null } => {
    let record: StoredSurvival | null = null
    return {
      load: async () => structuredClone(record),
      save: async (stored) => {
        record = structuredClone(stored)
        return true
      },
      foundDamaged: () => false,
      record: () => record,
    }
  }

  test('is there in the next visit, unless it is another clock’s', async () => {
    const storage = kept()
    const first = new TestFeed(undefined, storage)
    await watch(first, 17 * MIN, () => [drain(first, START)])
    const record = storage.record() ?? expect.unreachable()
    expect(JSON.stringify(record)).not.toMatch(/host-|mine|0-1/)

    const second = new TestFeed(undefined, storage)
    second.now = first.now + MIN
    const snapshot = await second.poll([...matches(second.now + STEP_MS), drain(second, START)], STEP_MS)
    expect(drainOf(snapshot)?.empties).toMatchObject({ earliest: expect.any(Number), latest: expect.any(Number) })

    const ahead: SurvivalStorage = {
      ...storage,
      load: async () => ({ ...record, savedAt: second.now + 48 * 3_600_000 }),
    }
    const third = new TestFeed(undefined, ahead)
    third.now = second.now
    const blank = await third.poll([...matches(third.now + STEP_MS), drain(third, START)], STEP_MS)
    expect(drainOf(blank)?.empties).toMatchObject({ none: expect.stringContaining('only 0 rooms') })
  })
})
