import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sampleRoom } from '../api/sampleRow.ts'
import { ApiError } from '../api/apiError.ts'
import type { FleetSnapshot } from '../types/snapshot.ts'
import { applyPatch, PatchError } from './patch.ts'
import { POLL_MS, row, rows, START, TestFeed, wire, type WireRow } from './testFeed.ts'

/** What a page that has nothing would be given. */
const wholeOf = async (feed: TestFeed): Promise<FleetSnapshot> => {
  const failing = new ApiError('timeout', '')
  const running = feed.running
  feed.running = failing
  const signal = new AbortController().signal
  const patch = await feed.engine.poll({ signal, intervalMs: POLL_MS, spacingMs: POLL_MS, have: null })
  feed.running = running
  return applyPatch(undefined, patch)
}
const namesOf = ({ index }: FleetSnapshot) => index.rows.map((one) => one?.processId ?? null)

/** An index that was advanced says what one made at once says. */
function expectSameIndex(a: FleetSnapshot, b: FleetSnapshot): void {
  const idsOf = ({ index }: FleetSnapshot) => [...index.byId].map((slot) => index.rows[slot]?.processId)
  expect(idsOf(a)).toEqual(idsOf(b))
  expect(idsOf(a)).toEqual(idsOf(a).toSorted())
  for (const facet of ['regions', 'deployments', 'hosts'] as const) {
    const texts = ({ index }: FleetSnapshot) =>
      index.rows.map((row, slot) => row && (index[facet].names[index[facet].codes[slot] ?? -1] ?? null))
    expect(texts(a)).toEqual(texts(b))
    expect(new Set(a.index[facet].codeOf.keys())).toEqual(new Set(b.index[facet].codeOf.keys()))
  }
  expect(a.index.endings).toEqual(b.index.endings)
}

describe('identity', () => {
  test('lasts while nothing but counters changed', async () => {
    const feed = new TestFeed()
    const before = await feed.poll(rows(3))
    const after = await feed.poll(
      rows(3, (n) => ({
        activeConnections: n,
        activeConnectionsUpdatedAt: wire(START + 1000),
        egressedBytes: 9e9 + n,
        roomSlotsAvailable: 1,
        roomSlotsAvailableUpdatedAt: wire(START + 1000),
        roomsAllocatedUpdatedAt: wire(START + 1000),
      })),
    )
    expect(feed.patch).toMatchObject({ whole: false, changed: [], freed: [] })
    expect(after.index).toBe(before.index)
    for (const slot of [0, 1, 2]) expect(after.rows[slot]).toBe(before.rows[slot])
    expect(after.columns.connections).toEqual(Float64Array.of(0, 1, 2))
    expect(before.columns.connections).toEqual(Float64Array.of(31, 31, 31))
  })

  test('a process that is told to be of another deployment is counted there', async () => {
    const feed = new TestFeed()
    await feed.poll([row('p-0', { deploymentId: 'old' }), row('p-1', { deploymentId: 'old' })])
    const after = await feed.poll([row('p-0', { deploymentId: 'old' }), row('p-1', { deploymentId: 'new' })])
    expect(after.deployments.map(({ key, processes }) => [key, processes])).toEqual([
      ['new', 1],
      ['old', 1],
    ])
  })

  test('ends for the row that changed, not for the others', async () => {
    const feed = new TestFeed()
    const before = await feed.poll(rows(3))
    const after = await feed.poll([row('p-0'), row('p-1', { draining: true }), row('p-2')])
    expect(after.rows[1]).not.toBe(before.rows[1])
    expect([after.rows[0], after.rows[2]]).toEqual([before.rows[0], before.rows[2]])
    expect(after.rows[0]).toBe(before.rows[0])
    expect(feed.patch).toMatchObject({ whole: false, freed: [] })
    expect(feed.patch?.changed).toHaveLength(1)
  })

  test('rooms come and go without the row being sent again, but for its oldest; whoever asks is told', async () => {
    const feed = new TestFeed()
    const first = { rooms: [sampleRoom()], totalRooms: 1 }
    const both = { rooms: [sampleRoom(), sampleRoom({ roomId: 'room-2' })], totalRooms: 2 }
    await feed.poll([row('p-0'), row('p-1', first), row('p-2')])
    const after = await feed.poll([row('p-0'), row('p-1', both), row('p-2')])
    expect(feed.patch?.changed).toEqual([])
    expect(after.columns.rooms).toEqual(Float64Array.of(0, 2, 0))
    expect((await feed.engine.details('p-1'))?.rooms).toMatchObject([{ roomId: 'room-1' }, { roomId: 'room-2' }])
    expect((await feed.engine.details('p-0'))?.rooms).toEqual([])
    expect(await feed.engine.details('p-9')).toBeNull()
  })
})

