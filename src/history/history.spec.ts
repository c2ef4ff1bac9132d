import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SeriesRequest } from '../types/series.ts'
import { newFleetHistory, type FleetHistory, type FleetSample } from './fleetHistory.ts'
import { fleetSeries } from './fleetSeries.ts'
import { groupKey } from './rowMetrics.ts'
import { add, group, HOUR, T } from './testSamples.ts'

// Longer than a screen: all that lines may say, on one history.

const NOBODY: ReadonlySet<string> = new Set()

const ask: SeriesRequest = {
  metric: 'connections',
  by: 'total',
  regions: [],
  deployments: [],
  rangeMs: HOUR,
  points: 1000,
}
const read = (history: FleetHistory, over: Partial<SeriesRequest> = {}) => fleetSeries(history, { ...ask, ...over })
const linesOf = (history: FleetHistory, over: Partial<SeriesRequest> = {}): Record<string, readonly number[]> =>
  Object.fromEntries(read(history, over).lines.map((line) => [line.key, line.values]))

/** Polls every 5 s from T on. */
function watched(polls: number, groups: (index: number) => FleetSample['groups']): FleetHistory {
  const history = newFleetHistory()
  for (let index = 0; index < polls; index++) add(history, T + index * 5000, groups(index))
  return history
}

describe('lines', () => {
  const history = watched(3, (index) => [group('Tokyo', 10 + index), group('London', 5), group('London', 1, '418')])
  test.each<[title: string, over: Partial<SeriesRequest>, lines: Record<string, number[]>]>([
    ['the total', {}, { total: [16, 17, 18] }],
    ['by region', { by: 'region' }, { Tokyo: [10, 11, 12], London: [6, 6, 6] }],
    ['by deployment', { by: 'deployment' }, { '417': [15, 16, 17], '418': [1, 1, 1] }],
    ['the total of a region', { regions: ['London'] }, { total: [6, 6, 6] }],
    ['of a deployment, by region', { by: 'region', deployments: ['418'] }, { London: [1, 1, 1] }],
    ['of a region nobody knows', { regions: ['Mars'] }, {}],
    ['of nothing at all that matches', { regions: ['Tokyo'], deployments: ['418'] }, {}],
    ['another metric', { metric: 'rooms' }, { total: [6, 6, 6] }],
  ])('%s', (_title, over, lines) => {
    expect(linesOf(history, over)).toEqual(lines)
  })

  test('nothing recorded is no line, not zero', () => {
    expect(read(newFleetHistory())).toMatchObject({ times: [], lines: [], since: null })
  })

  test('strange names are names', () => {
    const odd = watched(1, () => [group('__proto__', 3, 'constructor')])
    expect(read(odd, { by: 'region' }).lines).toEqual([{ key: '__proto__', values: [3] }])
    expect(read(odd, { by: 'deployment' }).lines).toEqual([{ key: 'constructor', values: [3] }])
    expect(({} as Record<string, unknown>)['connections']).toBeUndefined()
  })
})

describe('folding', () => {
  const names = Array.from({ length: 9 }, (_, index) => `r${index}`)
  const nine = watched(1, () =>
    names.map((name, index) =>
      group(name, index + 1, '417', { openSlots: 9 - index, egressKnown: index === 0 ? 0 : 1 }),
    ),
  )

  test('the lines with the most connections stay, largest first, the rest is one sum', () => {
    const lines = linesOf(nine, { by: 'region', most: 7 })
    expect(Object.keys(lines)).toEqual(['r8', 'r7', 'r6', 'r5', 'r4', 'r3', 'other'])
    expect(lines['other']).toEqual([1 + 2 + 3])
  })

  test('another metric shows the same lines', () => {
    const lines = linesOf(nine, { by: 'region', most: 7, metric: 'openSlots' })
    expect(Object.keys(lines)).toEqual(['r8', 'r7', 'r6', 'r5', 'r4', 'r3', 'other'])
    expect(lines['other']).toEqual([9 + 8 + 7])
  })

  test('a rate unknown inside the rest leaves the rest unknown, not smaller', () => {
    expect(linesOf(nine, { by: 'region', most: 7, metric: 'egress' })['other']).toEqual([Number.NaN])
  })

  test('seven lines need no folding', () => {
    expect(Object.keys(linesOf(nine, { by: 'region', most: 9 }))).toHaveLength(9)
  })
})

