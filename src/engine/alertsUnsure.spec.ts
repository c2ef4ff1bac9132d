import { describe, expect, test } from 'vitest'
import { ApiError } from '../api/apiError.ts'
import { fleetVerdict } from '../fleet/fleetVerdict.ts'
import { emptyTotals } from '../fleet/totals.ts'
import { add, group } from '../history/testSamples.ts'
import { newAlertWatch } from './alerts.ts'
import { egressReadings } from './processAlerts.ts'
import { connectionReadings } from './valueAlerts.ts'
import { newState } from './state.ts'
import { sampleRoom } from '../api/sampleRow.ts'
import { row, START, stoppedRow, type TestFeed, wire, type WireRow } from './testFeed.ts'
import { busy, changes, firing, MIN, watch, watched, wordsOf, APART } from './testWatch.ts'

const failing = new ApiError('status', 'the upstream answered 503', 503)

// Longer than a screen: all that alerts say while something is not known, on feeds that are made alike.

/** The word on the fleet while the feed answers. */
function levelOf(feed: TestFeed): string {
  const { snapshot } = feed
  if (snapshot === undefined) throw new Error('nothing was polled')
  return fleetVerdict({ ...snapshot, staleCounters: snapshot.health.staleCounters, blind: null }).level
}

/** A process with so many rooms, and as many slots as are left. */
const roomy = (feed: TestFeed, id: string, rooms: number, slots: number, over: WireRow = {}): WireRow =>
  row(id, {
    region: 'Tokyo',
    activeConnections: 30 + rooms,
    activeConnectionsUpdatedAt: wire(feed.now),
    rooms: Array.from({ length: rooms }, (_, n) => sampleRoom({ roomId: `${id}-${n}`, currentAllocation: null })),
    totalRooms: rooms,
    roomsPerProcess: 500,
    roomSlotsAvailable: slots,
    ...APART,
    ...over,
  })

/** Polls region by region for so long. */
async function watchRegions(feed: TestFeed, ms: number, tokyo: () => unknown): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5000) {
    feed.pass(5000)
    feed.regions = { London: busy(feed, 6, 20, { region: 'London' }), Tokyo: tokyo() }
    await feed.ask()
  }
}

describe('a region without a word', () => {
  test('is gone for as long as it is, and the fleet is not all right', async () => {
    const feed = watched()
    feed.stopped = []
    feed.info = () => failing
    await watch(feed, 11 * MIN, () => busy(feed, 12, 40))
    for (const minutes of [2, 10, 10, 20]) {
      await watch(feed, minutes * MIN, () => busy(feed, 12, 40).filter(({ region }) => region !== 'Tokyo'))
      expect(firing(feed)).toContainEqual(['region gone', 'Tokyo', 'page'])
      expect(levelOf(feed)).toBe('Act now')
    }
    expect(changes(feed, 'region gone')).toEqual([true])
  })

  test('is not one of which a list that is cut leaves most out', async () => {
    const feed = watched()
    await watch(feed, 11 * MIN, () => busy(feed, 60, 40))
    await watch(feed, 5 * MIN, () => busy(feed, 60, 40).slice(0, 10))
    expect(changes(feed, 'region gone')).toEqual([])
    expect(levelOf(feed)).toBe('Act now')
    await watch(feed, 5 * MIN, () => busy(feed, 60, 40))
    expect(firing(feed)).toEqual([])
  })

  test('is not one whose processes end with their match, of which nobody tells', async () => {
    const feed = watched()
    feed.stopped = failing
    feed.info = () => failing
    // Each lasts 20 min; one ends and one begins every two.
    const list = () => {
      const turn = Math.floor((feed.now - START) / (2 * MIN))
      return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) =>
        row(`m-${turn + n}`, {
          region: 'Tokyo',
          activeConnections: 60,
          activeConnectionsUpdatedAt: wire(feed.now),
          ...APART,
        }),
      )
    }
    await watch(feed, 40 * MIN, list)
    expect(changes(feed, 'region gone')).toEqual([])
    expect(feed.snapshot?.feed.darkRegions).toEqual([])
  })

  test('is not one whose idle processes were reaped, one now and one then', async () => {
    const feed = watched()
    feed.stopped = failing
    feed.info = () => failing
    let idle = 4
    const list = () => [
      ...busy(feed, 24, 40),
      ...Array.from({ length: idle }, (_, n) => row(`idle-${n}`, { region: 'Tokyo', activeConnections: 0, ...APART })),
    ]
    for (; idle >= 0; idle -= 1) await watch(feed, 3 * MIN, list)
    expect(firing(feed)).toEqual([])
  })

  test('is not one whose processes were told to stop, whoever says that they ended', async () => {
    const feed = watched()
    feed.stopped = failing
    feed.info = () => failing
    const told = (at: number): WireRow => ({ stoppingAt: at % 4 === 0 ? wire(START) : null })
    const list = () => busy(feed, 16, 2).map((one, at) => ({ ...one, ...told(at) }))
    await watch(feed, MIN, list)
    await watch(feed, 5 * MIN, () => list().filter(({ stoppingAt }) => stoppingAt === null))
    expect(changes(feed, 'region gone')).toEqual([])
    expect(feed.snapshot?.feed.darkRegions).toEqual([])
    expect(feed.snapshot?.facts).toEqual([])
  })

  test('that fails a poll now and then is not silent since it first did', async () => {
    const feed = watched()
    const tokyo = () => [roomy(feed, 'tok', 1, 5)]
    await watchRegions(feed, MIN, tokyo)
    await watchRegions(feed, 2 * MIN, () => failing)
    for (let n = 0; n < 12; n += 1) {
      await watchRegions(feed, 50_000, tokyo)
      await watchRegions(feed, 5000, () => failing)
      expect(wordsOf(feed).filter((words) => /for \d+ min/.test(words))).toEqual([])
    }
  })

  test('that is silent since the page was opened is gone, and says for how long at least', async () => {
    const feed = watched()
    await watchRegions(feed, 3 * MIN, () => failing)
    expect(firing(feed)).toEqual([['region gone', 'Tokyo', 'page']])
    expect(wordsOf(feed)).toEqual(['Tokyo does not answer for 2 min 55: the upstream is not available (503)'])
    expect(levelOf(feed)).toBe('Act now')
  })
})

