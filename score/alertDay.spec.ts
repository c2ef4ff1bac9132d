import { expect, test } from 'vitest'
import type { Alert, AlertRule, AlertSeverity } from '../src/types/alerts.ts'
import { falsePages, flaps, foundAfter, noteAlerts, type ToldAlert } from './alertDay.ts'
import { START } from './beginDay.ts'

const MIN = 60_000

function told(rule: AlertRule, minute: number, over: Partial<Alert> & { until?: number } = {}): ToldAlert {
  const { until, ...rest } = over
  const severity: AlertSeverity = 'page'
  const alert: Alert = {
    key: rule,
    rule,
    region: null,
    deploymentId: null,
    severity,
    words: '',
    link: { to: 'alerts' },
    since: 0,
    unknownSince: null,
    clearingSince: null,
    under: null,
    ...rest,
  }
  const at = START + minute * MIN
  return { alert, at, until: until === undefined ? null : START + until * MIN, said: [{ at, alert }] }
}

/** The same alert, which says something else later. */
const later = (one: ToldAlert, minute: number, over: Partial<Alert>): ToldAlert => {
  const alert = { ...one.alert, ...over }
  return { ...one, alert, said: [...one.said, { at: START + minute * MIN, alert }] }
}

test('a story is found by the right rule about the right thing, and not before it began', () => {
  const early = told('room starts stopped', 30)
  const wrong = told('room starts stopped', 61, { region: 'Tokyo' })
  const warning = told('room starts stopped', 62, { severity: 'warn' })
  expect(foundAfter('matchmaker-down', [early, wrong, warning])).toBeNull()
  expect(foundAfter('matchmaker-down', [early, wrong, told('room starts stopped', 63)])).toBe(3 * MIN)
  expect(foundAfter('host-down', [told('lost with connections', 61, { words: '3 gone, all host h1' })])).toBe(MIN)
})

test('what an alert said once it has said, whatever it says later', () => {
  const host = told('lost with connections', 61, { words: '3 gone, all host h1' })
  expect(foundAfter('host-down', [later(host, 67, { words: '4 gone, 3 of 4 host h1' })])).toBe(MIN)
  const spreads = told('lost with connections', 61, { words: '1 gone' })
  expect(foundAfter('host-down', [later(spreads, 62, { words: '3 gone, all host h1' })])).toBe(2 * MIN)
  expect(falsePages([later(told('no open slots', 9), 12, { severity: 'warn' })], 'sound')).toHaveLength(1)
})

test('who was lost was lost; every other page of a quiet day is false', () => {
  const all = [told('lost with connections', 5), told('no open slots', 9), told('drains', 9, { severity: 'warn' })]
  expect(falsePages(all, 'sound').map(({ alert }) => alert.rule)).toEqual(['no open slots'])
  const gone = [told('region gone', 5), told('no open slots', 9)]
  expect(falsePages(gone, 'sound')).toHaveLength(2)
  expect(falsePages(gone, 'troubled').map(({ alert }) => alert.rule)).toEqual(['no open slots'])
})

test('what is over and told again within a minute flaps', () => {
  expect(flaps([told('drains', 1, { until: 5 }), told('drains', 5.5)])).toHaveLength(1)
  expect(flaps([told('drains', 1, { until: 5 }), told('drains', 7)])).toHaveLength(0)
  const lost = (processId: string, minute: number, until?: number) =>
    told('lost with connections', minute, { link: { to: 'process', processId }, ...(until && { until }) })
  expect(flaps([lost('a', 1, 5), lost('a', 5.5)])).toHaveLength(1)
  expect(flaps([lost('a', 1, 5), lost('b', 5.5)])).toHaveLength(0)
})

test('what another alert explains for a while is not over; what it explains from the first is not told', () => {
  const { alert } = told('drains', 1)
  const { alert: blind } = told('feed blind', 1)
  const all: ToldAlert[] = []
  noteAlerts(all, [{ ...alert, under: 'feed frozen' }], START)
  expect(all).toEqual([])
  const polls = [[alert], [blind, { ...alert, under: 'feed blind' }], [alert], [], [alert]]
  polls.forEach((firing, at) => noteAlerts(all, firing, START + at * 5000))
  expect(
    all.map(({ alert: { rule }, at, until }) => [rule, at - START, until === null ? null : until - START]),
  ).toEqual([
    ['drains', 0, 15_000],
    ['feed blind', 5000, 10_000],
    ['drains', 20_000, null],
  ])
  expect(flaps(all).map(({ alert: { rule } }) => rule)).toEqual(['drains'])
})
