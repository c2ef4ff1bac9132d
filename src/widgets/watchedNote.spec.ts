import { expect, test } from 'vitest'
import { watchedNote } from './watchedNote.ts'

const HOUR = 3_600_000
const TO = Date.UTC(2026, 4, 4, 20)
const RANGE = { key: '6h', label: '6 h', ms: 6 * HOUR } as const

test.each<[title: string, since: number | null, wholeIsOlder: true | undefined, words: string | undefined]>([
  ['full', TO - 7 * HOUR, undefined, undefined],
  ['of nothing', null, undefined, undefined],
  ['watched for a part', TO - 2 * HOUR, undefined, 'watched since 18:00:00, 2 h of 6 h'],
  ['not watched', TO + HOUR, undefined, 'not watched'],
  ['kept for a part', TO - 2 * HOUR, true, 'kept since 18:00:00, 2 h of 6 h'],
  ['not kept', TO + HOUR, true, 'not kept for so long: only the whole fleet and single regions are'],
])('a window that is %s', (_, since, wholeIsOlder, words) => {
  const series = { from: TO - 6 * HOUR, to: TO, since, ...(wholeIsOlder && { wholeIsOlder }) }
  expect(watchedNote(series, RANGE, 'UTC')).toBe(words)
})
