import type { EngineClock } from '../types/engine.ts'
import type { FeedReport } from '../types/feed.ts'

const JUMP_MS = 2000
const WAKING = ['visibilitychange', 'resume', 'focus', 'pageshow', 'online'] as const

/** A clock that counts sleep, too. */
export interface SleepingClock extends EngineClock {
  /** The machine may have slept until now. Tells by how much it did, ms. */
  woke(): number
}

/**
 * `performance.now()` stands still while some machines sleep, so when a page wakes up the time that only the wall clock
 * saw is added. A wall clock that is merely set changes nothing: no waking goes with it.
 */
export function createClock(): SleepingClock {
  let slept = 0
  let seenMono = performance.now()
  let seenWall = Date.now()
  return {
    mono: () => performance.now() + slept,
    wall: () => Date.now(),
    woke: () => {
      const mono = performance.now()
      const wall = Date.now()
      const jump = wall - seenWall - (mono - seenMono)
      seenMono = mono
      seenWall = wall
      if (jump <= JUMP_MS) return 0
      slept += jump
      return jump
    },
  }
}

/** Calls back whenever a page may have come back from sleep: shown, resumed, focused, brought back, online. */
export function onWaking(target: Window, wake: () => void): void {
  for (const type of WAKING) {
    target.addEventListener(type, wake, { capture: true })
    target.document.addEventListener(type, wake, { capture: true })
  }
}

const SAMPLES = 8

/** How far another thread's monotonic clock is ahead of this one, ms. */
export interface ClockOffset {
  /** An answer to a question asked and received at these times of ours, which said `theirs`. */
  learn(sent: number, received: number, theirs: number): void
  /** Best guess: that of the quickest answer of the last eight. Null before the first. */
  value(): number | null
}

export function createClockOffset(): ClockOffset {
  let samples: { delay: number; offset: number }[] = []
  return {
    learn: (sent, received, theirs) => {
      samples = [...samples.slice(1 - SAMPLES), { delay: received - sent, offset: theirs - (sent + received) / 2 }]
    },
    value: () => samples.toSorted((a, b) => a.delay - b.delay)[0]?.offset ?? null,
  }
}

/**
 * Times of the worker's clock as the page's. An answer that others asked for may be some time old by now.
 * @param offset how far the worker's clock is ahead; @param now of the page's, ms.
 */
export function inOwnTime(feed: FeedReport, offset: number, now: number): FeedReport {
  // No answer is of the future: where it seems so, another page woke first, and the worker's clock is ahead by more.
  const ahead = Math.max(offset, feed.answeredAt - now)
  return {
    ...feed,
    lastGoodAt: feed.lastGoodAt === null ? null : feed.lastGoodAt - ahead,
    answeredAt: now,
    // 0 would be no interval at all.
    nextDelayMs: Math.max(1, feed.answeredAt - ahead + feed.nextDelayMs - now),
  }
}
