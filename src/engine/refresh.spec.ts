import { expect, test } from 'vitest'
import { isDue } from './refresh.ts'

const series = (spanMs: number) => ({ times: [], lines: [], from: 0, to: 1_000_000_000, since: 1_000_000_000 - spanMs })

test.each<[title: string, data: unknown, points: number | undefined, ageMs: number, due: boolean]>([
  ['a young chart moves with every poll', series(60_000), 200, 1000, true],
  ['an hour on 600 pixels moves every 6 s', series(3_600_000), 200, 5000, false],
  ['and does then', series(3_600_000), 200, 6000, true],
  ['timers that fire a little early are in time', series(3_600_000), 200, 5900, true],
  ['a sparkline has fewer pixels', series(3_600_000), 30, 20_000, false],
  ['several lines move together', [series(60_000), series(3_600_000)], 200, 5000, false],
  ['two days wait no longer than half a minute', series(172_800_000), 200, 30_000, true],
  ['a window that is not full counts what it has', { ...series(1), from: 999_940_000, since: 5 }, 200, 1000, true],
  ['no sample yet', { ...series(1), since: null }, 200, 1000, true],
  ['no series', 'words', undefined, 0, true],
  ['nothing yet', undefined, 200, 0, true],
])('%s', (_title, data, points, ageMs, due) =>
  expect(isDue(data, ageMs, points === undefined ? {} : { points })).toBe(due),
)

test.each<[title: string, data: unknown, ageMs: number, due: boolean]>([
  ['what moves slowly is not asked again before', [], 50_000, false],
  ['but then', [], 60_000, true],
  ['and at once while nothing is known', undefined, 0, true],
])('%s', (_title, data, ageMs, due) => expect(isDue(data, ageMs, { slow: 60_000 })).toBe(due))
