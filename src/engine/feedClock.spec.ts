import { expect, test } from 'vitest'
import { POLL_MS, row, TestFeed, wire } from './testFeed.ts'

const MINUTE = 60_000

/** Polls a process that sends 5 MB each time, and begins and ends a room. */
async function polls(feed: TestFeed, n: number, feedMs = POLL_MS, passedMs = POLL_MS) {
  let snapshot = feed.snapshot
  for (let poll = 0; poll < n; poll++) {
    feed.now += feedMs
    feed.mono += passedMs
    feed.running = [
      row('a', { egressedBytes: (snapshot?.answered ?? 0) * 5_000_000, activeConnectionsUpdatedAt: wire(feed.now) }),
    ]
    snapshot = await feed.ask()
  }
  return snapshot
}

test.each([
  ['put forward by half an hour', 30 * MINUTE, 1],
  ['that goes on as before', 0, 0],
  ['that is a little late', 20_000, 0],
])('a clock of the feed %s', async (_, stepMs, gaps) => {
  const feed = new TestFeed()
  await polls(feed, 60)
  await polls(feed, 1, stepMs + POLL_MS, POLL_MS)
  const snapshot = await polls(feed, 60)
  expect(snapshot?.events.filter(({ kind }) => kind === 'feed gap')).toHaveLength(gaps)
  expect(snapshot?.totals.egress).toBeCloseTo(1e6, -4)
  // Only what was watched is counted.
  const report = await feed.engine.capacityReport(2 * 60 * MINUTE)
  expect(report.rows[0]?.coveredMs).toBeLessThanOrEqual(121 * POLL_MS + 20_000)
})

test('a feed that runs sixty times as fast is watched all the same', async () => {
  const feed = new TestFeed()
  const snapshot = await polls(feed, 30, 60 * POLL_MS)
  expect(snapshot?.events.filter(({ kind }) => kind === 'feed gap')).toEqual([])
})