describe('slots', () => {
  test('are freed in one poll and used again in a later one', async () => {
    const feed = new TestFeed()
    await feed.poll(rows(4))
    const same = await feed.poll([row('p-0'), row('p-2'), row('p-3'), row('new')])
    expect(namesOf(same)).toEqual(['p-0', null, 'p-2', 'p-3', 'new'])
    const next = await feed.poll([row('p-0'), row('p-2'), row('p-3'), row('new'), row('newer')])
    expect(namesOf(next)).toEqual(['p-0', 'newer', 'p-2', 'p-3', 'new'])
    expect(next.columns.connections).toHaveLength(5)
  })

  test('freed comes before changed: a slot freed and filled by one patch is filled', async () => {
    const feed = new TestFeed()
    const before = await feed.poll([row('old')])
    const patch = { ...(feed.patch ?? expect.unreachable()), whole: false }
    const [facts] = (await new TestFeed().poll([row('new')])).rows
    if (!facts) expect.unreachable()
    const after = applyPatch(before, { ...patch, freed: [0], changed: [[0, facts]] })
    expect(namesOf(after)).toEqual(['new'])
    expect([...after.index.slotOf]).toEqual([['new', 0]])
  })
})

describe('patches that do not fit', () => {
  test('are refused', async () => {
    const feed = new TestFeed()
    const snapshot = await feed.poll(rows(1))
    const patch = { ...(feed.patch ?? expect.unreachable()), whole: false }
    expect(() => applyPatch(undefined, patch)).toThrow(PatchError)
    expect(() => applyPatch(snapshot, { ...patch, format: 1 } as unknown as typeof patch)).toThrow(PatchError)
  })

  test('a page that missed some gets what it lacks, and no more', async () => {
    const feed = new TestFeed()
    const missed = await feed.poll(rows(3))
    // Another page's polls: this one's index stays as it was.
    const signal = new AbortController().signal
    for (const list of [
      [...rows(2), row('b')],
      [...rows(2), row('b'), row('c')],
    ]) {
      feed.running = list
      feed.pass(POLL_MS)
      await feed.engine.poll({ signal, intervalMs: POLL_MS, spacingMs: POLL_MS, have: null })
    }
    const patch = feed.engine.report(missed, POLL_MS)
    expect(patch.whole).toBe(false)
    expect(patch.changed.map(([, { processId }]) => processId).toSorted()).toEqual(['b', 'c'])
    expect([...applyPatch(missed, patch).index.slotOf.keys()].toSorted()).toEqual(['b', 'c', 'p-0', 'p-1'])
  })

  test('a page with a snapshot of another engine gets the whole', async () => {
    const other = new TestFeed()
    const have = await other.poll(rows(2))
    const feed = new TestFeed()
    await feed.poll(rows(3))
    const patch = feed.engine.report(have, POLL_MS)
    expect(patch).toMatchObject({ whole: true, freed: [] })
    expect(patch.changed).toHaveLength(3)
  })
})

test('any polls: patch upon patch gives what the whole would give', { timeout: 60_000 }, async () => {
  const one = fc.record({
    id: fc.integer({ min: 0, max: 12 }),
    connections: fc.nat(50),
    drains: fc.boolean(),
    bad: fc.boolean(),
  })
  const list = fc.uniqueArray(one, { selector: ({ id }) => id, maxLength: 12 })
  const poll = fc.oneof({ weight: 8, arbitrary: list }, { weight: 1, arbitrary: fc.constant(null) })
  await fc.assert(
    fc.asyncProperty(fc.array(poll, { minLength: 1, maxLength: 12 }), async (polls) => {
      const feed = new TestFeed()
      for (const answer of polls) {
        const sent = answer?.map(({ id, connections, drains, bad }): WireRow =>
          row(`p-${id}`, { activeConnections: bad ? -1 : connections, draining: drains }),
        )
        const snapshot = await feed.poll(sent ?? new ApiError('timeout', 'slow'))
        const whole = await wholeOf(feed)
        expect(namesOf(snapshot)).toEqual(namesOf(whole))
        expect(new Map(snapshot.slotOf)).toEqual(new Map(whole.index.slotOf))
        expect(snapshot.rows).toEqual(whole.index.rows)
        expectSameIndex(snapshot, whole)
        expect(snapshot.columns).toEqual(whole.columns)
        expect(snapshot.live).toBe(snapshot.slotOf.size)
        for (const [processId, slot] of snapshot.slotOf) expect(snapshot.rows[slot]?.processId).toBe(processId)
        // Everything that was ever listed is listed, held, or on record as gone.
        expect(snapshot.rows.filter(Boolean)).toHaveLength(snapshot.live)
      }
    }),
    { numRuns: 60 },
  )
})
