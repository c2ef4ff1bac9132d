import { describe, expect, test } from 'vitest'
import { DRAIN_VERDICTS, type DrainFacts } from '../types/fleet.ts'
import { advanceDrain, beginDrain, unseenDrain, type DrainSight } from './drainFacts.ts'
import { drainVerdict, SOFT_DEADLINE_MS, verdictRank } from './drainVerdict.ts'

const T = Date.UTC(2026, 2, 2, 12)
const MIN = 60_000
const sight: DrainSight = {
  at: T,
  rooms: 2,
  connections: 9,
  connectionsAt: T - 3000,
  connectionsFresh: true,
  draining: true,
  stopping: false,
  roomEnded: false,
  oldestRoom: { roomId: 'r', since: T - 10 * MIN },
  doubtful: false,
}
const who = { processId: 'p', slot: 0, region: 'Tokyo', deploymentId: '417', sawBegin: false }
const drain = beginDrain(who, sight)

/** A drain with neither rooms nor connections, seen so on two polls. */
const bare: Partial<DrainFacts> = {
  rooms: 0,
  connections: 0,
  noRoomsSince: T - MIN,
  noConnectionsSince: T - MIN,
  emptyPolls: 2,
  emptySince: T - 5000,
}

const say = (over: Partial<DrainFacts>, unknownSince: number | null = null) =>
  drainVerdict({ ...drain, ...over }, { now: T, unknownSince, softDeadlineMs: SOFT_DEADLINE_MS })

describe('the verdict', () => {
  const old = { firstSeenAt: T - SOFT_DEADLINE_MS - 1 }
  const deserted = { rooms: 1, connections: 0 }
  const silent = { silence: 0.019, lastRoomEndAt: T - 10 * MIN, firstSeenAt: T - 20 * MIN }
  test.each<[title: string, over: Partial<DrainFacts>, verdict: string]>([
    ['rooms and connections', {}, 'moving'],
    ['told to stop with connections', { stopping: true }, 'stopping with connections'],
    ['told to stop, nobody on', { stopping: true, connections: 0 }, 'moving'],
    ['told to stop outranks overdue', { stopping: true, ...old }, 'stopping with connections'],
    ['at the soft deadline', { firstSeenAt: T - SOFT_DEADLINE_MS }, 'moving'],
    ['beyond it', old, 'overdue'],
    ['beyond it with connections alone', { ...old, rooms: 0 }, 'overdue'],
    ['beyond it, but bare', { ...old, ...bare }, 'empty'],
    ['silent for ten minutes, as hardly any healthy drain is', { ...silent }, 'stalled'],
    ['silent since it has been watched', { ...silent, lastRoomEndAt: null, watchedSince: T - 10 * MIN }, 'stalled'],
    ['watched for less', { ...silent, lastRoomEndAt: null, watchedSince: T - 10 * MIN + 1 }, 'moving'],
    ['silent for less', { ...silent, lastRoomEndAt: T - 10 * MIN + 1 }, 'moving'],
    ['silent as 2 in 100 are', { ...silent, silence: 0.02 }, 'moving'],
    ['silent, not read whole', { ...silent, doubtful: true }, 'unknown'],
    ['overdue outranks stalled', { ...silent, ...old }, 'overdue'],
    [
      'abandoned outranks stalled: a stop cuts nobody',
      { ...silent, ...deserted, noConnectionsSince: T - 10 * MIN },
      'abandoned',
    ],
    ['no rooms: nothing to wait for', { ...silent, rooms: 0 }, 'moving'],
    ['nobody for ten minutes', { ...deserted, noConnectionsSince: T - 10 * MIN }, 'abandoned'],
    ['nobody for less', { ...deserted, noConnectionsSince: T - 10 * MIN + 1 }, 'moving'],
    [
      'abandoned outranks overdue: a stop cuts nobody',
      { ...old, ...deserted, noConnectionsSince: T - 10 * MIN },
      'abandoned',
    ],
    ['overdue outranks a desertion too young', { ...old, ...deserted, noConnectionsSince: T - 9 * MIN }, 'overdue'],
    [
      'nobody, but the gauge is stale',
      { ...deserted, noConnectionsSince: T - 60 * MIN, connectionsFresh: false },
      'moving',
    ],
    ['no rooms for five minutes, somebody on', { rooms: 0, noRoomsSince: T - 5 * MIN }, 'lingering'],
    [
      'no rooms for five minutes, the gauge from before they went',
      { rooms: 0, noRoomsSince: T - 5 * MIN, connectionsFresh: false, connectionsAt: T - 6 * MIN },
      'unknown',
    ],
    ['no rooms for less', { rooms: 0, noRoomsSince: T - 5 * MIN + 1 }, 'moving'],
    ['bare on two polls', bare, 'empty'],
    ['bare on one poll', { ...bare, emptyPolls: 1 }, 'moving'],
    ['bare, the gauge 60 s old', { ...bare, connectionsAt: T - MIN, noRoomsSince: T - 1000 }, 'empty'],
    [
      'bare, an older gauge from before the last room went',
      { ...bare, connectionsAt: T - MIN - 1, noRoomsSince: T - 1000 },
      'moving',
    ],
    ['bare, an older gauge from after it', { ...bare, connectionsAt: T - 4 * MIN, noRoomsSince: T - 5 * MIN }, 'empty'],
    ['bare, the gauge never dated', { ...bare, connectionsAt: null }, 'moving'],
    ['bare, the gauge dated in the future', { ...bare, connectionsAt: T + MIN + 1 }, 'moving'],
    ['bare, but not read whole', { ...bare, doubtful: true }, 'unknown'],
    ['rooms, not read whole', { doubtful: true }, 'unknown'],
    ['overdue, not read whole', { ...old, doubtful: true }, 'overdue'],
  ])('%s', (_title, over, verdict) => {
    expect(say(over).verdict).toBe(verdict)
  })

  test.each<[title: string, over: Partial<DrainFacts>, reason: string]>([
    ['moving, first seen now', {}, 'seen just now, 2 rooms, 9 connections left'],
    ['moving', { watchedSince: T - 5000 }, 'no room end seen yet in 5 s, 2 rooms, 9 connections left'],
    ['moving, taken up again now', { firstSeenAt: T - 9 * MIN }, 'seen just now, 2 rooms, 9 connections left'],
    ['moving, with an end seen', { lastRoomEndAt: T - 30_000 }, 'last room end 30 s ago, 2 rooms, 9 connections left'],
    ['moving without rooms', { rooms: 0 }, '0 rooms, 9 connections left'],
    ['empty', bare, 'for 5 s, seen on 2 polls'],
    ['lingering', { rooms: 0, connections: 1, noRoomsSince: T - 5 * MIN }, 'no room for 5 min, 1 connection still on'],
  ])('in words: %s', (_title, over, reason) => {
    expect(say(over).reason).toBe(reason)
  })

  test('a feed that is not fresh leaves every drain unknown', () => {
    for (const over of [{}, bare, old, { stopping: true }]) {
      expect(say(over, T - 20_000)).toEqual({ verdict: 'unknown', reason: 'no fresh answer for 20 s' })
    }
  })

  test('"empty" stands in no other verdict', () => {
    expect(DRAIN_VERDICTS.filter((verdict) => verdict.includes('empty'))).toEqual(['empty'])
    const others = [{}, { doubtful: true }, { ...bare, emptyPolls: 1 }, old, { stopping: true }, { rooms: 0 }]
    for (const over of others) expect(say(over).reason).not.toMatch(/empty/i)
  })

  test('worst first', () => {
    expect(DRAIN_VERDICTS.map(verdictRank)).toEqual(DRAIN_VERDICTS.map((_, index) => index))
    expect(verdictRank('lost with connections')).toBe(0)
  })
})

