import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, test } from 'vitest'
import { newRoomSurvival, noteRoomOver } from '../fleet/roomSurvival.ts'
import { MEMORY, openDatabase, QUARANTINE } from './database.ts'
import { createSurvivalStorage } from './storage.ts'
import { survivalFromStored, survivalToStored } from './storedSurvival.ts'

const T = Date.UTC(2026, 2, 2, 12)
const MIN = 60_000

beforeEach(() => void (globalThis.indexedDB = new IDBFactory()))

function learned() {
  const survival = newRoomSurvival()
  noteRoomOver(survival, '417', { joinedAge: 0, age: 20 * MIN }, true, T)
  noteRoomOver(survival, '418', { joinedAge: 5 * MIN, age: 9 * MIN }, false, T)
  return survival
}

test('comes back as it was, to the same source and app only', async () => {
  await createSurvivalStorage('source', 'app').save(survivalToStored(learned(), T))
  const read = await createSurvivalStorage('source', 'app').load()
  expect(survivalFromStored(read ?? expect.unreachable())).toEqual(learned())
  expect(await createSurvivalStorage('source', 'other').load()).toBeNull()
})

test.each<[title: string, record: unknown]>([
  ['of an older format', { ...survivalToStored(learned(), T), format: 0 }],
  ['that is none', 'nonsense'],
  ['without its time', { format: 1, tallies: [] }],
])('a record %s is put aside, and counted', async (_title, record) => {
  const { db } = await openDatabase()
  await db?.put(MEMORY, record, 'source\u0000app\u0000rooms')
  const storage = createSurvivalStorage('source', 'app')
  expect(await storage.load()).toBeNull()
  expect(storage.foundDamaged()).toBe(true)
  expect(await storage.save(survivalToStored(learned(), T))).toBe(true)
  expect(await db?.get(QUARANTINE, 'source\u0000app\u0000rooms')).toEqual(record)
  const next = createSurvivalStorage('source', 'app')
  expect(await next.load()).not.toBeNull()
  expect(next.foundDamaged()).toBe(false)
})

test('that there is no record yet is no damage', async () => {
  const storage = createSurvivalStorage('source', 'app')
  expect(await storage.load()).toBeNull()
  expect(storage.foundDamaged()).toBe(false)
})

test('a record of a newer format is not overwritten: a later version of the page wants it back', async () => {
  const newer = { ...survivalToStored(learned(), T), format: 2 }
  const { db } = await openDatabase()
  await db?.put(MEMORY, newer, 'source\u0000app\u0000rooms')
  const storage = createSurvivalStorage('source', 'app')
  await storage.load()
  expect(storage.foundDamaged()).toBe(false)
  expect(await storage.save(survivalToStored(learned(), T))).toBe(false)
  expect(await db?.get(MEMORY, 'source\u0000app\u0000rooms')).toEqual(newer)
})

test('what does not hold in it costs only itself', async () => {
  const stored = survivalToStored(learned(), T)
  const short = { hour: 1, joined: new Uint32Array(3), ended: new Uint32Array(3), unseen: new Uint32Array(3) }
  const { db } = await openDatabase()
  const tallies = [...stored.tallies, ['419', [short]], ['420', 'no hours']]
  await db?.put(MEMORY, { ...stored, tallies }, 'source\u0000app\u0000rooms')
  const read = await createSurvivalStorage('source', 'app').load()
  const { tallies: kept } = survivalFromStored(read ?? expect.unreachable())
  expect([...kept.keys()]).toEqual(['417', '418', '419'])
  expect(kept.get('419')).toEqual([])
})

test('without a database nothing is kept, and nothing is thrown', async () => {
  const storage = createSurvivalStorage('source', 'app', Promise.resolve({ db: null, reason: 'none' }))
  await storage.save(survivalToStored(learned(), T))
  expect(await storage.load()).toBeNull()
})