describe('what is unknown', () => {
  test('a whole answer that lists nothing any more is zero', () => {
    const history = watched(1, () => [group('Tokyo', 10)])
    add(history, T + 5000, [])
    expect(linesOf(history)['total']).toEqual([10, 0])
    expect(linesOf(history, { by: 'region' })['Tokyo']).toEqual([10, Number.NaN])
  })

  test('a region that does not answer leaves the total unknown, not the others', () => {
    const history = watched(1, () => [group('Tokyo', 10), group('London', 5)])
    add(history, T + 5000, [group('London', 6)], { whole: false, doubtful: new Set(['Tokyo']) })
    add(history, T + 10_000, [group('Tokyo', 11), group('London', 7)])
    expect(linesOf(history)).toEqual({ total: [15, Number.NaN, 18] })
    expect(linesOf(history, { by: 'region' })).toEqual({ Tokyo: [10, Number.NaN, 11], London: [5, 6, 7] })
    expect(linesOf(history, { regions: ['London'] })).toEqual({ total: [5, 6, 7] })
    expect(linesOf(history, { regions: ['London', 'Tokyo'] })).toEqual({ total: [15, Number.NaN, 18] })
    expect(linesOf(history, { by: 'deployment' })).toEqual({ '417': [15, Number.NaN, 18] })
  })

  test('a doubtful region is unknown even where it sent a part', () => {
    const history = watched(1, () => [group('Tokyo', 10), group('London', 5)])
    add(history, T + 5000, [group('Tokyo', 1), group('London', 6)], { whole: false, doubtful: new Set(['Tokyo']) })
    expect(linesOf(history, { by: 'region' })).toEqual({ Tokyo: [10, Number.NaN], London: [5, 6] })
  })

  test('a region without processes any more adds nothing to the total', () => {
    const history = watched(1, () => [group('Tokyo', 10), group('London', 5)])
    add(history, T + 5000, [group('London', 6)])
    expect(linesOf(history)).toEqual({ total: [15, 6] })
    expect(linesOf(history, { regions: ['London', 'Tokyo'] })).toEqual({ total: [15, 6] })
  })

  test('too few known rates leave their sum unknown', () => {
    const half = { egressAsked: 2, egressKnown: 1 }
    const history = watched(2, (index) => [group('Tokyo', 1, '417', index === 0 ? {} : half)])
    expect(linesOf(history, { metric: 'egress' })).toEqual({ total: [1000, Number.NaN] })
  })

  test('a gap is broken by a time without values, and never joined', () => {
    const history = watched(2, () => [group('Tokyo', 10)])
    add(history, T + 605_000, [group('Tokyo', 30)], { gapBefore: true })
    const { times, lines } = read(history)
    expect(times).toEqual([T, T + 5000, T + 305_000, T + 605_000])
    expect(lines[0]?.values).toEqual([10, 10, Number.NaN, 30])
  })

  test('a gap inside the minutes shows there, too', () => {
    const history = newFleetHistory()
    for (let minute = 0; minute < 120; minute++) {
      add(history, T + minute * 60_000, [group('Tokyo', minute)], { gapBefore: minute === 60 })
    }
    const { lines } = read(history, { rangeMs: 24 * HOUR })
    expect(lines[0]?.values.filter(Number.isNaN)).toHaveLength(1)
  })
})

