import { describe, expect, test } from 'vitest'
import { ApiError } from '../api/apiError.ts'
import { POLL_MS, row, rows, START, stoppedRow, TestFeed, wire, type WireRow } from './testFeed.ts'

const MINUTE = 60_000
const never = new AbortController().signal

const room = (processId: string, roomId: string, scheduledAt: number): WireRow => ({
  appId: 'app-demo',
  roomId,
  status: 'active',
  roomConfig: null,
  currentAllocation: {
    roomAllocationId: `a-${roomId}`,
    processId,
    scheduledAt: wire(scheduledAt),
    unscheduledAt: null,
  },
})

/** A row with rooms that were placed so many minutes before the feed began. */
const withRooms = (processId: string, minutes: readonly number[], over: WireRow = {}): WireRow =>
  row(processId, {
    rooms: minutes.map((age) => room(processId, `${processId}-${age}`, START - age * MINUTE)),
    totalRooms: minutes.length,
    ...over,
  })

const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1)

describe('how old a room is', () => {
  const seen = async (ended: number, over: WireRow = {}, left: readonly WireRow[] = []) => {
    const feed = new TestFeed()
    const old = withRooms('p', [20.5])
    await feed.poll([old, withRooms('q', upTo(ended), over)])
    await feed.poll([old, ...left])
    return feed.engine.details('p')
  }

  test('is said against the rooms of its deployment that ended', async () => {
    const details = await seen(40, {}, [row('q')])
    expect(details).toMatchObject({ olderThan: [0.5], roomsEnded: 40 })
  })

  test('is not said of 29 of them', async () => {
    expect(await seen(29, {}, [row('q')])).toMatchObject({ olderThan: [Number.NaN], roomsEnded: 29 })
  })

  test('rooms of another deployment say nothing', async () => {
    const over = { deploymentId: 9 }
    expect(await seen(40, over, [row('q', over)])).toMatchObject({ roomsEnded: 0 })
  })

  test('rooms that went with their process say nothing: they might have lasted', async () => {
    const feed = new TestFeed()
    const old = withRooms('p', [20.5])
    await feed.poll([old, withRooms('q', upTo(40))])
    await feed.poll([old])
    // By now `info` has said that it is gone, and its rooms are let go.
    await feed.poll([old])
    expect(await feed.engine.details('p')).toMatchObject({ roomsEnded: 0 })
  })

  test('nor do those that ended while nobody watched', async () => {
    const feed = new TestFeed()
    const old = withRooms('p', [20.5])
    await feed.poll([old, withRooms('q', upTo(40))])
    await feed.poll([old, row('q')], 10 * MINUTE)
    expect(await feed.engine.details('p')).toMatchObject({ roomsEnded: 0 })
  })
})

describe('egress per connection', () => {
  const WINDOW = { rangeMs: 15 * MINUTE, points: 1000 }

  test('is compared within the deployment only', async () => {
    const feed = new TestFeed()
    const at = (n: number): string => wire(START + n * POLL_MS)
    for (let n = 0; n < 40; n++) {
      const counters = (index: number): WireRow => ({
        deploymentId: index < 6 ? 7 : 8,
        activeConnections: 10,
        activeConnectionsUpdatedAt: at(n),
        egressedBytes: 1_000_000 + n * 5000 * (index + 1),
      })
      await feed.poll(rows(8, counters))
    }
    const found = await feed.engine.perConnection('p-0', WINDOW)
    expect(found?.lines.map(({ values }) => values.at(-1))).toEqual([100, 350])
    expect(found).toMatchObject({ compared: 6, listed: 6 })
    expect(await feed.engine.perConnection('p-7', WINDOW)).toMatchObject({ compared: 2, listed: 2 })
    expect(await feed.engine.perConnection('nobody', WINDOW)).toBeNull()
  })
})

describe('looking a process up', () => {
  test('gives what the server says, and its answer as it was sent', async () => {
    const feed = new TestFeed()
    const sent = stoppedRow('p-9', { terminatedAt: wire(START), odd: 1 })
    feed.info = () => sent
    const answer = await feed.engine.lookUp('p-9', never)
    expect(answer).toMatchObject({ process: { processId: 'p-9', terminatedAt: START } })
    expect(JSON.parse(answer.raw ?? '')).toEqual(sent)
  })

  test.each<[title: string, info: unknown, failure: string, raw: string | null]>([
    [
      'an answer that cannot be read is shown all the same',
      { processId: 9 },
      'the answer could not be read',
      '{\n  "processId": 9\n}',
    ],
    ['nobody knows it', new ApiError('status', '', 404), 'the server knows no such process', null],
    ['an error', new ApiError('status', '', 500), 'the upstream answered with an error (500)', null],
  ])('%s', async (_title, info, failure, raw) => {
    const feed = new TestFeed()
    feed.info = () => info
    expect(await feed.engine.lookUp('p-9', never)).toEqual({ failure, raw })
  })
})

describe('rooms by their IDs', () => {
  const feed = new TestFeed()
  const find = async (text: string, most = 4) => (await feed.engine.findRooms(text, most)).map(({ roomId }) => roomId)

  test('are found by any part in any case, those that begin with it first, and no more than asked for', async () => {
    await feed.poll([withRooms('ab', [1, 2, 30]), withRooms('cab', [1])])
    expect(await find('AB-1')).toEqual(['ab-1', 'cab-1'])
    expect(await find('ab-', 2)).toEqual(['ab-1', 'ab-2'])
    expect(await find('nowhere')).toEqual([])
    expect(await feed.engine.findRooms('cab', 1)).toEqual([{ roomId: 'cab-1', processId: 'cab' }])
  })

  test('are not found on a process that is no longer listed', async () => {
    for (let n = 0; n < 3; n++) await feed.poll([withRooms('ab', [1])])
    expect(await find('cab')).toEqual([])
  })
})
