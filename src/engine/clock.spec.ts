import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createClock, createClockOffset } from './clock.ts'

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
  expect(offset.value()).toBe(0)
  offset.learn(1000, 1400, 5900)
  expect(offset.value()).toBe(4700)
  offset.learn(2000, 2002, 6801)
  expect(offset.value()).toBe(4800)
  for (let n = 0; n < 7; n++) offset.learn(3000, 3500, 9000)
  expect(offset.value()).toBe(4800)
  offset.learn(3000, 3500, 9000)
  expect(offset.value()).toBe(5750)
  offset.reset()
  expect(offset.value()).toBe(0)
})
