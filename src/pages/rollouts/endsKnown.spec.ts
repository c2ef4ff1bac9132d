import { expect, test } from 'vitest'
import { endsKnownWords } from './endsKnown.ts'

const NOW = Date.UTC(2026, 4, 4, 20)
const MINUTE = 60_000

test.each([
  [null, 'this server does not tell how processes ended'],
  [{ since: NOW - 90 * MINUTE, until: NOW - MINUTE }, 'starts and ends of 1 h 29, since 18:30:00'],
  [
    { since: NOW - 90 * MINUTE, until: NOW - 30 * MINUTE },
    'starts and ends of 1 h, since 18:30:00 until 19:30:00: nobody has told of ends since then',
  ],
])('of when ends are known: %o', (ends, words) => {
  expect(endsKnownWords(ends, NOW, 'UTC')).toBe(words)
})