describe('an empty region that fails', () => {
  test('is gone since its last answer, not since it had a process', async () => {
    const feed = watched()
    await watchRegions(feed, 20 * MIN, () => [])
    await watchRegions(feed, 30_000, () => failing)
    expect(firing(feed)).toEqual([['region gone', 'Tokyo', 'warn']])
    expect(wordsOf(feed)).toEqual(['Tokyo does not answer for 30 s: the upstream is not available (503)'])
  })
})

describe('rows of a region that can’t be read', () => {
  test('are no rooms that did not start and nobody who left: nothing is judged of it', async () => {
    const feed = watched()
    let rooms = 0
    const tokyo = (bad: boolean) => () => {
      if (feed.now % 10_000 === 0) rooms += 1
      const broken = bad ? { activeConnections: 'many' } : {}
      return [
        ...busy(feed, 6, 20, { region: 'Tokyo' }).map((one, n) => ({
          ...one,
          processId: `tok-${n}`,
          // Where none can be read the region has failed.
          ...(n > 0 && broken),
        })),
        roomy(feed, 'tok', rooms, 500 - rooms, broken),
      ]
    }
    await watchRegions(feed, 16 * MIN, tokyo(false))
    await watchRegions(feed, 12 * MIN, tokyo(true))
    expect(firing(feed).map(([rule]) => rule)).toEqual(['rows rejected'])
    await watchRegions(feed, 4 * MIN, tokyo(false))
    expect(changes(feed, 'room starts stopped')).toEqual([])
    expect(changes(feed, 'connections fell')).toEqual([])
  })
})

test('a region that is drained has no slots to run out of, and no starts that stopped', async () => {
  const feed = watched()
  let rooms = 0
  const tokyo = (draining: boolean) => () => {
    if (!draining && feed.now % 10_000 === 0) rooms += 1
    return [roomy(feed, 'tok', rooms, draining ? 0 : 500 - rooms, { draining })]
  }
  await watchRegions(feed, 16 * MIN, tokyo(false))
  await watchRegions(feed, 8 * MIN, tokyo(true))
  expect(changes(feed, 'no open slots')).toEqual([])
  expect(firing(feed).filter(([rule, region]) => rule === 'room starts stopped' && region === 'Tokyo')).toEqual([])
})

