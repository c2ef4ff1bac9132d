import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { FeedReport } from '../types/feed.ts'
import { createClock, createClockOffset, inOwnTime } from './clock.ts'
import { rows, TestFeed } from './testFeed.ts'

describe('a clock that counts sleep', () => {
  let mono = 0
  beforeEach(() => {
    mono = 1000
    vi.spyOn(performance, 'now').mockImplementation(() => mono)
    vi.useFakeTimers({ toFake: ['Date'], now: 5_000_000 })
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.restoreAllMocks()
  })

  test('adds what only the wall clock saw, once', () => {
    const clock = createClock()
    mono += 500
    vi.setSystemTime(Date.now() + 500 + 3_600_000)
    expect(clock.mono()).toBe(1500)
    expect(clock.woke()).toBe(3_600_000)
    expect(clock.mono()).toBe(3_601_500)
    expect(clock.woke()).toBe(0)
    expect(clock.mono()).toBe(3_601_500)
  })

  test.each([
    ['both clocks went on alike', 60_000, 60_000],
    ['the wall clock went a little ahead', 60_000, 61_900],
    ['the wall clock was put back', 60_000, -3_600_000],
  ])('adds nothing when %s', (_title, monoMs, wallMs) => {
    const clock = createClock()
    mono += monoMs
    vi.setSystemTime(Date.now() + wallMs)
    expect(clock.woke()).toBe(0)
    expect(clock.mono()).toBe(1000 + monoMs)
  })
})

test("another thread's clock: the quickest of the last eight answers says by how much it is ahead", () => {
  const offset = createClockOffset()
  expect(offset.value()).toBeNull()
  offset.learn(1000, 1400, 5900)
  expect(offset.value()).toBe(4700)
  offset.learn(2000, 2002, 6801)
  expect(offset.value()).toBe(4800)
  for (let n = 0; n < 7; n++) offset.learn(3000, 3500, 9000)
  expect(offset.value()).toBe(4800)
  offset.learn(3000, 3500, 9000)
  expect(offset.value()).toBe(5750)
})

describe("times of the worker's clock", () => {
  const report = async (told: Partial<FeedReport>): Promise<FeedReport> => {
    const feed = new TestFeed()
    return { ...(await feed.poll(rows(1))).feed, ...told }
  }

  test("are told in the page's, and an answer that others asked for has waited since", async () => {
    const feed = await report({ lastGoodAt: 9700, answeredAt: 9800, nextDelayMs: 1000 })
    expect(inOwnTime(feed, 9000, 1000)).toMatchObject({ lastGoodAt: 700, answeredAt: 1000, nextDelayMs: 800 })
  })

  test('are never of the future: a worker that was told of the sleep before this page is ahead by more', async () => {
    const feed = await report({ lastGoodAt: 10_800_000 - 200, answeredAt: 10_800_000, nextDelayMs: 1000 })
    expect(inOwnTime(feed, 0, 1000)).toMatchObject({ lastGoodAt: 800, answeredAt: 1000, nextDelayMs: 1000 })
  })
})
