import { describe, expect, test } from 'vitest'
import { sampleRoom } from '../api/sampleRow.ts'
import { allParts } from './allParts.ts'
import { memory, row, TestFeed, wire, type WireRow } from './testFeed.ts'
import { APART, busy, changes, firing, MIN, watch, watched, wordsOf } from './testWatch.ts'

/** A room a poll on one process, twelve a minute, each there for a minute; or none that starts. */
function roomAPoll(feed: TestFeed, processes = 12): (starts: boolean) => () => WireRow[] {
  let n = 0
  const start = (processId: string): WireRow => {
    n += 1
    const placed = { roomAllocationId: `r${n}`, processId, scheduledAt: wire(feed.now + 1000), unscheduledAt: null }
    return sampleRoom({ roomId: `r${n}`, currentAllocation: placed })
  }
  let current: WireRow[] = []
  return (starts) => () => {
    current = starts ? [...current, start('p-0')].slice(-12) : current.slice(1)
    return [
      ...busy(feed, processes, 20).slice(1),
      row('p-0', {
        region: 'Tokyo',
        rooms: current,
        totalRooms: current.length,
        ...APART,
        activeConnections: 9,
        activeConnectionsUpdatedAt: wire(feed.now),
      }),
    ]
  }
}

test('room starts that stop are told within three minutes and a half, and until they are back', async () => {
  const feed = watched()
  const list = roomAPoll(feed)
  await watch(feed, 19 * MIN, list(true))
  expect(firing(feed)).toEqual([])
  await watch(feed, 3.5 * MIN, list(false))
  expect(firing(feed)).toContainEqual(['room starts stopped', null, 'page'])
  expect(wordsOf(feed).find((words) => words.startsWith('room starts'))).toMatch(
    /^room starts in Tokyo: \d rooms? in .*, 12 a minute before$/,
  )
  // None in an hour and more does not become usual.
  await watch(feed, 75 * MIN, list(false))
  expect(firing(feed)).toContainEqual(['room starts stopped', null, 'page'])
  expect(changes(feed, 'room starts stopped')).not.toContain(false)
  await watch(feed, 6 * MIN, list(true))
  expect(firing(feed)).toEqual([])
}, 120_000)

test('of a list that may be cut nobody is woken for room starts that stop', async () => {
  const feed = watched()
  const list = roomAPoll(feed, 10)
  await watch(feed, 19 * MIN, list(true))
  await watch(feed, 3.5 * MIN, list(false))
  expect(firing(feed)).toContainEqual(['room starts stopped', null, 'warn'])
  expect(wordsOf(feed).find((words) => words.startsWith('room starts'))).toMatch(
    /, of those listed: this list may be cut$/,
  )
})

test('who reloads after room starts stopped is told of it, too', async () => {
  const storage = memory()
  const first = new TestFeed(storage, undefined, allParts)
  const list = roomAPoll(first)
  await watch(first, 19 * MIN, list(true))
  await watch(first, 2 * MIN, list(false))
  const second = new TestFeed(storage, undefined, allParts)
  second.now = first.now
  await watch(second, 2 * MIN, list(false))
  expect(firing(second)).toContainEqual(['room starts stopped', null, 'page'])
})

describe('what fires when the page is loaded anew', () => {
  /** Rooms have not started for 25 minutes, longer than what they are held against by itself; then nobody looks for a while. */
  async function outage(awayMs: number) {
    const storage = memory()
    const feed = new TestFeed(storage, undefined, allParts)
    const list = roomAPoll(feed)
    await watch(feed, 19 * MIN, list(true))
    await watch(feed, 25 * MIN, list(false))
    const again = new TestFeed(storage, undefined, allParts)
    again.now = feed.now + awayMs
    return { feed, again, list: roomAPoll(again) }
  }
  const alerts = (feed: TestFeed) =>
    feed.snapshot?.events.flatMap((event) => (event.kind === 'alert' && event.region === null ? [event.on] : []))

  test('goes on to fire since it began, is put on record once, and clears when it is over', async () => {
    const { feed, again, list } = await outage(0)
    const since = feed.snapshot?.alerts.find(({ region }) => region === null)?.since
    await watch(again, 2 * MIN, list(false))
    expect(firing(again)).toContainEqual(['room starts stopped', null, 'page'])
    expect(again.snapshot?.alerts.find(({ region }) => region === null)?.since).toBe(since)
    expect(alerts(again)).toEqual([true])
    await watch(again, 6 * MIN, list(true))
    expect(firing(again)).toEqual([])
    expect(alerts(again)).toEqual([true, false])
  }, 120_000)

  test('says nothing of it after more than an hour away', async () => {
    const { again, list } = await outage(61 * MIN)
    await watch(again, 0.5 * MIN, list(false))
    expect(firing(again)).toEqual([])
  }, 120_000)
})
