import { describe, expect, test } from 'vitest'
import { sampleRoom } from '../api/sampleRow.ts'
import { eventWords, isFeedFailure } from '../fleet/eventWords.ts'
import { emptyTotals } from '../fleet/totals.ts'
import { appendSample, resume, type FleetHistory } from '../history/fleetHistory.ts'
import type { TextUpdate } from '../types/engine.ts'
import { allParts } from './allParts.ts'
import { noKeeper } from './keepHistory.ts'
import { memory, POLL_MS, row, rows, START, stoppedRow, TestFeed, wire } from './testFeed.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const EGRESS = { metric: 'egress', by: 'total', regions: [], deployments: [], points: 200 } as const

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

describe('a clock of the feed that is put right by going back', () => {
  /** An hour of a drain whose egress is 1 MB/s, by a clock that is then set back, once or as often as said. */
  async function visit(backMs: number, { storage = memory(), pollsBack = 60 } = {}) {
    const feed = new TestFeed(storage, undefined, allParts)
    const texts: TextUpdate[] = []
    feed.engine.followTexts((update) => void texts.push(update))
    let sent = 0
    const poll = async (n: number): Promise<void> => {
      for (let one = 0; one < n; one++) {
        sent += 5_000_000
        const gauges = { activeConnectionsUpdatedAt: wire(feed.now + POLL_MS), roomsAllocatedUpdatedAt: wire(feed.now) }
        const a = row('a', {
          ...gauges,
          egressedBytes: sent,
          draining: feed.patch !== undefined,
          rooms: [sampleRoom()],
        })
        await feed.poll([a])
      }
    }
    await poll(60)
    const before = feed.snapshot
    texts.splice(0)
    feed.now -= backMs
    const from = feed.now
    await poll(pollsBack)
    return { feed, storage, texts, before, from, poll, snapshot: feed.snapshot }
  }

  test('is believed: time goes on from there, and what is measured is known again', async () => {
    const { snapshot, before, from, feed } = await visit(HOUR)
    expect(snapshot?.feedTime).toBe(from + 60 * POLL_MS)
    expect(snapshot?.totals.egress).toBeCloseTo(1e6, -4)
    expect(snapshot?.totals.processes).toBe(1)
    expect(snapshot?.engine).not.toBe(before?.engine)
    expect([snapshot?.answered, snapshot?.health.log.length]).toEqual([120, 120])
    const { lines } = await feed.engine.series({ ...EGRESS, rangeMs: 10 * MINUTE })
    expect(lines[0]?.values.filter((value) => !Number.isNaN(value)).length).toBeGreaterThan(40)
  })

  test('is told as the time of which nothing is known, and nothing else is told anew or of a time to come', async () => {
    const { snapshot, before } = await visit(HOUR)
    const told = snapshot?.events.map(({ kind }) => kind)
    expect(told).toEqual([...(before?.events.map(({ kind }) => kind) ?? []), 'feed gap'])
    expect(before?.events.map(({ kind }) => kind)).toContain('drain seen')
    const gap = snapshot?.events.at(-1)
    expect(gap && eventWords(gap)).toBe('no data for 30 s: the feed’s clock was set back')
    expect(gap && isFeedFailure(gap)).toBe(false)
    for (const { at } of snapshot?.events ?? []) expect(at).toBeLessThanOrEqual(snapshot?.feedTime ?? 0)
    expect(snapshot?.drains).toMatchObject([{ processId: 'a', sawBegin: true }])
  })

  test('leaves what was lost as far apart as it was: nothing is lost at once for it', async () => {
    const feed = new TestFeed(memory(), undefined, allParts)
    const poll = async (n: number): Promise<void> => {
      for (let one = 0; one < n; one++) await feed.poll(rows(6, () => ({ activeConnectionsUpdatedAt: wire(feed.now) })))
    }
    await poll(3)
    for (let lost = 0; lost < 3; lost++) {
      feed.stopped = Array.from({ length: lost + 1 }, (_, n) => {
        const at = wire(START + n * 10 * MINUTE)
        return stoppedRow(`dead-${n}`, { activeConnections: 30, activeConnectionsUpdatedAt: at, terminatedAt: at })
      })
      await poll(120)
    }
    const lost = () => feed.snapshot?.events.filter((event) => event.kind === 'process ended') ?? []
    const apart = lost().map(({ at }, n, all) => at - (all[n - 1]?.at ?? at))
    expect(apart).toEqual([0, 10 * MINUTE, 10 * MINUTE])
    const before = feed.snapshot?.alerts.map(({ words }) => words)
    const logged = feed.snapshot?.health.log.length ?? 0
    feed.now -= HOUR
    await poll(10)
    expect(lost().map(({ at }, n, all) => at - (all[n - 1]?.at ?? at))).toEqual(apart)
    expect(feed.snapshot?.alerts.filter(({ severity }) => severity === 'page')).toEqual([])
    expect(feed.snapshot?.alerts.map(({ words }) => words)).toEqual(before)
    // Times in the log rise, too.
    const times = feed.snapshot?.health.log.map(({ at }) => at) ?? []
    expect(times).toHaveLength(Math.min(200, logged + 10))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  test('leaves what can be searched whole', async () => {
    const { texts, snapshot } = await visit(HOUR)
    const whole = texts.filter((update) => update.whole)
    expect(whole).toMatchObject([{ engine: snapshot?.engine, size: 1, last: true }])
    expect(whole[0]?.texts[0]?.[1]).toContain('room-1')
  })

  test('is known by the next visit, too', async () => {
    const { storage, poll } = await visit(HOUR)
    await poll(3)
    expect(storage.kept()?.savedAt).toBeLessThan(START)
    expect(storage.kept()?.drains).toHaveLength(1)
  })

  test.each([
    ['of few answers', HOUR, 5],
    ['by less than a minute', 50_000, 5],
    ['by more than a day, which is a wrong one', 25 * HOUR, 5],
  ])('is not believed when it is %s', async (_, backMs, pollsBack) => {
    const { snapshot, before } = await visit(backMs, { pollsBack })
    expect(snapshot?.engine).toBe(before?.engine)
    expect(snapshot?.feedTime).toBe((before?.feedTime ?? 0) + pollsBack)
    expect(snapshot?.events).toEqual(before?.events)
  })
})

describe('a visit whose first answers are of an hour before what is kept', () => {
  /** @param behind answers that are; then the clock is right. */
  async function visit(behind: number) {
    const seen: FleetHistory[] = []
    const load = async (loaded: FleetHistory): Promise<void> => {
      seen.push(loaded)
      const group = { region: 'Tokyo', deploymentId: '1', totals: { ...emptyTotals(), connections: 9 } }
      const sample = { gapBefore: false, whole: true, doubtful: new Set<string>(), groups: [group] }
      for (let at = START - 2 * HOUR; at < START; at += POLL_MS) {
        appendSample(loaded, { ...sample, at, lifecycles: new Map(), short: new Map() })
      }
      resume(loaded)
    }
    const feed = new TestFeed(undefined, undefined, undefined, { ...noKeeper, load })
    for (let poll = 0; poll < 6; poll++) {
      feed.mono += POLL_MS
      feed.now = START + poll * POLL_MS - (poll < behind ? HOUR : 0)
      await feed.ask()
    }
    const { newest, raw, tookBack } = seen[0] ?? expect.unreachable()
    const times = raw.blocks.flatMap(({ times, cells }) => [...times.slice(0, cells)])
    return { newest, tookBack, lastHour: times.filter((at) => at >= START - HOUR && at < START).length }
  }

  test.each([0, 1, 2])('%i of them take nothing back', async (behind) => {
    expect(await visit(behind)).toEqual({ newest: START + 5 * POLL_MS, tookBack: false, lastHour: HOUR / POLL_MS })
  })

  test('more are believed: what is kept of times to come was a clock’s that was fast', async () => {
    const { newest, tookBack, lastHour } = await visit(6)
    expect([newest, tookBack]).toEqual([START - HOUR + 5 * POLL_MS, true])
    // Two of before then, and the four of this visit that are recorded.
    expect(lastHour).toBe(6)
  })
})
