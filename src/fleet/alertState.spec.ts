import { describe, expect, test } from 'vitest'
import type { AlertReading } from '../types/alerts.ts'
import { groupAlerts, inhibited, wantedOf } from './alertGroups.ts'
import { levelOf } from './alertRules.ts'
import { advanceAlerts, alertKey, allUnknown, firingOf, newAlertState } from './alertState.ts'

const T = Date.UTC(2026, 4, 4, 20)
const POLL = 5000

const reading = (over: Partial<AlertReading> = {}): AlertReading => ({
  rule: 'open slots low',
  region: 'Tokyo',
  deploymentId: null,
  level: 'on',
  severity: 'warn',
  words: 'Tokyo: 4 open slots',
  link: { to: 'fleet' },
  ...over,
})

/** Plays levels, a poll each, and says in which polls alerts went on and off. */
function play(levels: readonly AlertReading['level'][], over: Partial<AlertReading> = {}) {
  const state = newAlertState()
  const changes = levels.flatMap((level, poll) =>
    advanceAlerts(state, [reading({ ...over, level })], T + poll * POLL).map(({ kind }) => [kind, poll]),
  )
  return { changes, firing: firingOf(state) }
}

const times = <T>(n: number, value: T): T[] => Array.from({ length: n }, () => value)

describe('an alert', () => {
  test('fires when its rule held for long enough', () => {
    // Two minutes are 24 polls.
    expect(play(times(24, 'on')).changes).toEqual([])
    expect(play(times(25, 'on')).changes).toEqual([['on', 24]])
    expect(play(times(25, 'on')).firing).toMatchObject([
      { rule: 'open slots low', region: 'Tokyo', since: T + 24 * POLL },
    ])
  })

  test('a poll under the threshold begins it anew', () => {
    expect(play([...times(20, 'on' as const), 'near', ...times(20, 'on' as const)]).changes).toEqual([])
  })

  test('clears after twice as long well under, and not before', () => {
    const fired = times(25, 'on' as const)
    expect(play([...fired, ...times(48, 'off' as const)]).changes).toEqual([['on', 24]])
    expect(play([...fired, ...times(49, 'off' as const)]).changes).toEqual([
      ['on', 24],
      ['off', 73],
    ])
    expect(play([...fired, ...times(100, 'near' as const)]).changes).toEqual([['on', 24]])
  })

  test('does not flap: what goes up and down within its time fires once', () => {
    const upAndDown = Array.from({ length: 200 }, (_, poll): 'on' | 'off' => (poll % 20 < 10 ? 'on' : 'off'))
    expect(play([...times(25, 'on' as const), ...upAndDown]).changes).toEqual([['on', 24]])
  })

  test('what is not known neither fires nor clears, and the time does not count', () => {
    expect(
      play([...times(20, 'on' as const), ...times(50, 'unknown' as const), ...times(4, 'on' as const)]).changes,
    ).toEqual([])
    const fired = [...times(25, 'on' as const), ...times(10, 'unknown' as const)]
    expect(play(fired).firing[0]?.unknownSince).toBe(T + 25 * POLL)
    expect(play([...fired, ...times(48, 'off' as const)]).changes).toEqual([['on', 24]])
  })

  test('needs its polls, however long they are apart', () => {
    const state = newAlertState()
    const slow = { rule: 'counters stale' as const }
    const fired = [0, 1, 2].flatMap((poll) => advanceAlerts(state, [reading(slow)], T + poll * 600_000))
    expect(fired).toHaveLength(1)
  })

  test('stays as bad as it was at its worst, in the words of now', () => {
    const state = newAlertState()
    const rows = (severity: AlertReading['severity'], words: string) =>
      reading({ rule: 'rows rejected', region: null, severity, words })
    for (let poll = 0; poll < 3; poll++) advanceAlerts(state, [rows('warn', '40 rows')], T + poll * POLL)
    advanceAlerts(state, [rows('information', '2 rows')], T + 3 * POLL)
    expect(firingOf(state)).toMatchObject([{ severity: 'warn', words: '2 rows' }])
  })

  test('is of the deployment that it was of until it is of another', () => {
    const state = newAlertState()
    const failed = (mostly?: string) =>
      reading({ rule: 'starts failed', region: null, ...(mostly !== undefined && { mostly }) })
    const told = [undefined, '417', undefined, '418', undefined].map((mostly, poll) => {
      advanceAlerts(state, [failed(mostly)], T + poll * POLL)
      return firingOf(state)[0]?.mostly
    })
    expect(told).toEqual([undefined, '417', '417', '418', '418'])
  })

  test('of which its rule says nothing any more clears', () => {
    const state = newAlertState()
    for (let poll = 0; poll < 25; poll++) advanceAlerts(state, [reading()], T + poll * POLL)
    const off = Array.from({ length: 60 }, (_, poll) => advanceAlerts(state, [], T + (25 + poll) * POLL)).flat()
    expect(off.map(({ kind }) => kind)).toEqual(['off'])
    expect(state.watched.size).toBe(0)
  })

  test('a blind feed freezes all but itself', () => {
    const state = newAlertState()
    for (let poll = 0; poll < 25; poll++) advanceAlerts(state, [reading()], T + poll * POLL)
    const blind = reading({ rule: 'feed blind', region: null })
    for (let poll = 26; poll < 99; poll++) advanceAlerts(state, allUnknown(state, [blind]), T + poll * POLL)
    expect(firingOf(state).map(({ rule, unknownSince }) => [rule, unknownSince])).toEqual([
      ['open slots low', T + 26 * POLL],
      ['feed blind', null],
    ])
  })
})

