import { describe, expect, test } from 'vitest'
import { sampleRoom } from '../api/sampleRow.ts'
import { POLL_MS, row, rows, START, TestFeed, wire, type WireRow } from './testFeed.ts'

const MIN = 60_000

const room = (roomId: string, processId: string, placedAt: number, status = 'active'): WireRow =>
  sampleRoom({
    roomId,
    status,
    currentAllocation: { roomAllocationId: roomId, processId, scheduledAt: wire(placedAt), unscheduledAt: null },
  })

const host = (processId: string, rooms: WireRow[], over: WireRow = {}): WireRow =>
  row(processId, { rooms, totalRooms: rooms.length, activeConnections: rooms.length, ...over })

describe('capacity', () => {
  test('open, coming and closed slots are told apart, region by region', async () => {
    const feed = new TestFeed()
    await feed.poll([
      row('a', { region: 'Tokyo', roomSlotsAvailable: 3 }),
      row('b', { region: 'Tokyo', roomSlotsAvailable: 2, draining: true }),
      row('c', { region: 'London', startedAt: null, roomsPerProcess: 5, roomSlotsAvailable: 5 }),
    ])
    const { whole, regions } = await feed.engine.capacity()
    expect(whole).toMatchObject({ region: null, running: 1, starting: 1, openSlots: 3, coming: 5, closed: 2 })
    expect(regions.map(({ region, openSlots, coming }) => [region, openSlots, coming])).toEqual([
      ['London', 0, 5],
      ['Tokyo', 3, 0],
    ])
    // Nothing was watched yet.
    expect(whole).toMatchObject({ rates: null, runOut: null, reorderPoint: null })
  })

  test('rooms that start on a region take its slots; those that end on a drain give none back', async () => {
    const feed = new TestFeed()
    const placed: WireRow[] = []
    const onDrain = Array.from({ length: 40 }, (_, at) => room(`old-${at}`, 'drain', START))
    await feed.poll([host('a', []), host('drain', onDrain, { draining: true })])
    for (let poll = 0; poll < 36; poll++) {
      placed.push(room(`r-${poll}`, 'a', feed.now + 1000))
      onDrain.pop()
      await feed.poll([
        host('a', [...placed], { roomSlotsAvailable: 40 }),
        host('drain', [...onDrain], { draining: true }),
      ])
    }
    const { regions } = await feed.engine.capacity()
    const [region] = regions
    // One every five seconds.
    expect(region?.rates?.starts).toBeCloseTo(12, 0)
    expect(region?.rates?.ends).toBe(0)
    if (!region?.runOut || region.runOut === 'not filling') expect.unreachable()
    expect(region.runOut.earliest).toBeLessThan((40 / 12) * MIN)
    expect(region.runOut.latest).toBeGreaterThan((40 / 12) * MIN)
  })

  test('how soon rooms end is learned from those on processes that take rooms', async () => {
    const feed = new TestFeed()
    // Twelve rooms, each on for a minute, one coming and one going every five seconds; those of a drain stay.
    const onDrain = Array.from({ length: 40 }, (_, at) => room(`old-${at}`, 'drain', START))
    const at = (poll: number): WireRow[] => [
      host(
        'a',
        Array.from({ length: 12 }, (_, n) => room(`r-${poll + n}`, 'a', START)),
      ),
      host('drain', onDrain, { draining: true }),
    ]
    for (let poll = 0; poll <= 120; poll++) await feed.poll(at(poll))
    expect((await feed.engine.capacity()).whole.rates?.turnover).toBeCloseTo(1, 1)
  })

  test('rooms that wait for a place, and processes that start for too long', async () => {
    const feed = new TestFeed()
    const waits = () => [
      host('a', [room('w', 'a', START, 'scheduling'), room('s', 'a', START, 'suspended')]),
      row('slow', { startedAt: null, startingAt: wire(START) }),
    ]
    await feed.poll(waits())
    expect((await feed.engine.capacity()).whole).toMatchObject({ scheduling: 0, suspended: 1, slowStarts: 0 })
    for (let poll = 0; poll < 22; poll++) await feed.poll(waits())
    const { whole } = await feed.engine.capacity()
    expect(whole).toMatchObject({ scheduling: 1, slowStarts: 1 })
    expect(whole.schedulingMs).toBe(22 * POLL_MS)
  })

  test('the reorder point is of the region’s own starts, or of all where it has too few', async () => {
    const feed = new TestFeed()
    const took = (seconds: number) => ({ startingAt: wire(START - 3_600_000 - seconds * 1000) })
    const fleet = [
      ...rows(25, (at) => ({ region: 'Tokyo', ...took(30 + at) })),
      row('x', { region: 'London', ...took(300) }),
    ]
    for (let poll = 0; poll < 15; poll++) await feed.poll(fleet)
    const { whole, regions } = await feed.engine.capacity()
    const [london, tokyo] = regions
    expect(tokyo).toMatchObject({ borrowed: false, startTimes: { n: 25 } })
    expect(london).toMatchObject({ borrowed: true, startTimes: whole.startTimes })
    expect(whole.startTimes?.n).toBe(26)
    expect(tokyo?.reorderPoint).toBe(0)
  })

  test('when idle processes are reaped is learned from those that went', async () => {
    const feed = new TestFeed()
    const busy = (n: number) =>
      Array.from({ length: n }, (_, at) => host(`p-${at}`, [room(`r-${at}`, `p-${at}`, START)]))
    const idle = (n: number) => Array.from({ length: n }, (_, at) => host(`p-${at}`, []))
    await feed.poll([...busy(9), row('stays', { activeConnections: 1 })])
    for (let poll = 0; poll < 60; poll++) await feed.poll([...idle(9), row('stays', { activeConnections: 1 })])
    expect((await feed.engine.capacity()).whole).toMatchObject({ idle: 9, reapedIn: null })
    await feed.poll([...idle(4), row('stays', { activeConnections: 1 })])
    // Most of the list at once needs a second answer that says so.
    await feed.poll([row('stays', { activeConnections: 1 })])
    await feed.poll([row('stays', { activeConnections: 1 })])
    const learned = await feed.engine.capacity()
    expect(learned.reapRule?.earliest).toBeGreaterThan(4.5 * MIN)
    expect(learned.reapRule?.latest).toBeLessThan(5.5 * MIN)
    await feed.poll([row('stays', { activeConnections: 0 })])
    await feed.poll([row('stays', { activeConnections: 0 })])
    const { reapedIn } = (await feed.engine.capacity()).whole
    expect(reapedIn?.earliest).toBeGreaterThan(4 * MIN)
  })

  test('a process that was idle when first seen teaches nothing', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(20))
    for (let poll = 0; poll < 5; poll++) await feed.poll()
    for (const left of [12, 6]) await feed.poll(rows(left))
    expect((await feed.engine.capacity()).reapRule).toBeNull()
  })
})
