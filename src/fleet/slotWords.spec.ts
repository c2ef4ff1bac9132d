import { expect, test } from 'vitest'
import type { RegionCapacity } from '../types/capacity.ts'
import { isShort, slotsWords } from './slotWords.ts'

const region = (over: Partial<RegionCapacity>): RegionCapacity => ({
  region: 'Tokyo',
  running: 10,
  starting: 0,
  openSlots: 30,
  coming: 0,
  closed: 0,
  rates: { starts: 6, ends: 2, minutes: 15, net: 4, doubt: 8 / 15, dispersion: 1, chance: 8, turnover: 0 },
  runOut: { earliest: 240_000, latest: 660_000 },
  reorderPoint: 15,
  startTimes: { p50: 40_000, p95: 90_000, n: 50 },
  borrowed: false,
  slowStarts: 0,
  scheduling: 0,
  schedulingMs: 0,
  suspended: 0,
  idle: 0,
  reapedIn: null,
  atLeast: false,
  ...over,
})

test.each<[name: string, over: Partial<RegionCapacity>, short: boolean]>([
  ['above the reorder point', {}, false],
  ['at it', { openSlots: 15 }, false],
  ['below it', { openSlots: 14 }, true],
  ['none, and rooms start', { openSlots: 0, reorderPoint: null }, true],
  [
    'none, and nobody wants one',
    {
      openSlots: 0,
      reorderPoint: 0,
      rates: { starts: 0, ends: 0, minutes: 15, net: 0, doubt: 0, dispersion: 1, chance: 8, turnover: 0 },
    },
    false,
  ],
  ['nothing known of it', { openSlots: 0, reorderPoint: null, rates: null }, false],
])('%s', (_, over, short) => {
  expect(isShort(region(over))).toBe(short)
})

test('what is said of a region that is short', () => {
  expect(slotsWords(region({ openSlots: 9, coming: 12 }))).toBe(
    '9 open slots, fewer than the 15 that starts take while a process comes up; they run out in 4 min to 11 min if nothing starts; 12 slots coming',
  )
  expect(slotsWords(region({ openSlots: 3, runOut: { earliest: 3000, latest: 18_000 } }))).toBe(
    '3 open slots, fewer than the 15 that starts take while a process comes up; they run out within 20 s if nothing starts; nothing is coming',
  )
  expect(slotsWords(region({ openSlots: 0, runOut: { earliest: 0, latest: 0 } }))).toBe(
    'no open slot, and rooms start; nothing is coming',
  )
  expect(slotsWords(region({ openSlots: 9, reorderPoint: 8, runOut: 'not filling', coming: 0 }))).toBe(
    '9 open slots, little more than the 8 that starts take while a process comes up; nothing is coming',
  )
  expect(slotsWords(region({ openSlots: 1, reorderPoint: 2, runOut: 'not filling', coming: 1 }))).toBe(
    '1 open slot, fewer than the 2 that starts take while a process comes up; 1 slot coming',
  )
})
