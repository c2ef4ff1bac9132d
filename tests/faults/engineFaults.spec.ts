import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createProcessesSource } from '../../src/api/processesSource.ts'
import { createEngine } from '../../src/engine/createEngine.ts'
import { noStorage } from '../../src/engine/storage.ts'
import type { Engine } from '../../src/types/engine.ts'
import { type Roomdeck, startRoomdeck } from '../support/roomdeck.ts'

// Every fault of the simulator through the real server and into the engine: what it makes of the answer.
const INTERVAL = 1000

let deck: Roomdeck

beforeAll(async () => {
  deck = await startRoomdeck({ flags: ['--timeout', '1s', '--processes', '120'] })
})

afterAll(() => deck.stop())

const now = (): number => performance.now()

const newEngine = (): Engine =>
  createEngine({
    source: createProcessesSource({
      id: 'test',
      base: deck.url,
      app: 'app-demo',
      regions: [],
      timeoutMs: 5000,
      now,
    }),
    clock: { mono: now, wall: Date.now },
    storage: noStorage,
  })

const poll = (engine: Engine) =>
  engine.poll({ signal: new AbortController().signal, intervalMs: INTERVAL, spacingMs: INTERVAL, have: null })

/** A good answer, then one under `faults`, then a good one again. */
async function through(faults: readonly string[]) {
  const engine = newEngine()
  const before = await poll(engine)
  await deck.setFaults(faults)
  try {
    const during = await poll(engine)
    await deck.setFaults([])
    return { before, during, after: await poll(engine) }
  } finally {
    await deck.setFaults([])
  }
}

describe('an answer that is none', () => {
  test.each<[fault: string, reason: string | RegExp, status: number | null, delay: number]>([
    ['http-500', 'status', 500, INTERVAL],
    ['http-401', 'status', 401, 30_000],
    ['http-404', 'status', 404, 30_000],
    ['http-429', 'status', 429, 2 * INTERVAL],
    ['http-429=7', 'status', 429, 7000],
    ['http-429=0', 'status', 429, INTERVAL],
    ['http-429=1000000', 'status', 429, 300_000],
    ['html', 'not-json', null, INTERVAL],
    ['empty-body', 'not-json', null, INTERVAL],
    ['cut', 'cut', null, INTERVAL],
    ['object', 'not-a-list', null, INTERVAL],
    ['hang', 'timeout', null, INTERVAL],
    ['reset', /^(?:reset|cut)$/, null, INTERVAL],
    ['slow=1500', 'timeout', null, INTERVAL],
    ['bad-rows=100000', 'schema', null, INTERVAL],
  ])('%s: %s', async (fault, reason, status, delay) => {
    const { before, during, after } = await through([fault])
    expect(during.feed.failure?.reason).toMatch(reason)
    if (status !== null) expect(during.feed.failure?.status).toBe(status)
    expect(during.feed.nextDelayMs).toBe(delay)
    // Nothing that was known is lost, nothing of the bad answer is taken.
    expect(during.live).toBe(before.live)
    const { processes, connections, rooms } = before.totals
    expect(during.totals).toMatchObject({ processes, connections, rooms })
    expect(during.seq).toBe(before.seq)
    expect(during.health.log.at(-1)).toMatchObject({ result: 'failed' })
    expect(after.feed.failure).toBeNull()
    expect(after.feed.nextDelayMs).toBe(INTERVAL)
  })
})

describe('an answer with something wrong in it', () => {
  test('bad rows are held at their last values and reported', async () => {
    const { before, during, after } = await through(['bad-rows=6'])
    expect(during.feed.failure).toBeNull()
    expect(during.health.rejectedRows).toBe(6)
    expect(during.live).toBe(before.live)
    expect(after.health.rejectedRows).toBe(0)
  })

  test('a row sent twice counts once', async () => {
    const { before, during } = await through(['duplicate-rows=5'])
    expect(during.live).toBe(before.live)
    expect(during.health.rejectedRows).toBe(5)
    expect(during.health.groups[0]?.message).toContain('duplicate')
  })

  test('keys and values that nobody knows are counted as drift', async () => {
    const { before, during } = await through(['unknown-keys', 'new-enums'])
    expect(during.live).toBe(before.live)
    expect(during.health.rejectedRows).toBe(0)
    expect(during.health.unknownKeys.length).toBeGreaterThan(1)
    expect(during.health.newValues.length).toBeGreaterThan(1)
  })

  test('ten rows may be only the newest: a mass loss that waits, and a lower bound', async () => {
    const { before, during } = await through(['cap-10'])
    expect(during.feed.cappedRegions).toHaveLength(1)
    expect(during.live).toBe(before.live)
  })

  test('an empty list waits for a second one', async () => {
    const { before, during } = await through(['empty-list'])
    expect(during.feed.unconfirmedDrops).toEqual([{ before: before.live, after: 0 }])
    expect(during.live).toBe(before.live)
  })

  test("a clock that is off is the feed's clock", async () => {
    const { during } = await through(['clock-skew=600'])
    expect(during.health.clockOffsetMs ?? 0).toBeGreaterThan(590_000)
  })
})
