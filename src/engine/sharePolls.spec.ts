import { describe, expect, test } from 'vitest'
import { ApiError } from '../api/apiError.ts'
import type { PollRequest } from '../types/engine.ts'
import type { FleetPatch } from '../types/snapshot.ts'
import { POLL_MS, rows, settled, TestFeed } from './testFeed.ts'
import { sharePolls } from './sharePolls.ts'

/** Several pages on one engine, with an upstream that answers when it is told to. */
class Pages {
  readonly feed = new TestFeed()
  readonly shared
  asked = 0
  aborted = 0
  private answers: (() => void)[] = []
  /** How long pages that came too early wait, ms. */
  waits: number[] = []

  constructor() {
    this.feed.running = rows(3)
    const listRunning = this.feed.source.listRunning
    this.feed.source.listRunning = async (signal) => {
      this.asked += 1
      await new Promise<void>((resolve, reject) => {
        this.answers.push(resolve)
        signal.addEventListener('abort', () => {
          this.aborted += 1
          reject(signal.reason)
        })
      })
      return listRunning(signal)
    }
    this.shared = sharePolls(this.feed.engine, async (ms) => {
      this.waits.push(ms)
      this.feed.pass(ms)
    })
  }

  ask(over: Partial<PollRequest> = {}): Promise<FleetPatch> {
    const signal = new AbortController().signal
    return this.shared.poll({ signal, intervalMs: POLL_MS, spacingMs: POLL_MS, have: null, ...over })
  }

  async answer(): Promise<void> {
    await settled()
    for (const answer of this.answers.splice(0)) answer()
    await settled()
  }
}

const outcome = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  )

describe('many pages, one poll an interval', () => {
  test('those that ask together share one answer', async () => {
    const pages = new Pages()
    const asked = Array.from({ length: 8 }, () => pages.ask())
    await pages.answer()
    for (const patch of await Promise.all(asked)) expect(patch).toMatchObject({ seq: 1, live: 3, whole: true })
    expect(pages.asked).toBe(1)
  })

  test('one that has an older answer is given the newest at once', async () => {
    const pages = new Pages()
    const first = pages.ask()
    await pages.answer()
    const have = await first
    pages.feed.pass(2000)
    expect(await pages.ask()).toMatchObject({
      seq: 1,
      whole: true,
      feed: { nextDelayMs: POLL_MS, answeredAt: pages.feed.mono - 2000 },
    })
    expect(pages.asked).toBe(1)
    expect(pages.waits).toEqual([])
    // One that has it waits for the next, asked in its time.
    const next = pages.ask({ have })
    await pages.answer()
    expect(await next).toMatchObject({ seq: 2, whole: false })
    expect(pages.waits).toEqual([POLL_MS - 2250])
    expect(pages.asked).toBe(2)
  })

  test('the shortest interval sets the pace, and the others are given what it brings', async () => {
    const pages = new Pages()
    const first = pages.ask()
    await pages.answer()
    const have = await first
    pages.feed.pass(1000)
    const quick = pages.ask({ have, intervalMs: 1000 })
    await pages.answer()
    expect(await quick).toMatchObject({ seq: 2 })
    expect(await pages.ask({ have })).toMatchObject({ seq: 2, whole: false })
    expect(pages.asked).toBe(2)
  })

  test('a timer that fires a little early is not too early', async () => {
    const pages = new Pages()
    const first = pages.ask()
    await pages.answer()
    pages.feed.pass(POLL_MS - 200)
    const next = pages.ask({ have: await first })
    await pages.answer()
    expect(await next).toMatchObject({ seq: 2 })
    expect(pages.waits).toEqual([])
  })

  test('a failure reaches every page, too', async () => {
    const pages = new Pages()
    const first = pages.ask()
    await pages.answer()
    const have = await first
    pages.feed.running = new ApiError('timeout', 'slow')
    pages.feed.pass(POLL_MS)
    const next = pages.ask({ have })
    await pages.answer()
    expect(await next).toMatchObject({ seq: 1, answered: 2, feed: { failure: { reason: 'timeout' } } })
    expect(await pages.ask({ have })).toMatchObject({ answered: 2, feed: { failure: { reason: 'timeout' } } })
    expect(pages.asked).toBe(2)
  })
})

describe('taking back', () => {
  test('one page less, the question goes on; none left, it is taken back', async () => {
    const pages = new Pages()
    const [a, b] = [new AbortController(), new AbortController()]
    const asked = [outcome(pages.ask({ signal: a.signal })), outcome(pages.ask({ signal: b.signal }))]
    await settled()
    a.abort()
    await settled()
    expect(pages.aborted).toBe(0)
    b.abort()
    expect(await Promise.all(asked)).toEqual(['AbortError', 'AbortError'])
    expect(pages.aborted).toBe(1)
    const again = pages.ask()
    await pages.answer()
    expect(await again).toMatchObject({ seq: 1 })
  })

  test('"refresh now" asks anew, and who waited is given the newer answer', async () => {
    const pages = new Pages()
    const waiting = pages.ask()
    await settled()
    const refreshed = pages.ask({ eager: 'always' })
    await pages.answer()
    expect([await waiting, await refreshed]).toMatchObject([{ seq: 1 }, { seq: 1 }])
    expect(pages.asked).toBe(2)
    expect(pages.aborted).toBe(1)
  })
})

describe('an upstream that asked for time', () => {
  const busy = new ApiError('status', 'too many', 429, 30_000)

  test.each([
    ['unless silenced', 30_000],
    ['always', null],
  ] as const)('asked %s', async (eager, waits) => {
    const pages = new Pages()
    pages.feed.running = busy
    const first = pages.ask()
    await pages.answer()
    const have = await first
    expect(have.feed.nextDelayMs).toBe(30_000)
    pages.feed.running = rows(2)
    const next = pages.ask({ have, eager })
    await pages.answer()
    expect(await next).toMatchObject({ seq: 1, live: 2 })
    expect(pages.waits).toEqual(waits === null ? [] : [waits])
  })

  test('a resume asks at once when nothing forbids it', async () => {
    const pages = new Pages()
    const first = pages.ask()
    await pages.answer()
    const next = pages.ask({ have: await first, eager: 'unless silenced' })
    await pages.answer()
    expect(await next).toMatchObject({ seq: 2 })
    expect(pages.waits).toEqual([])
  })
})
