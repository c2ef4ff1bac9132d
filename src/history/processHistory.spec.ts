import { describe, expect, test } from 'vitest'
import {
  forgetProcess,
  mostProcesses,
  newProcessHistory,
  placeOf,
  processesGivenUp,
  putProcess,
  recordProcesses,
} from './processHistory.ts'
import { processSeries } from './processSeries.ts'
import { HOUR, T } from './testSamples.ts'

describe('one process', () => {
  const window = { rangeMs: HOUR, points: 1000 }
  const line = (history: ReturnType<typeof newProcessHistory>, id: string) =>
    processSeries(history, id, 'connections', window).lines[0]?.values

  test('unknown before it was seen, while it was held, and after it went', () => {
    const history = newProcessHistory(1e6)
    for (const [index, value] of [Number.NaN, 1, 2, Number.NaN, 4].entries()) {
      recordProcesses(history, T + index * 5000, false)
      if (!Number.isNaN(value)) putProcess(history, placeOf(history, '__proto__'), value, Number.NaN)
    }
    expect(line(history, '__proto__')).toEqual([Number.NaN, 1, 2, Number.NaN, 4])
    expect(processSeries(history, '__proto__', 'egress', window).lines[0]?.values.every(Number.isNaN)).toBe(true)
    expect(line(history, 'unknown')?.every(Number.isNaN)).toBe(true)
  })

  test('forgotten, it begins anew', () => {
    const history = newProcessHistory(1e6)
    recordProcesses(history, T, false)
    putProcess(history, placeOf(history, 'p'), 7, 7)
    forgetProcess(history, 'p')
    recordProcesses(history, T + 5000, false)
    putProcess(history, placeOf(history, 'p'), 8, 8)
    expect(line(history, 'p')).toEqual([Number.NaN, 8])
  })

  test('beyond the budget they are refused, and counted', () => {
    const history = newProcessHistory(1500)
    const poll = (at: number): void => {
      recordProcesses(history, at, false, 5)
      for (let n = 0; n < 5; n++) putProcess(history, placeOf(history, `p-${n}`), 1, 1)
    }
    poll(T)
    expect([mostProcesses(history), processesGivenUp(history).refused, history.places.size]).toEqual([2, 3, 2])
    poll(T + 5000)
    expect(history.refused).toBe(3)
    forgetProcess(history, 'p-0')
    poll(T + 10_000)
    expect(history.places.size).toBe(2)
  })
})
