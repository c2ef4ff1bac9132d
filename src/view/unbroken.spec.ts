import { expect, test } from 'vitest'
import { unbroken } from './unbroken.ts'

const shown = (words: string): string => unbroken(words).replaceAll('\u00a0', '_')

test.each([
  ['no room ended for 28 min (≤ 2 in 100 healthy drains), 3 rooms, 44 connections left'],
  ['last room end 4 min 12 ago, 1 room, 1,234 connections left'],
  ['older than 99 % of rooms seen (longest 4 h 19)'],
])('%s', (words) => {
  // No number is parted from what it counts.
  expect(shown(words)).not.toMatch(/\d (?:rooms?|connections?|min|h\b|%|in 100)/)
  expect(unbroken(words).replaceAll('\u00a0', ' ')).toBe(words)
})