describe('what is kept of a drain', () => {
  const at = (seconds: number, over: Partial<DrainSight> = {}): DrainSight => ({
    ...sight,
    at: T + seconds * 1000,
    connectionsAt: T + seconds * 1000 - 3000,
    ...over,
  })
  const none = { rooms: 0, connections: 0 }

  test('first counts stay, new ones follow', () => {
    const next = advanceDrain(drain, at(5, { rooms: 1, connections: 4, roomEnded: true }))
    expect(next).toMatchObject({ roomsFirst: 2, rooms: 1, connectionsFirst: 9, connections: 4, firstSeenAt: T })
    expect(next.lastRoomEndAt).toBe(T + 5000)
    expect(advanceDrain(next, at(10, { rooms: 1 })).lastRoomEndAt).toBe(T + 5000)
  })

  test('"since" holds without a break, and begins anew after one', () => {
    let now = advanceDrain(drain, at(5, none))
    now = advanceDrain(now, at(10, none))
    expect(now).toMatchObject({
      noRoomsSince: T + 5000,
      noConnectionsSince: T + 2000,
      emptyPolls: 2,
      emptySince: T + 5000,
    })
    now = advanceDrain(now, at(15, { rooms: 0, connections: 1 }))
    expect(now).toMatchObject({ noRoomsSince: T + 5000, noConnectionsSince: null, emptyPolls: 0, emptySince: null })
    now = advanceDrain(now, at(20, none))
    expect(now).toMatchObject({ noConnectionsSince: T + 17_000, emptyPolls: 1, emptySince: T + 20_000 })
  })

  test('a doubtful row counts neither as bare nor as without rooms', () => {
    const now = advanceDrain(drain, at(5, { ...none, doubtful: true }))
    expect(now).toMatchObject({ noRoomsSince: null, emptyPolls: 0, emptySince: null, doubtful: true })
  })

  test('time that nobody watched counts for nothing', () => {
    let now = advanceDrain(advanceDrain(drain, at(5, none)), at(10, none))
    now = unseenDrain(now)
    const later = { now: T + 60 * MIN, unknownSince: null, softDeadlineMs: SOFT_DEADLINE_MS }
    expect(drainVerdict(now, later).verdict).toBe('unknown')
    now = advanceDrain(now, at(3600, none))
    expect(now).toMatchObject({ emptyPolls: 1, noConnectionsSince: T + 3_597_000 })
    expect(now.firstSeenAt).toBe(T)
  })

  test('no room before it and none after: a drain takes none meanwhile', () => {
    const bare = advanceDrain(drain, at(5, { rooms: 0 }))
    const gap = { now: T + 360_000, unknownSince: null, softDeadlineMs: SOFT_DEADLINE_MS }
    expect(drainVerdict(unseenDrain(bare), gap).verdict).toBe('unknown')
    const after = advanceDrain(unseenDrain(bare), at(360, { rooms: 0 }))
    expect(after.noRoomsSince).toBe(T + 5000)
    expect(drainVerdict(after, gap).verdict).toBe('lingering')
    expect(advanceDrain(unseenDrain(bare), at(360, { rooms: 1 })).noRoomsSince).toBeNull()
  })

  test('a gauge from the future is no older than the poll', () => {
    const now = advanceDrain(drain, at(5, { ...none, connectionsAt: T + 9e6 }))
    expect(now.noConnectionsSince).toBe(T + 5000)
  })

  test('makes a new object each time', () => {
    expect(advanceDrain(drain, at(5))).not.toBe(drain)
  })
})
