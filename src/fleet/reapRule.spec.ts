import { expect, test } from 'vitest'
import { noteIdleTime, reapedIn, reapRule } from './reapRule.ts'

const MINUTE = 60_000

test('a source that reaps after five minutes is known by the processes that went', () => {
  const times = [5, 5.1, 5, 5.05, 5.2, 4.95, 5, 5.1, 5.15].map((minutes) => minutes * MINUTE)
  const rule = reapRule(times)
  expect(rule?.earliest).toBeGreaterThan(4.9 * MINUTE)
  expect(rule?.latest).toBeLessThan(5.3 * MINUTE)
  if (rule === null) return
  expect(reapedIn(rule, 4 * MINUTE).earliest).toBeLessThan(1.1 * MINUTE)
  expect(reapedIn(rule, 9 * MINUTE)).toEqual({ earliest: 0, latest: 0 })
})

test('processes that go as somebody sees fit follow no rule', () => {
  expect(reapRule([1, 9, 4, 30, 12, 2, 7, 5, 18, 3].map((minutes) => minutes * MINUTE))).toBeNull()
})

test('few processes are no rule', () => {
  expect(reapRule(Array.from({ length: 7 }, () => 5 * MINUTE))).toBeNull()
})

test('a rule that changes is learned anew', () => {
  const times: number[] = []
  for (let n = 0; n < 200; n++) noteIdleTime(times, 5 * MINUTE)
  for (let n = 0; n < 200; n++) noteIdleTime(times, 10 * MINUTE)
  expect(reapRule(times)?.earliest).toBe(10 * MINUTE)
})
