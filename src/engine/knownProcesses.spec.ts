import { describe, expect, test } from 'vitest'
import { ApiError } from '../api/apiError.ts'
import { row, START, stoppedRow, TestFeed, wire, type WireRow } from './testFeed.ts'

const MIN = 60_000
const HOUR = 60 * MIN
const DAY = 24 * HOUR

const dead = (at: number): WireRow =>
  stoppedRow(`dead-${at}`, { activeConnections: 0, startedAt: wire(START - 2 * DAY), terminatedAt: wire(at) })

/** Asks once a minute while one process dies a minute. @param told what the list has of those, newest first. */
async function dying(minutes: number, told: (ends: readonly WireRow[], minute: number) => unknown): Promise<TestFeed> {
  const feed = new TestFeed()
  const ends: WireRow[] = []
  for (let minute = 0; minute <= minutes; minute++) {
    if (minute > 0) ends.unshift(dead(START + minute * MIN - 1000))
    feed.stopped = told(ends, minute)
    await feed.poll([row('a', { startedAt: wire(START - DAY) })], MIN)
  }
  return feed
}

/** What rollouts say, which the report must say, too; `since` from `START`, ms. */
async function known(feed: TestFeed) {
  const { builds, ends } = await feed.engine.rollouts([])
  expect((await feed.engine.capacityReport(DAY)).ends).toEqual(ends)
  const { died, hours } = builds[0] ?? expect.unreachable()
  return { since: (ends?.since ?? Number.NaN) - START, died, hours }
}

/** It is watched since then, from `START`, ms. */
const FIRST_POLL = MIN - 5000

describe('since when ends are known', () => {
  const early = dead(START - HOUR)
  test.each<[title: string, told: (ends: readonly WireRow[], minute: number) => unknown, since: number, died: number]>([
    ['all the time it was watched', (ends) => ends, FIRST_POLL, 20],
    ['before that, where the list goes further back', (ends) => [...ends, early], -HOUR, 21],
    ['of a list of the newest ten no longer than these', (ends) => ends.slice(0, 10), 11 * MIN - 1000, 10],
    ['not at all, when the list has forgotten all', (ends, n) => (n < 20 ? ends : []), 20 * MIN + FIRST_POLL, 0],
    ['since the oldest, when one answer left them out', (ends, n) => (n === 15 ? [] : ends), MIN - 1000, 20],
  ])('%s', async (_title, told, since, died) => {
    const feed = await dying(20, told)
    // The early one was over when it begins.
    const rest = Array.from({ length: Math.min(died, 20) }, (_, n) => Math.max(0, (20 - n) * MIN - 1000 - since))
    const up = feed.now - START - since + rest.reduce((sum, ms) => sum + ms, 0)
    expect(await known(feed)).toEqual({ since, died, hours: expect.closeTo(up / HOUR, 6) })
  })

  test('a list that leaves out what is older than a day is whole', async () => {
    const old = dead(START - DAY + 5 * MIN)
    const feed = await dying(20, (ends, minute) => (minute < 10 ? [...ends, old] : ends))
    expect(await known(feed)).toMatchObject({ since: FIRST_POLL, died: 20 })
  })

  test('until the list was read last: of what came since nobody has told', async () => {
    const feed = await dying(20, (ends, minute) => (minute <= 10 ? ends : new ApiError('status', 'broken', 500)))
    const { ends } = await feed.engine.rollouts([])
    expect(ends).toEqual({ since: START + FIRST_POLL, until: START + 10 * MIN + FIRST_POLL })
    // The one that is up, and those that died one a minute.
    const up =
      10 * MIN + Array.from({ length: 10 }, (_, n) => (n + 1) * MIN - 1000 - FIRST_POLL).reduce((a, b) => a + b)
    expect(await known(feed)).toMatchObject({ died: 10, hours: expect.closeTo(up / HOUR, 6) })
  })

  test('that it was cut is over a day later', async () => {
    const feed = await dying(20, (ends) => ends.slice(0, 10))
    for (let hour = 0; hour < 26; hour++) await feed.poll(feed.running, HOUR)
    expect((await known(feed)).since).toBe(feed.now - DAY - START)
  })
})
