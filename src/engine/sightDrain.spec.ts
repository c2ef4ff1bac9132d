import { expect, test } from 'vitest'
import { sampleRoom } from '../api/sampleRow.ts'
import { row, START, TestFeed, wire, type WireRow } from './testFeed.ts'

const room = (roomId: string): WireRow =>
  sampleRoom({
    roomId,
    currentAllocation: { roomAllocationId: roomId, processId: 'a', scheduledAt: wire(START), unscheduledAt: null },
  })
const listed = (over: WireRow): WireRow[] => [
  row('a', { rooms: ['r1', 'r2', 'r3'].map(room), totalRooms: 3, activeConnections: 14, ...over }),
  row('b'),
]
const STOP = { stoppingAt: wire(START + 8000) }

/** What is said of it: events, drains in its wave, rooms that end, and whether it was seen draining. */
async function said(feed: TestFeed) {
  const { events, drains, totals } = feed.snapshot ?? expect.unreachable()
  const { waves } = await feed.engine.drains({ regions: [], deployments: [], wave: null })
  return {
    seen: events.filter(({ kind }) => kind === 'drain seen').length,
    waves: waves.map((wave) => wave.drains),
    rooms: totals.drainRooms,
    draining: drains.map((drain) => drain.draining),
  }
}

test.each<[title: string, steps: WireRow[], expected: Awaited<ReturnType<typeof said>>]>([
  [
    'told to stop without draining: no drain begins, and its rooms end all the same',
    [STOP],
    { seen: 0, waves: [], rooms: 3, draining: [false] },
  ],
  ['a drain', [{ draining: true }], { seen: 1, waves: [1], rooms: 3, draining: [true] }],
  [
    'a drain that is told to stop goes on, whatever the row says then',
    [{ draining: true }, { draining: true, ...STOP }, STOP],
    { seen: 1, waves: [1], rooms: 3, draining: [true] },
  ],
  ['told to stop first', [STOP, { draining: true, ...STOP }], { seen: 1, waves: [1], rooms: 3, draining: [true] }],
])('%s', async (_title, steps, expected) => {
  const feed = new TestFeed()
  await feed.poll(listed({}))
  await feed.poll()
  for (const over of steps) await feed.poll(listed(over))
  expect(await said(feed)).toEqual(expected)
})

test('a drain that comes after the order to stop is counted from when it was seen', async () => {
  const feed = new TestFeed()
  await feed.poll(listed({}))
  await feed.poll(listed(STOP))
  const snapshot = await feed.poll(listed({ ...STOP, draining: true }))
  expect(snapshot.drains).toMatchObject([{ firstSeenAt: feed.now, sawBegin: true, stopping: true }])
})
