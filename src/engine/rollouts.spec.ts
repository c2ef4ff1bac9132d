import { describe, expect, test } from 'vitest'
import { ApiError } from '../api/apiError.ts'
import { sampleRoom } from '../api/sampleRow.ts'
import { POLL_MS, row, START, stoppedRow, TestFeed, wire, type WireRow } from './testFeed.ts'

const MIN = 60_000
const HOUR = 60 * MIN

const process = (processId: string, deploymentId: string, startedAgo: number, over: WireRow = {}): WireRow =>
  row(processId, {
    deploymentId,
    startingAt: wire(START - startedAgo - 20_000),
    startedAt: wire(START - startedAgo),
    ...over,
  })

const roomsOf = (processId: string, n: number): WireRow[] =>
  Array.from({ length: n }, (_, at) => {
    const placed = { roomAllocationId: `${processId}-${at}`, processId, scheduledAt: wire(START), unscheduledAt: null }
    return sampleRoom({ roomId: `${processId}-${at}`, currentAllocation: placed })
  })

describe('deployments side by side', () => {
  test('the newest first, each with what it has in the regions asked for', async () => {
    const feed = new TestFeed()
    await feed.poll([
      process('a', '417', 5 * HOUR, { activeConnections: 60, region: 'London' }),
      process('b', '417', 6 * HOUR, { activeConnections: 30, region: 'Tokyo', draining: true }),
      process('c', '418', 5 * MIN, { activeConnections: 10, region: 'Tokyo' }),
    ])
    const all = await feed.engine.rollouts([])
    expect(all.builds.map(({ deploymentId, totals, taking }) => [deploymentId, totals.connections, taking])).toEqual([
      ['418', 10, 1],
      ['417', 90, 1],
    ])
    expect([...all.current]).toEqual([
      ['London', '417'],
      ['Tokyo', '418'],
    ])
    expect(all.cells).toContainEqual({
      region: 'Tokyo',
      deploymentId: '417',
      processes: 1,
      draining: 1,
      connections: 30,
    })
    const tokyo = await feed.engine.rollouts(['Tokyo'])
    expect(tokyo.builds.map(({ totals }) => totals.connections)).toEqual([10, 30])
  })

  test('which deployment is the newest is said of the whole fleet, whatever region is asked for', async () => {
    const feed = new TestFeed()
    await feed.poll([
      process('a', '417', 72 * HOUR, { region: 'London' }),
      process('b', '418', 2 * HOUR, { region: 'Tokyo' }),
      // An old build that came to this region late is no newer there.
      process('c', '417', 10 * MIN, { region: 'Tokyo' }),
      process('d', '419', HOUR, { region: 'Dubai' }),
    ])
    const order = async (...regions: string[]) => {
      const { builds } = await feed.engine.rollouts(regions)
      return builds.map(({ deploymentId, totals }) => [deploymentId, totals.processes])
    }
    expect(await order('Dubai')).toEqual([['419', 1]])
    expect(await order('Tokyo')).toEqual([
      ['419', 0],
      ['418', 1],
      ['417', 1],
    ])
    expect(await order('Sydney')).toEqual([])
    const { builds, current } = await feed.engine.rollouts(['Tokyo'])
    expect(builds[2]?.since).toBe(START - 72 * HOUR - 20_000)
    expect([...current]).toEqual([['Tokyo', '417']])
  })

  test('a deployment of which no row was read keeps its place, with nothing counted but what is held', async () => {
    const feed = new TestFeed()
    const Frankfurt = [1, 2].map((n) => process(`f-${n}`, '418', HOUR, { region: 'Frankfurt', activeConnections: 20 }))
    const London = [1, 2].map((n) => process(`l-${n}`, '417', 72 * HOUR, { region: 'London', activeConnections: 20 }))
    feed.regions = { Frankfurt, London }
    await feed.poll()
    feed.regions = { Frankfurt: new ApiError('timeout', 'no answer', null), London }
    await feed.poll()
    const said = async (...regions: string[]) => {
      const { builds } = await feed.engine.rollouts(regions)
      return builds.map(({ deploymentId, totals }) => [deploymentId, totals.processes, totals.connections, totals.held])
    }
    expect(await said()).toEqual([
      ['418', 0, 0, 2],
      ['417', 2, 40, 0],
    ])
    expect(await said('Frankfurt')).toEqual([['418', 0, 0, 2]])
    const { cells } = await feed.engine.rollouts([])
    expect(cells).toContainEqual({
      region: 'Frankfurt',
      deploymentId: '418',
      processes: 0,
      draining: 0,
      connections: 0,
    })
    expect(cells).toHaveLength(2)
  })

  test('a build that takes rooms has no end to foretell; one that only drains has, once rooms were seen to end', async () => {
    const feed = new TestFeed()
    await feed.poll([process('a', '417', HOUR), process('b', '418', MIN)])
    const takes = await feed.engine.rollouts([])
    expect(takes.builds[1]?.last).toEqual({ none: '1 process takes new rooms' })
    await feed.poll([process('a', '417', HOUR, { draining: true, rooms: roomsOf('a', 1), totalRooms: 1 })])
    const drains = await feed.engine.rollouts([])
    expect(drains.builds[0]?.last).toEqual({ none: 'only 0 rooms were seen to end, 30 are needed' })
    await feed.poll([process('a', '417', HOUR, { draining: true })])
    const empty = await feed.engine.rollouts([])
    expect(empty.builds[0]?.last).toEqual({ earliest: feed.now, latest: feed.now })
  })

  test('failed starts and deaths come from the stopped list, with the hours they are out of', async () => {
    const feed = new TestFeed()
    feed.stopped = [
      stoppedRow('x', {
        deploymentId: '418',
        startingAt: wire(START - 30 * MIN),
        startedAt: null,
        terminatedAt: wire(START - 28 * MIN),
      }),
      stoppedRow('y', {
        deploymentId: '418',
        startedAt: wire(START - 2 * HOUR),
        terminatedAt: wire(START - HOUR),
      }),
      stoppedRow('z', {
        deploymentId: '417',
        startedAt: wire(START - 9 * HOUR),
        stoppingAt: wire(START - 3 * HOUR),
        terminatedAt: wire(START - 3 * HOUR),
      }),
    ]
    await feed.poll([process('a', '418', HOUR)])
    await feed.poll()
    const { builds, ends } = await feed.engine.rollouts([])
    expect(ends?.since).toBe(START - 3 * HOUR)
    const [build] = builds
    expect(build).toMatchObject({ deploymentId: '418', neverStarted: 1, died: 1 })
    // One hour of y since the oldest end known, one of a.
    expect(build?.hours).toBeCloseTo(2, 1)
  })

  test('a server that tells of no ends: nothing is counted from them', async () => {
    const feed = new TestFeed()
    feed.stopped = { nonsense: true }
    await feed.poll([process('a', '418', HOUR)])
    expect((await feed.engine.rollouts([])).ends).toBeNull()
  })

  test('an old deployment that starts processes again is told', async () => {
    const feed = new TestFeed()
    const before = [process('a', '417', 5 * HOUR), process('b', '418', 2 * HOUR)]
    await feed.poll(before)
    expect((await feed.engine.rollouts([])).oldStarts).toEqual([])
    const again = [1, 2, 3].map((n) => process(`again-${n}`, '417', -POLL_MS + 21_000))
    await feed.poll([...before, ...again])
    expect((await feed.engine.rollouts([])).oldStarts).toEqual([
      { deploymentId: '417', starts: 3, newest: '418', newestStarts: 0, again: true },
    ])
  })
})
