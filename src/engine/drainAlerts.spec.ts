import { describe, expect, test } from 'vitest'
import { ApiError } from '../api/apiError.ts'
import { allParts } from './allParts.ts'
import { sampleRoom } from '../api/sampleRow.ts'
import { memory, row, TestFeed, wire } from './testFeed.ts'
import { changes, MIN, watch, watched, wordsOf, APART, busy } from './testWatch.ts'

const failing = new ApiError('status', 'the upstream answered 503', 503)

test('each wave of drains has an alert of its own, and keeps it when the page is loaded anew', async () => {
  const storage = memory()
  const feed = new TestFeed(storage, undefined, allParts)
  const stuck = (n: number, now = feed.now) =>
    Array.from({ length: n }, (_, at) =>
      row(`old-${at}`, {
        draining: true,
        deploymentId: '7',
        rooms: [sampleRoom({ roomId: `r-${at}` })],
        totalRooms: 1,
        activeConnections: 5,
        activeConnectionsUpdatedAt: wire(now),
        ...APART,
      }),
    )
  await watch(feed, 15 * MIN, () => [...busy(feed, 12, 20), ...stuck(1)])
  await watch(feed, 125 * MIN, () => [...busy(feed, 12, 20), ...stuck(3)])
  expect(wordsOf(feed)).toEqual([
    'deployment 7: 1 drain overdue',
    'deployment 7: 2 drains overdue, of 2 that began together',
  ])
  expect(changes(feed, 'drains')).toEqual([true, true])
  const before = feed.snapshot?.alerts.map(({ key, since }) => [key, since])
  const again = new TestFeed(storage, undefined, allParts)
  again.now = feed.now + 10_000
  // The first of the second wave has ended meanwhile; then the feed fails for a while.
  const left = () => [...busy(again, 12, 20), ...stuck(3, again.now).toSpliced(1, 1)]
  await watch(again, 10_000, left)
  await watch(again, 90_000, () => failing)
  await watch(again, 3 * MIN, left)
  expect(again.snapshot?.alerts.map(({ key, since }) => [key, since])).toEqual(before)
  expect(changes(again, 'drains')).toEqual([true, true])
})

describe('drains of one wave that are stuck one after the other', () => {
  /** A drain that has a room, and people on it until then, from `since` minutes on, until `ended`. */
  interface Drain {
    id: string
    since: number
    ended: number
    deserted?: number
    stopping?: number
  }

  async function play(drains: readonly Drain[], minutes: number) {
    const feed = watched()
    const begin = feed.now
    const list = () => {
      const at = (feed.now - begin) / MIN
      const there = drains.filter(({ ended }) => at < ended)
      return [
        ...busy(feed, 12, 20),
        ...there.map(({ id, since, deserted = Number.POSITIVE_INFINITY, stopping = Number.POSITIVE_INFINITY }) =>
          row(id, {
            draining: at >= since,
            stoppingAt: at < stopping ? null : wire(begin + stopping * MIN),
            deploymentId: '7',
            rooms: [sampleRoom({ roomId: `r-${id}` })],
            totalRooms: 1,
            activeConnections: at < deserted ? 5 : 0,
            activeConnectionsUpdatedAt: wire(feed.now),
            ...APART,
          }),
        ),
      ]
    }
    await watch(feed, minutes * MIN, list)
    return feed
  }

  test('are one alert while the next is about to be overdue, and it ends with the last of them', async () => {
    const drains = [
      { id: 'a', since: 1, ended: 125 },
      { id: 'b', since: 7.5, ended: 140 },
    ]
    const feed = await play(drains, 127)
    // The first is gone; the second will be overdue in half a minute.
    expect(wordsOf(feed)).toContain('deployment 7: drains were stuck, none is now')
    expect(changes(await play(drains, 145), 'drains')).toEqual([true, false])
  })

  test('are one alert while the next is about to be abandoned', async () => {
    const drains = [
      { id: 'a', since: 1, ended: 20, deserted: 5 },
      { id: 'b', since: 2, ended: 40, deserted: 11.5 },
    ]
    expect(changes(await play(drains, 30), 'drains')).toEqual([true])
    // One that was told to stop is another story, however old it is.
    const stopped = await play([{ id: 'a', since: 1, ended: 140, stopping: 125 }], 130)
    expect(changes(stopped, 'drains')).toEqual([true, false])
    // Of a drain that was never stuck nothing is said, however near it comes.
    expect(changes(await play([{ id: 'b', since: 1, ended: 20, deserted: 11 }], 25), 'drains')).toEqual([])
  })
})