describe('tiers', { timeout: 60_000 }, () => {
  test.each<[title: string, hours: number, rangeMs: number, step: number, sinceHours: number]>([
    ['an hour of polls is read as it came', 2, HOUR, 5000, 2],
    ['while polls reach as far, they are taken', 2, 24 * HOUR, 5000, 2],
    ['beyond the polls kept, ten seconds', 7, 6 * HOUR, 10_000, 7],
    ['beyond those, minutes', 7, 24 * HOUR, 60_000, 7],
    ['a young chart says since when', 7, 48 * HOUR, 60_000, 7],
    ['two days of minutes', 50, 48 * HOUR, 60_000, 50],
    ['beyond those, quarters of an hour', 50, 7 * 24 * HOUR, 900_000, 50],
  ])('%s', (_title, hours, rangeMs, step, sinceHours) => {
    const polls = (hours * HOUR) / 5000
    const history = watched(polls, (index) => [group('Tokyo', index)])
    const newest = T + (polls - 1) * 5000
    const { times, to, from, since } = read(history, { rangeMs, points: 100_000 })
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBe(step)
    expect(to).toBe(newest)
    expect(from).toBe(newest - rangeMs)
    expect(times[0]).toBeGreaterThanOrEqual(from)
    expect(Math.abs((since ?? 0) - (newest - sinceHours * HOUR))).toBeLessThanOrEqual(60_000)
  })

  test('minutes hold means', () => {
    const history = newFleetHistory()
    for (let index = 0; index < 7 * 720; index++) add(history, T + index * 5000, [group('Tokyo', index % 12)])
    const { lines } = read(history, { rangeMs: 24 * HOUR })
    expect(new Set(lines[0]?.values.slice(0, -1))).toEqual(new Set([5.5]))
  })

  test.each([
    ['every cell of it', 6 * HOUR, 4000],
    ['its extremes', 6 * HOUR, 200],
    ['quarters of an hour', 10 * 24 * HOUR, 4000],
  ])(
    'a window that reaches to now ends with the newest sample, whatever is drawn before it: %s',
    (_, rangeMs, points) => {
      const history = newFleetHistory()
      const sample = (index: number) => (index < 4000 ? 500 + (index % 90) : index === 4000 ? 5000 : 700)
      for (let index = 0; index <= 4010; index++) add(history, T + index * 5000, [group('Tokyo', sample(index))])
      const series = read(history, { rangeMs, points })
      expect(series.stepMs).toBeGreaterThan(0)
      expect(series.times.length).toBeLessThanOrEqual(points)
      expect([series.times.at(-1), series.lines[0]?.values.at(-1)]).toEqual([T + 4010 * 5000, 700])
      expect(Math.max(...(series.lines[0]?.highs ?? series.lines[0]?.values ?? []))).toBe(5000)
      // One that ended before does not.
      const before = read(history, { rangeMs, points, endAt: T + 4009 * 5000 - 900_000 })
      expect(before.times.at(-1)).toBeLessThanOrEqual(T + 4009 * 5000 - 900_000)
    },
  )
})

test('watched for a little less than a window: its samples, though a quarter of an hour began before it', () => {
  const history = newFleetHistory()
  const begin = T + 3 * 60_000
  for (let at = begin; at <= begin + 14 * 60_000; at += 20_000) add(history, at, [group('Tokyo')])
  const { times, stepMs } = read(history, { rangeMs: HOUR / 4, points: 200 })
  expect([times.length, times[0], stepMs]).toEqual([43, begin, 0])
})

describe('what single groups are not kept for', () => {
  /** Nine regions, ten days. */
  const history = newFleetHistory()
  const names = Array.from({ length: 9 }, (_, index) => `r${index}`)
  for (let at = T; at <= T + 10 * 24 * HOUR; at += 300_000)
    add(
      history,
      at,
      names.map((name, n) => group(name, n + 1)),
    )
  const old = { rangeMs: 6 * HOUR, endAt: T + 5 * 24 * HOUR }

  test('regions are, and the rest of them as one line', () => {
    const { lines, stepMs, wholeIsOlder } = read(history, { ...old, by: 'region', most: 7 })
    expect([stepMs, wholeIsOlder]).toEqual([900_000, undefined])
    expect(lines.map(({ key, values }) => [key, values[0]])).toEqual([
      ['r8', 9],
      ['r7', 8],
      ['r6', 7],
      ['r5', 6],
      ['r4', 5],
      ['r3', 4],
      ['other', 6],
    ])
  })

  test('deployments are not: that the whole is older is said', () => {
    const { times, since, wholeIsOlder, to } = read(history, { ...old, by: 'deployment' })
    expect([times, wholeIsOlder]).toEqual([[], true])
    expect(since).toBeGreaterThan(to)
    expect(read(history, { by: 'deployment', rangeMs: 72 * HOUR }).wholeIsOlder).toBe(true)
    expect(read(history, { by: 'deployment' }).wholeIsOlder).toBeUndefined()
    expect(read(history, old).wholeIsOlder).toBeUndefined()
  })
})

describe('the same window earlier', () => {
  test('ends that much before the newest sample, with the times of then', () => {
    const history = watched(1440, (index) => [group('Tokyo', index)])
    const to = T + 1439 * 5000 - HOUR
    const { times, lines, ...window } = read(history, { rangeMs: 60_000, offsetMs: HOUR })
    expect(window).toMatchObject({ from: to - 60_000, to })
    expect([times.at(0), times.at(-1)]).toEqual([to - 60_000, to])
    expect([lines[0]?.values.at(0), lines[0]?.values.at(-1)]).toEqual([1439 - 732, 1439 - 720])
  })

  test('a week earlier it is read from quarters of an hour, with their extremes', () => {
    const history = newFleetHistory()
    for (let index = 0; index < 8 * 288; index++) add(history, T + index * 300_000, [group('Tokyo', index % 3)])
    const { times, lines, stepMs } = read(history, { offsetMs: 7 * 24 * HOUR })
    expect([times.length, stepMs]).toEqual([4, 900_000])
    expect(lines[0]).toMatchObject({ values: [1, 1, 1, 1], lows: [0, 0, 0, 0], highs: [2, 2, 2, 2] })
  })
})

