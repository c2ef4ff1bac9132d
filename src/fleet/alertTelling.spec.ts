import { expect, test } from 'vitest'
import type { Alert } from '../types/alerts.ts'
import { newTelling, tellNow } from './alertTelling.ts'

const SECOND = 1000
const HOUR = 3_600_000
const alert = (region: string, over: Partial<Alert> = {}): Alert => ({
  key: `no open slots ${region}`,
  rule: 'no open slots',
  region,
  deploymentId: null,
  severity: 'warn',
  words: `${region}: no open slot`,
  link: { to: 'capacity' },
  since: 7,
  unknownSince: null,
  clearingSince: null,
  under: null,
  ...over,
})
const [tokyo, london, paris] = [alert('Tokyo'), alert('London'), alert('Paris')]

test('what begins within half a minute is told as one, after it, and once', () => {
  const telling = newTelling([], 0)
  expect(tellNow(telling, [tokyo], 0)).toEqual([])
  expect(tellNow(telling, [tokyo, london], 29 * SECOND)).toEqual([])
  expect(tellNow(telling, [tokyo, london], 30 * SECOND)).toEqual([tokyo, london])
  expect(tellNow(telling, [tokyo, london], 60 * SECOND)).toEqual([])
  // The next of the rule waits for its own half minute.
  expect(tellNow(telling, [tokyo, london, paris], 70 * SECOND)).toEqual([])
  expect(tellNow(telling, [tokyo, london, paris], 100 * SECOND)).toEqual([paris])
})

test('what is over before is not told, and what was there is seen', () => {
  const telling = newTelling([tokyo], 0)
  expect(tellNow(telling, [tokyo, london], 10 * SECOND)).toEqual([])
  expect(tellNow(telling, [tokyo], 39 * SECOND)).toEqual([])
  expect(tellNow(telling, [tokyo], 80 * SECOND)).toEqual([])
  // It begins anew with another time.
  const again = alert('Tokyo', { since: 8 })
  tellNow(telling, [again], 90 * SECOND)
  expect(tellNow(telling, [again], 120 * SECOND)).toEqual([again])
})

test('what goes on is told again after four hours, and what becomes worse at its half minute', () => {
  const telling = newTelling([], 0)
  tellNow(telling, [tokyo], 0)
  expect(tellNow(telling, [tokyo], 30 * SECOND)).toHaveLength(1)
  const worse = { ...tokyo, severity: 'page' as const }
  tellNow(telling, [worse], 60 * SECOND)
  expect(tellNow(telling, [worse], 90 * SECOND)).toEqual([worse])
  // No worse than it was told.
  tellNow(telling, [tokyo], 120 * SECOND)
  expect(tellNow(telling, [tokyo], 160 * SECOND)).toEqual([])
  tellNow(telling, [tokyo], 4 * HOUR + 90 * SECOND)
  expect(tellNow(telling, [tokyo], 4 * HOUR + 120 * SECOND)).toEqual([tokyo])
})

test('what another one hides for a while is not told again, and what will be over soon is no news', () => {
  const telling = newTelling([], 0)
  tellNow(telling, [tokyo], 0)
  expect(tellNow(telling, [tokyo], 30 * SECOND)).toHaveLength(1)
  expect(tellNow(telling, [], 60 * SECOND, [tokyo])).toEqual([])
  tellNow(telling, [tokyo], 90 * SECOND)
  expect(tellNow(telling, [tokyo], 120 * SECOND)).toEqual([])
  const clearing = { ...london, clearingSince: 8 }
  tellNow(telling, [tokyo, clearing], 150 * SECOND)
  expect(tellNow(telling, [tokyo, clearing], 180 * SECOND)).toEqual([])
})

test('what was put off is told when that is over, though it fired all the time', () => {
  const telling = newTelling([], 0)
  tellNow(telling, [tokyo], 0)
  expect(tellNow(telling, [tokyo], 30 * SECOND)).toHaveLength(1)
  expect(tellNow(telling, [], 60 * SECOND, [tokyo], [tokyo])).toEqual([])
  expect(tellNow(telling, [tokyo], 900 * SECOND, [tokyo])).toEqual([])
  expect(tellNow(telling, [tokyo], 930 * SECOND, [tokyo])).toEqual([tokyo])
})

test('what is of another deployment now is told as another, and by that name', () => {
  const of = (mostly: string) => alert('Tokyo', { mostly, severity: 'page' })
  const telling = newTelling([of('417')], 0)
  tellNow(telling, [of('418')], 0)
  expect(tellNow(telling, [of('418')], 30 * SECOND)).toEqual([of('418')])
})
