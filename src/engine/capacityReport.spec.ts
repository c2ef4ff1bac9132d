import { expect, test } from 'vitest'
import { sampleRoom } from '../api/sampleRow.ts'
import { POLL_MS, row, START, stoppedRow, TestFeed, wire } from './testFeed.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

test('a report has the whole, the regions and the deployments that were there, and what ended in each', async () => {
  const feed = new TestFeed()
  feed.stopped = [
    stoppedRow('x', {
      region: 'Tokyo',
      deploymentId: '417',
      terminatedAt: wire(START - HOUR),
      startedAt: wire(START - 2 * HOUR),
    }),
  ]
  const list = () => [
    row('a', {
      region: 'Tokyo',
      deploymentId: '417',
      activeConnections: 30,
      activeConnectionsUpdatedAt: wire(feed.now),
    }),
    row('b', {
      region: 'London',
      deploymentId: '418',
      activeConnections: 7,
      activeConnectionsUpdatedAt: wire(feed.now),
    }),
  ]
  for (let poll = 0; poll < 37; poll++) await feed.poll(list())
  const { rows, from, to, deploymentsFrom, ends } = await feed.engine.capacityReport(7 * DAY)
  expect(to - from).toBe(7 * DAY)
  expect(to - deploymentsFrom).toBe(2 * DAY)
  expect(ends?.since).toBe(START - HOUR)
  expect(rows.map(({ of, name, peakConnections }) => [of, name, peakConnections?.value])).toEqual([
    ['whole', '', 37],
    ['region', 'London', 7],
    ['region', 'Tokyo', 30],
    ['deployment', '418', 7],
    ['deployment', '417', 30],
  ])
  const [whole, london, tokyo] = rows
  expect(whole?.coveredMs).toBe(36 * POLL_MS)
  expect(whole?.processHours).toBeCloseTo((2 * 36 * POLL_MS) / HOUR, 5)
  expect([london?.ends?.died, tokyo?.ends?.died]).toEqual([0, 1])
})

test('idle and draining hours, and rooms on running processes', async () => {
  const feed = new TestFeed()
  const rooms = (n: number) => Array.from({ length: n }, (_, at) => sampleRoom({ roomId: `room-${n}-${at}` }))
  const list = () => [
    row('idle', { activeConnections: 0, activeConnectionsUpdatedAt: wire(feed.now) }),
    row('busy', { activeConnections: 4, activeConnectionsUpdatedAt: wire(feed.now), rooms: rooms(2), totalRooms: 2 }),
    row('drain', { draining: true, rooms: rooms(3), totalRooms: 3 }),
  ]
  for (let poll = 0; poll < 37; poll++) await feed.poll(list())
  const [whole] = (await feed.engine.capacityReport(DAY)).rows
  const hours = (36 * POLL_MS) / HOUR
  expect(whole?.processHours).toBeCloseTo(3 * hours, 5)
  expect([whole?.idleHours, whole?.drainHours].map((value) => (value ?? 0) / hours)).toEqual([
    expect.closeTo(1, 5),
    expect.closeTo(1, 5),
  ])
  expect([whole?.peakRooms?.value, whole?.p95Rooms]).toEqual([2, 2])
  // Nothing started, so that nobody knows how many slots are too few.
  expect(whole?.shortMs).toBeNaN()
})

test('a server that tells of no ends: nothing is said of them', async () => {
  const feed = new TestFeed()
  feed.stopped = { nonsense: true }
  for (let poll = 0; poll < 3; poll++) await feed.poll([row('a')])
  expect((await feed.engine.capacityReport(DAY)).rows[0]?.ends).toBeNull()
})