describe('what the sum of averages cannot say', () => {
  test('the highest sum of a day’s chart is one that there was', () => {
    const history = newFleetHistory()
    for (let index = 0; index < 8 * 720; index++) {
      const even = index % 2 === 0
      add(history, T + index * 5000, [group('Tokyo', even ? 100 : 0), group('London', even ? 0 : 100)])
    }
    for (const by of ['total', 'deployment'] as const) {
      const { lines, stepMs } = read(history, { by, rangeMs: 24 * HOUR, points: 200 })
      expect(stepMs).toBe(60_000)
      expect(new Set(lines[0]?.values)).toEqual(new Set([100]))
    }
    const regions = read(history, { by: 'region', rangeMs: 24 * HOUR, points: 200 }).lines
    expect(new Set(regions.flatMap(({ values }) => values))).toEqual(new Set([0, 100]))
  })

  test('one poll’s spike is in every chart that reaches back to it', () => {
    const history = watched(9 * 720, (index) => [group('Tokyo', index === 5000 ? 9999 : 10)])
    for (const rangeMs of [6, 24, 48].map((hours) => hours * HOUR)) {
      const { times, lines } = read(history, { rangeMs, points: 200 })
      expect(times.length).toBeLessThanOrEqual(200)
      expect(lines[0]?.values).toContain(9999)
    }
  })
})

describe('bounds', { timeout: 60_000 }, () => {
  test('blocks are dropped; a deployment unseen for 48 h is forgotten', () => {
    const history = watched(10, () => [group('Tokyo', 1, 'old')])
    for (let at = T + HOUR; at < T + 50.5 * HOUR; at += 40_000) {
      add(history, at, [group('Tokyo', 1, `new-${Math.floor((at - T) / HOUR)}`)])
    }
    expect(history.groups.has(groupKey('Tokyo', 'old'))).toBe(false)
    const keys = (tier: FleetHistory['raw']): Set<string> =>
      new Set(tier.blocks.flatMap(({ rows }) => [...rows.keys()]))
    expect(keys(history.minutes).has(groupKey('Tokyo', 'old'))).toBe(false)
    expect([history.raw, history.tens, history.minutes, history.quarters].map(({ blocks }) => blocks.length)).toEqual([
      expect.closeTo(2, 0),
      expect.closeTo(13, 0),
      expect.closeTo(25, 0),
      3,
    ])
    // One an hour for 48 h, and no more; and so the polls' columns.
    expect(history.groups.size).toBeLessThanOrEqual(50)
    expect(keys(history.raw).size).toBeLessThanOrEqual(16)
    expect(linesOf(history, { by: 'deployment' })).not.toHaveProperty('old')
  })
})

test('any polls, gaps and doubts: no line over a gap, every sum of what was put', () => {
  const poll = fc.record({
    dt: fc.integer({ min: 1, max: 30_000 }),
    gapBefore: fc.boolean(),
    doubt: fc.boolean(),
    tokyo: fc.option(fc.integer({ min: 0, max: 1000 })),
    london: fc.integer({ min: 0, max: 1000 }),
  })
  fc.assert(
    fc.property(fc.array(poll, { minLength: 1, maxLength: 60 }), (polls) => {
      const history = newFleetHistory()
      const expected: number[] = []
      let at = T
      for (const [index, { dt, gapBefore, doubt, tokyo, london }] of polls.entries()) {
        at += dt
        const groups = [group('London', london), ...(tokyo === null ? [] : [group('Tokyo', tokyo)])]
        add(history, at, groups, { gapBefore, whole: !doubt, doubtful: doubt ? new Set(['Tokyo']) : NOBODY })
        if (gapBefore && index > 0) expected.push(Number.NaN)
        expected.push(doubt ? Number.NaN : london + (tokyo ?? 0))
      }
      const { times, lines } = read(history)
      expect(lines[0]?.values).toEqual(expected)
      expect(times.toSorted((a, b) => a - b)).toEqual(times)
    }),
  )
})
