import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newFleetHistory, type FleetHistory } from '../history/fleetHistory.ts'
import { fleetSeries } from '../history/fleetSeries.ts'
import { add, group, HOUR, T } from '../history/testSamples.ts'
import { HISTORY, MEMORY, openDatabase, QUARANTINE } from './database.ts'
import { createHistoryStorage } from './historyStorage.ts'
import { createHistoryKeeper, type HistoryKeeper } from './keepHistory.ts'
import { createStorage } from './storage.ts'
import { createWriterLock } from './writerLock.ts'

// Longer than a screen: all that storage can do to history, on one set of visits.

const free = createWriterLock(undefined)
const FIVE = 5000

/** One visit: a page of its own, with its own connection. */
function visit(
  lock = free,
  storage = createHistoryStorage('source', 'app'),
): {
  keeper: HistoryKeeper
  history: FleetHistory
} {
  return { keeper: createHistoryKeeper(storage, lock), history: newFleetHistory() }
}
/** @param at feed time of the first answer. */
async function load({ keeper, history }: ReturnType<typeof visit>, at: number): Promise<void> {
  await keeper.load(history)
  await keeper.begin(history, at)
}
/** Polls every 5 s. */
function watch({ history }: ReturnType<typeof visit>, from: number, polls: number): number {
  for (let n = 0; n < polls; n++) add(history, from + n * FIVE, [group('Tokyo', 100 + (n % 3))])
  return from + polls * FIVE
}
const line = ({ history }: ReturnType<typeof visit>, rangeMs = HOUR) =>
  fleetSeries(history, { metric: 'connections', by: 'total', regions: [], deployments: [], rangeMs, points: 5000 })