describe('while a region does not answer', () => {
  test('what fires there goes on, and comes back as the same alert', async () => {
    const feed = watched()
    let rooms = 0
    const tokyo = (isOpen: boolean) => () => {
      if (isOpen && feed.now % 20_000 === 0) rooms += 1
      return [roomy(feed, 'tok', rooms, isOpen ? 500 - rooms : 0)]
    }
    await watchRegions(feed, 16 * MIN, tokyo(true))
    await watchRegions(feed, 2 * MIN, tokyo(false))
    expect(firing(feed)).toEqual([['no open slots', 'Tokyo', 'page']])
    // Nothing starts where nothing can: it is an outage all the same.
    await watchRegions(feed, 2 * MIN, tokyo(false))
    expect(levelOf(feed)).toBe('Act now')
    const stopped = changes(feed, 'room starts stopped')
    await watchRegions(feed, 5 * MIN, () => failing)
    await watchRegions(feed, 2 * MIN, tokyo(false))
    expect(changes(feed, 'no open slots')).toEqual([true])
    expect(changes(feed, 'room starts stopped')).toEqual(stopped)
    expect(firing(feed)).toContainEqual(['no open slots', 'Tokyo', 'page'])
  })

  test('the starts there, which nobody saw, have not stopped', async () => {
    const feed = watched()
    let rooms = 0
    const tokyo = () => {
      if (feed.now % 10_000 === 0) rooms += 1
      return [roomy(feed, 'tok', rooms, 500 - rooms)]
    }
    await watchRegions(feed, 16 * MIN, tokyo)
    await watchRegions(feed, 6 * MIN, () => failing)
    await watchRegions(feed, 4 * MIN, tokyo)
    expect(changes(feed, 'room starts stopped')).toEqual([])
  })

  test('what was told to stop there with people on is not known to be so still', async () => {
    const feed = watched()
    const stopping = () => [roomy(feed, 'old', 1, 0, { draining: true, stoppingAt: wire(START), activeConnections: 5 })]
    await watchRegions(feed, MIN, stopping)
    const at = feed.now
    const said = () => feed.snapshot?.facts.some(({ words }) => words.includes('stopping with connections on'))
    expect(said()).toBe(true)
    await watchRegions(feed, 20_000, () => failing)
    expect(said()).toBe(false)
    expect(feed.snapshot?.drains).toMatchObject([{ processId: 'old', unreadSince: at }])
  })

  test('a drain that was stuck is not freed', async () => {
    const feed = watched()
    const stuck = () => [roomy(feed, 'old', 2, 0, { draining: true, activeConnections: 0, deploymentId: '7' })]
    await watchRegions(feed, 15 * MIN, stuck)
    expect(firing(feed)).toContainEqual(['drains', null, 'information'])
    await watchRegions(feed, 5 * MIN, () => failing)
    await watchRegions(feed, MIN, stuck)
    expect(changes(feed, 'drains')).toEqual([true])
  })
})

test('deaths that nobody tells of any more are not over', async () => {
  const feed = watched()
  const list = () => busy(feed, 12, 20)
  feed.stopped = [1, 2, 3, 4].map((n) =>
    stoppedRow(`dead-${n}`, { terminatedAt: wire(START - n * MIN), activeConnections: 0 }),
  )
  await watch(feed, 20_000, list)
  expect(firing(feed)).toContainEqual(['processes died', null, 'warn'])
  feed.stopped = failing
  await watch(feed, 20 * MIN, list)
  expect(firing(feed)).toContainEqual(['processes died', null, 'warn'])
  expect(feed.snapshot?.alerts.find(({ rule }) => rule === 'processes died')?.unknownSince).not.toBeNull()
  feed.stopped = []
  await watch(feed, 3 * MIN, list)
  expect(firing(feed)).toEqual([])
})

test('rows that can’t be read do not start for too long, and are counted once', async () => {
  const feed = watched()
  const starting = (over: WireRow) =>
    [1, 2, 3, 4, 5].map((n) =>
      row(`s${n}`, { region: 'Tokyo', startingAt: wire(START), startedAt: null, ...APART, ...over }),
    )
  await watch(feed, 30_000, () => [...busy(feed, 10, 20), ...starting({})])
  await watch(feed, 4 * MIN, () => [...busy(feed, 10, 20), ...starting({ roomsPerProcess: 'x' })])
  expect(wordsOf(feed)).toEqual(['5 of 15 rows can’t be read'])
})

test.each([
  ['half of it, where all rates are known', 1000, 'on'],
  ['nothing, where most rates are not', 300, 'unknown'],
])('what a deployment sends: %s', (_, egressKnown, level) => {
  const state = newState('app-demo')
  state.groups = new Map([
    ['Tokyo\u00007', { ...emptyTotals(), connections: 900, egress: 45_000, egressKnown, egressAsked: 1000 }],
  ])
  const baselines = { at: 0, byDeployment: new Map([['7', { median: 100, deviation: 1 }]]) }
  const watch = { ...newAlertWatch(state.alertMemory), baselines }
  expect(egressReadings(state, watch).map((reading) => [reading.deploymentId, reading.level])).toEqual([['7', level]])
})

test('of a region without a process it is known that nobody is on', () => {
  const state = newState('app-demo')
  for (let n = 0; n < 200; n++) {
    const sums = n < 150 ? [group('Tokyo', 400), group('London', 400)] : [group('London', 400)]
    add(state.history, START + n * 5000, sums)
  }
  state.feedTime = START + 200 * 5000
  state.regions = [{ key: 'London', ...emptyTotals() }]
  const said = connectionReadings(state, newAlertWatch(state.alertMemory))
  expect(said.filter(({ region }) => region === 'Tokyo').map(({ level }) => level)).toEqual(['off', 'off'])
})

test('who paused is not told of an outage for the time in which nobody asked', async () => {
  const feed = watched()
  await watch(feed, 30_000, () => busy(feed, 10, 20))
  await feed.poll(new ApiError('timeout', 'timed out'), 20 * MIN)
  expect(firing(feed)).toEqual([])
  await watch(feed, 30_000, () => new ApiError('timeout', 'timed out'))
  expect(firing(feed)).toEqual([['feed blind', null, 'warn']])
  expect(feed.snapshot?.alertsAt).toBe(feed.now)
})
