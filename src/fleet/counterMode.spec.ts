import { describe, expect, test } from 'vitest'
import { counterMode, isFresh, learnCounter, learnEgress, newCounterLearning, type CounterMode } from './counterMode.ts'

/** Learns from advances of `stepMs`, of which every `changeEvery`-th changes the value. */
function learned(advances: number, stepMs: number, changeEvery: number, egressMs: number | null = null): CounterMode {
  const learning = newCounterLearning()
  if (egressMs !== null) for (let n = 1; n <= advances; n++) learnEgress(learning, egressMs)
  for (let n = 1; n <= advances; n++) {
    const now = n % changeEvery === 0 ? 1 : 0
    learnCounter(learning, { value: 0, at: n * 1_000_000 }, { value: now, at: n * 1_000_000 + stepMs })
  }
  return counterMode(learning)
}

describe('what a source is taken for', () => {
  test.each<[title: string, found: CounterMode, mode: CounterMode['mode'], staleAfterMs: number, slowStepMs: number]>([
    ['too little seen', learned(49, 5000, 2), 'learning', Number.POSITIVE_INFINITY, 60_000],
    ['half the advances leave it equal', learned(50, 5000, 2), 'heartbeat', 60_000, 5000],
    ['slow heartbeats are stale later', learned(50, 30_000, 2), 'heartbeat', 90_000, 30_000],
    ['every advance changes it', learned(50, 30_000, 1), 'on change', Number.POSITIVE_INFINITY, 60_000],
    [
      'and how slow counters are is their own',
      learned(50, 30_000, 1, 20_000),
      'on change',
      Number.POSITIVE_INFINITY,
      20_000,
    ],
    ['which says nothing of heartbeats', learned(50, 30_000, 2, 20_000), 'heartbeat', 90_000, 30_000],
  ])('%s', (_title, found, mode, staleAfterMs, slowStepMs) => {
    expect(found).toEqual({ mode, staleAfterMs, slowStepMs })
  })

  test('20 % of equal advances make a heartbeat, 19 % do not', () => {
    const share = (equal: number) => {
      const learning = newCounterLearning()
      for (let n = 0; n < 100; n++) learnCounter(learning, { value: 0, at: 1 }, { value: n < equal ? 0 : 1, at: 2 })
      return counterMode(learning).mode
    }
    expect([share(20), share(19)]).toEqual(['heartbeat', 'on change'])
  })

  test('learns nothing from a date that stands, goes back or is absent', () => {
    const learning = newCounterLearning()
    learnCounter(learning, { value: 0, at: 5 }, { value: 1, at: 5 })
    learnCounter(learning, { value: 0, at: 5 }, { value: 1, at: 4 })
    learnCounter(learning, { value: 0, at: null }, { value: 1, at: 4 })
    learnCounter(learning, { value: 0, at: 5 }, { value: 1, at: null })
    expect(learning).toEqual(newCounterLearning())
  })

  test('forgets slowly, so that a source may change its ways, and holds few steps', () => {
    const learning = newCounterLearning()
    const learn = (n: number, value: number) => {
      for (let i = 0; i < n; i++) learnCounter(learning, { value: 0, at: 1 }, { value, at: 2 })
    }
    learn(30_000, 0)
    expect(counterMode(learning).mode).toBe('heartbeat')
    learn(100_000, 1)
    expect(counterMode(learning).mode).toBe('on change')
    expect(learning.steps.length).toBeLessThanOrEqual(512)
  })
})

describe('freshness of a gauge', () => {
  const now = 10_000_000
  const heartbeat: CounterMode = { mode: 'heartbeat', staleAfterMs: 90_000, slowStepMs: 30_000 }
  const onChange: CounterMode = { mode: 'on change', staleAfterMs: Number.POSITIVE_INFINITY, slowStepMs: 30_000 }
  const learning: CounterMode = { mode: 'learning', staleAfterMs: Number.POSITIVE_INFINITY, slowStepMs: 60_000 }
  test.each<[title: string, mode: CounterMode, age: number | null, fresh: boolean]>([
    ['heartbeat, at its limit', heartbeat, 90_000, true],
    ['heartbeat, beyond', heartbeat, 90_001, false],
    ['on change, a day old', onChange, 86_400_000, true],
    ['learning, a minute old', learning, 60_000, true],
    ['learning, older', learning, 60_001, false],
    ['never dated', onChange, null, false],
  ])('%s', (_title, mode, age, fresh) => {
    expect(isFresh(mode, age === null ? null : now - age, now)).toBe(fresh)
  })
})