async function firstVisit(polls = 720): Promise<number> {
  const first = visit()
  await load(first, T)
  const end = watch(first, T, polls)
  await first.keeper.flush()
  expect(first.keeper.status()).toEqual({ persisted: true, note: null, quarantined: 0, loadedFrom: null })
  return end
}
async function stored(store = HISTORY): Promise<{ keys: IDBValidKey[]; values: unknown[] }> {
  const { db } = await openDatabase()
  if (db === null) throw new Error('no database')
  const found = { keys: await db.getAllKeys(store), values: await db.getAll(store) }
  db.close()
  return found
}
async function overwrite(key: IDBValidKey, value: unknown): Promise<void> {
  const { db } = await openDatabase()
  await db?.put(HISTORY, value, key)
  db?.close()
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('the next visit', () => {
  test('has the charts back, with a gap for the time away', async () => {
    const end = await firstVisit()
    const second = visit()
    const back = end + 10 * 60_000
    await load(second, back)
    expect(second.keeper.status()).toMatchObject({ quarantined: 0, loadedFrom: T })
    watch(second, back, 2)
    const { times, lines } = line(second, 2 * HOUR)
    expect(times.at(0)).toBe(T)
    expect(times.slice(-4)).toEqual([end - FIVE, (end - FIVE + back) / 2, back, back + FIVE])
    expect(lines[0]?.values.slice(-4)).toEqual([102, Number.NaN, 100, 101])
    expect(lines[0]?.values.filter(Number.isNaN)).toHaveLength(1)
  })

  test('of another app has nothing of it', async () => {
    const end = await firstVisit()
    const other = visit(free, createHistoryStorage('source', 'application'))
    await load(other, end)
    expect(other.keeper.status().loadedFrom).toBeNull()
  })

  test('only what changed is written again, and what is too old is deleted', async () => {
    const page = visit()
    await load(page, T)
    const end = watch(page, T, 720)
    await page.keeper.flush()
    const put = vi.spyOn(IDBObjectStore.prototype, 'put')
    add(page.history, end, [group('Tokyo', 1)])
    await page.keeper.flush()
    expect(put).toHaveBeenCalledTimes(4)
    await page.keeper.flush()
    expect(put).toHaveBeenCalledTimes(4)
    watch(page, end + 20 * 24 * HOUR, 1)
    watch(page, end + 20 * 24 * HOUR + HOUR, 1)
    await page.keeper.flush()
    for (const key of (await stored()).keys) expect(Array.isArray(key) && Number(key[3])).toBeGreaterThan(end)
  })

  test('every 30 s it is written', async () => {
    const page = visit()
    await load(page, T)
    const put = vi.spyOn(IDBObjectStore.prototype, 'put')
    for (let n = 0; n < 7; n++) {
      watch(page, T + n * FIVE, 1)
      page.keeper.keep(page.history, 1000 + n * FIVE)
      if (n < 6) expect(put).not.toHaveBeenCalled()
    }
    await page.keeper.flush()
    expect(put).toHaveBeenCalledTimes(4)
  })

  test('keeps no room, no config, no address and no process', async () => {
    await firstVisit()
    const { values } = await stored()
    const fields = values.flatMap((value) => (typeof value === 'object' && value !== null ? Object.keys(value) : []))
    expect([...new Set(fields)].toSorted()).toEqual(
      ['buckets', 'cells', 'check', 'cover', 'format', 'gaps', 'keys', 'shed', 'start', 'tier', 'times'].toSorted(),
    )
  })
})

describe('what does not hold is put aside, counted, and costs only itself', () => {
  const damaged: [title: string, damage: (record: Record<string, unknown>) => unknown][] = [
    ['junk', () => 'junk'],
    ['null', () => null],
    ['__proto__', () => JSON.parse('{"__proto__":{"x":1}}')],
    ['a format that never was', (record) => ({ ...record, format: 0 })],
    ['another tier', (record) => ({ ...record, tier: '1s' })],
    ['a plain array', (record) => ({ ...record, times: [1, 2, 3] })],
    ['too few times', (record) => ({ ...record, times: new Float64Array(3) })],
    ['a value that is text', (record) => ({ ...record, start: 'x' })],
    ['more cells than fit', (record) => ({ ...record, cells: 1e6 })],
    ['a key of nothing', (record) => ({ ...record, keys: ['x'] })],
    [
      'times that fall',
      (record) => ({ ...record, times: record['times'] instanceof Float64Array && record['times'].toReversed() }),
    ],
    [
      'one bit',
      (record) => {
        const gaps = record['gaps'] instanceof Uint8Array ? record['gaps'].slice() : new Uint8Array(0)
        gaps[7] = 1
        return { ...record, gaps }
      },
    ],
  ]
  test.each(damaged)('%s', async (_title, damage) => {
    const end = await firstVisit()
    const { keys, values } = await stored()
    const victim = keys.findIndex((key) => Array.isArray(key) && key[2] === '1min')
    await overwrite(keys[victim] ?? 0, damage({ ...(values[victim] as Record<string, unknown>) }))
    const second = visit()
    await load(second, end)
    expect(second.keeper.status()).toMatchObject({ quarantined: 1, loadedFrom: T })
    expect(line(second).lines[0]?.values.length).toBeGreaterThan(700)
    expect((await stored(QUARANTINE)).keys).toEqual([keys[victim]])
    expect((await stored()).keys).toHaveLength(keys.length - 1)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  test('the future', async () => {
    const end = await firstVisit()
    const second = visit()
    await load(second, T - 25 * HOUR)
    const { keys } = await stored(QUARANTINE)
    expect(keys.length).toBeGreaterThan(0)
    expect(second.keeper.status().quarantined).toBe(keys.length)
    expect(second.history.newest).toBeNull()
    expect(end).toBeGreaterThan(T)
  })

  test('not the newest blocks when the feed is a few hours behind them', async () => {
    const end = await firstVisit()
    const second = visit()
    await load(second, end - 5 * HOUR)
    expect(second.keeper.status().quarantined).toBe(0)
    // The feed has been set back since: what is later than its answer did not happen.
    watch(second, end - 60_000, 1)
    expect(second.history.newest).toBe(end - 60_000)
    expect(line(second).times.at(-1)).toBe(end - 60_000)
  })

  test('what did not happen does not come back, when time has come to it', async () => {
    const end = await firstVisit(12 * 720)
    const second = visit()
    await load(second, end - 5 * HOUR)
    watch(second, end - 5 * HOUR, 3)
    await second.keeper.flush()
    const third = visit()
    await load(third, end + HOUR)
    expect(third.keeper.status().quarantined).toBe(0)
    watch(third, end + HOUR, 1)
    const { times, lines } = line(third, 5 * HOUR)
    expect(times.filter((_, at) => !Number.isNaN(lines[0]?.values[at] ?? Number.NaN))).toEqual([end + HOUR])
  })

  test('however much there is of it, the newest hundred are kept', async () => {
    const end = await firstVisit()
    const { keys, values } = await stored()
    for (let n = 0; n < 120; n++) await overwrite(['source', 'app', '1min', n], values[0])
    const second = visit()
    await load(second, end)
    expect(second.keeper.status()).toMatchObject({ quarantined: 120, loadedFrom: T })
    const aside = await stored(QUARANTINE)
    expect(aside.keys).toHaveLength(100)
    expect(aside.keys[0]).toEqual(['source', 'app', '1min', 20])
    expect((await stored()).keys).toEqual(keys)
  })

  test('a stranger under a key of another kind is nobody’s business', async () => {
    const end = await firstVisit()
    await overwrite('foreign', { a: 1 })
    await overwrite(['source', 'app', 'x', 'y', 'z'], { a: 1 })
    const second = visit()
    await load(second, end)
    expect(second.keeper.status().quarantined).toBe(1)
    expect((await stored()).keys).toContain('foreign')
  })
})

describe('storage that is not there', () => {
  test.each<[title: string, break_: () => void, note: RegExp]>([
    ['no IndexedDB', () => vi.stubGlobal('indexedDB', undefined), /stores nothing/],
    [
      'not allowed',
      () =>
        vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
          throw new DOMException('no', 'SecurityError')
        }),
      /does not let/,
    ],
  ])('%s: memory only', async (_title, break_, note) => {
    break_()
    const page = visit()
    await load(page, T)
    watch(page, T, 10)
    await page.keeper.flush()
    expect(page.keeper.status()).toEqual({
      persisted: false,
      note: expect.stringMatching(note),
      quarantined: 0,
      loadedFrom: null,
    })
    expect(line(page).times).toHaveLength(10)
  })

  test('a newer version has been here: its data stay as they are', async () => {
    const newer = await openDB('roomdeck', 9, { upgrade: (db) => void db.createObjectStore('history') })
    await newer.put('history', 'theirs', 'mine')
    newer.close()
    const page = visit()
    await load(page, T)
    watch(page, T, 10)
    await page.keeper.flush()
    expect(page.keeper.status()).toMatchObject({ persisted: false, note: expect.stringMatching(/newer version/) })
    const again = await openDB('roomdeck', 9)
    expect(await again.getAll('history')).toEqual(['theirs'])
    again.close()
  })

  test('so do blocks of a newer format', async () => {
    await firstVisit()
    const before = await stored()
    await overwrite(before.keys[0] ?? '', { ...(before.values[0] as object), format: 99 })
    const page = visit()
    await load(page, T + HOUR)
    watch(page, T + HOUR, 10)
    await page.keeper.flush()
    expect(page.keeper.status()).toMatchObject({ persisted: false, note: expect.stringMatching(/newer version/) })
    expect((await stored()).keys).toEqual(before.keys)
    expect((await stored()).values[0]).toMatchObject({ format: 99 })
    expect((await stored(QUARANTINE)).keys).toEqual([])
  })

  test('an older tab that does not let go: memory only after a while, and the lock is not kept', async () => {
    const older = await openDB('roomdeck', 1, { upgrade: (db) => void db.createObjectStore('memory') })
    const database = openDatabase(300)
    expect(await database).toMatchObject({ reason: 'an older version of this page is open in another tab' })
    expect(await database).toEqual({ db: null, reason: expect.stringMatching(/another tab/) })
    older.close()
    await vi.waitFor(async () => expect((await openDatabase()).db).not.toBeNull())
  })

  test('evicted between visits: empty, and no zeros', async () => {
    const end = await firstVisit()
    globalThis.indexedDB = new IDBFactory()
    const second = visit()
    await load(second, end)
    expect(second.keeper.status()).toMatchObject({ note: null, loadedFrom: null })
    expect(line(second)).toMatchObject({ times: [], lines: [], since: null })
  })

  test('a disk that takes too long is not taken for another tab', async () => {
    vi.stubGlobal('indexedDB', { open: () => new IDBOpenDBRequest() })
    expect(await openDatabase(300)).toMatchObject({ db: null, reason: expect.stringMatching(/did not open in time/) })
  })

  test('version 1 becomes version 2, and keeps what it knew', async () => {
    const old = await openDB('roomdeck', 1, { upgrade: (db) => void db.createObjectStore('memory') })
    await old.put(MEMORY, { format: 1, savedAt: T, events: [], drains: [], deployments: [] }, 'source\u0000app')
    old.close()
    expect(await createStorage('source', 'app').load()).toMatchObject({ savedAt: T })
    await firstVisit()
  })
})

describe('writing', () => {
  const full = (times: number): void => {
    let left = times
    const put = IDBObjectStore.prototype.put
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
      if (left > 0) {
        left -= 1
        throw new DOMException('full', 'QuotaExceededError')
      }
      return put.call(this, value, key)
    })
  }

  test('without room, the oldest quarter goes and it is tried once more', async () => {
    const page = visit()
    await load(page, T)
    const end = watch(page, T, 3000)
    await page.keeper.flush()
    const before = (await stored()).keys
    full(1)
    watch(page, end, 1)
    await page.keeper.flush()
    expect(page.keeper.status()).toMatchObject({ persisted: true, note: null })
    expect((await stored()).keys.length).toBeLessThanOrEqual(Math.ceil(before.length * 0.75) + 4)
  })

  test('without room, what other sources left goes before what this one has', async () => {
    const other = visit(free, createHistoryStorage('another', 'app'))
    await load(other, T)
    watch(other, T, 3000)
    await other.keeper.flush()
    const theirs = (await stored()).keys.length
    await firstVisit(60)
    const all = (await stored()).keys.length
    await createHistoryStorage('source', 'app').makeRoom()
    const left = (await stored()).keys.map((key) => (key as string[])[0])
    expect(left.filter((source) => source === 'another')).toHaveLength(theirs - Math.ceil(all / 4))
    expect(left.filter((source) => source === 'source')).toHaveLength(all - theirs)
  })

  test('without room even so: memory only, with a note, and no more tries', async () => {
    const page = visit()
    await load(page, T)
    const end = watch(page, T, 10)
    full(1e9)
    await page.keeper.flush()
    expect(page.keeper.status()).toMatchObject({ persisted: false, note: expect.stringMatching(/no more room/) })
    vi.restoreAllMocks()
    const put = vi.spyOn(IDBObjectStore.prototype, 'put')
    watch(page, end, 1)
    await page.keeper.flush()
    expect(put).not.toHaveBeenCalled()
    expect(line(page).times).toHaveLength(11)
  })

  test('the last transaction dropped costs what came after the one before', async () => {
    const page = visit()
    await load(page, T)
    const end = watch(page, T, 100)
    await page.keeper.flush()
    watch(page, end, 6)
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore) {
      this.transaction.abort()
      throw new DOMException('gone', 'AbortError')
    })
    await page.keeper.flush()
    expect(page.keeper.status()).toMatchObject({ persisted: false, note: expect.stringMatching(/could not/) })
    vi.restoreAllMocks()
    const second = visit()
    await load(second, end + 60_000)
    expect(second.keeper.status().quarantined).toBe(0)
    expect(second.history.newest).toBe(end - FIVE)
    await page.keeper.flush()
    expect(page.keeper.status()).toMatchObject({ persisted: true, note: null })
  })

  test('of two pages only one writes; when it is gone, the other does', async () => {
    let holder: (() => void) | null = null
    const request = async (_name: string, _options: unknown, run: (lock: object | null) => unknown): Promise<void> => {
      if (holder !== null) return void run(null)
      holder = () => (holder = null)
      void run({})
    }
    const manager = { request } as unknown as LockManager
    const [one, two] = [visit(createWriterLock(false, manager)), visit(createWriterLock(false, manager))]
    for (const page of [one, two]) {
      await load(page, T)
      watch(page, T, 10)
      await page.keeper.flush()
    }
    expect(one.keeper.status()).toMatchObject({ persisted: true, note: null })
    expect(two.keeper.status()).toMatchObject({ persisted: false, note: expect.stringMatching(/another tab/) })
    const release: (() => void) | null = holder
    ;(release as (() => void) | null)?.()
    await two.keeper.flush()
    expect(two.keeper.status()).toMatchObject({ persisted: true, note: null })
  })
})