test.each([
  [100, 'on'],
  [99, 'near'],
  [81, 'near'],
  [80, 'off'],
  [Number.NaN, 'unknown'],
])('%d of 100 is %s', (value, level) => {
  expect(levelOf(value, 100)).toBe(level)
})

describe('what explains what', () => {
  const alert = (over: Partial<AlertReading>, clearingSince: number | null = null) => {
    const { level: _level, ...rest } = reading(over)
    return { ...rest, key: `${rest.rule}|${rest.region}`, since: T, unknownSince: null, clearingSince }
  }

  test('a region that is gone explains what fell there, and nothing elsewhere', () => {
    const seen = inhibited([
      alert({ rule: 'region gone', region: 'Tokyo' }),
      alert({ rule: 'connections fell', region: 'Tokyo' }),
      alert({ rule: 'connections fell', region: 'London' }),
    ])
    expect(seen.map(({ under }) => under)).toEqual([null, 'region gone|Tokyo', null])
  })

  test('a blind feed explains all, and the whole fleet its regions', () => {
    expect(inhibited([alert({ rule: 'feed blind', region: null }), alert({})]).map(({ under }) => under)).toEqual([
      null,
      'feed blind|null',
    ])
    const starts = [alert({ rule: 'room starts stopped', region: null }), alert({ rule: 'room starts stopped' })]
    expect(inhibited(starts).map(({ under }) => under)).toEqual([null, 'room starts stopped|null'])
  })

  test('what will be over soon explains nothing: what goes on without it is news', () => {
    const blind = alert({ rule: 'feed blind', region: null }, T + 5000)
    expect(inhibited([blind, alert({ rule: 'lost with connections' })]).map(({ under }) => under)).toEqual([null, null])
  })

  test('what explains is explained by nothing itself, so that nothing is hidden under what is hidden', () => {
    const seen = inhibited([
      alert({ rule: 'no open slots', region: 'Tokyo' }),
      alert({ rule: 'open slots low', region: 'Tokyo' }),
      alert({ rule: 'region gone', region: 'Tokyo' }),
    ])
    expect(seen.map(({ under }) => under)).toEqual(['region gone|Tokyo', 'region gone|Tokyo', null])
  })

  test('one wave of drains does not explain another of the same deployment', () => {
    const waves = [T, T - 1_200_000].map((wave) => ({
      ...alert({ rule: 'drains', region: null, deploymentId: '418', wave }),
      key: alertKey({ rule: 'drains', region: null, deploymentId: '418', wave }),
    }))
    expect(new Set(waves.map(({ key }) => key)).size).toBe(2)
    expect(inhibited(waves).map(({ under }) => under)).toEqual([null, null])
  })

  test('one region that is nearly all there is explains the whole', () => {
    const fell = (region: string | null, size: number) => alert({ rule: 'connections fell', region, size })
    const under = (...alerts: ReturnType<typeof alert>[]) => inhibited(alerts).map((one) => one.under)
    expect(under(fell(null, 400), fell('Tokyo', 380))).toEqual(['connections fell|Tokyo', null])
    expect(under(fell(null, 400), fell('Tokyo', 200))).toEqual([null, 'connections fell|null'])
  })

  test('a rule that is not wanted explains nothing', () => {
    const all = inhibited([
      alert({ rule: 'region gone', region: 'Tokyo' }),
      alert({ rule: 'connections fell', region: 'Tokyo' }),
    ])
    expect(wantedOf(all, []).map(({ under }) => under)).toEqual([null, 'region gone|Tokyo'])
    expect(wantedOf(all, ['region gone']).map(({ rule, under }) => [rule, under])).toEqual([['connections fell', null]])
  })

  test.each([
    ['nearly all of them', 4, 5, true],
    ['a few', 1, 8, false],
  ])('losses explain deaths when they are %s', (_, lost, died, explained) => {
    const [, deaths] = inhibited([
      alert({ rule: 'lost with connections', region: 'Tokyo', size: lost }),
      alert({ rule: 'processes died', region: null, size: died }),
    ])
    expect(deaths?.under !== null).toBe(explained)
  })

  test('one deployment does not explain another', () => {
    const deployments = ['4668', '4670', '4671', '4672', '4673', '4674']
    const of = (rule: AlertReading['rule']) =>
      deployments.map((deploymentId) => ({ ...alert({ rule, region: null, deploymentId }), key: deploymentId }))
    for (const rule of ['drains', 'egress per connection'] as const) {
      const seen = inhibited(of(rule))
      expect(seen.map(({ under }) => under)).toEqual(deployments.map(() => null))
      expect(groupAlerts(seen).map(({ words }) => words)).toEqual([`${rule}: 6 times in 6 deployments`])
    }
  })

  test('over five alike become one', () => {
    const regions = ['Tokyo', 'London', 'Dubai', 'Seattle', 'Sydney', 'Mumbai']
    const six = inhibited(regions.map((region) => alert({ region })))
    expect(groupAlerts(six).map(({ words }) => words)).toEqual(['open slots low: 6 times in 6 regions'])
    expect(groupAlerts(six.slice(1))).toHaveLength(5)
  })
})
