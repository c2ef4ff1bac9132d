import { openDB, type IDBPDatabase } from 'idb'
import { storedSchema, type Stored } from '../types/stored.ts'

/** Where the engine's memory outlives the page. Neither call throws: without storage it is this visit only. */
export interface EngineStorage {
  /** What was saved of this source and app, null when nothing readable was. */
  load(): Promise<Stored | null>
  /** False when it could not be kept. */
  save(stored: Stored): Promise<boolean>
}

const NAME = 'roomdeck'
const VERSION = 1
const STORE = 'memory'
const BLOCKED_MS = 3000

/** Opens the database; null where there is none, it is newer than this page, or an older page does not let go of it. */
async function open(): Promise<IDBPDatabase | null> {
  const blocked = new Promise<null>((resolve) => setTimeout(() => resolve(null), BLOCKED_MS))
  try {
    const opening = openDB(NAME, VERSION, {
      upgrade: (db) => void db.createObjectStore(STORE),
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    })
    return await Promise.race([opening, blocked])
  } catch {
    return null
  }
}

/** IndexedDB, one record per source and app. */
export function createStorage(source: string, app: string): EngineStorage {
  const key = `${source}\u0000${app}`
  const database = open()
  return {
    load: async () => {
      try {
        const read = storedSchema.safeParse(await (await database)?.get(STORE, key))
        return read.success ? read.data : null
      } catch {
        return null
      }
    },
    save: async (stored) => {
      try {
        const db = await database
        await db?.put(STORE, stored, key)
        return db !== null
      } catch {
        return false
      }
    },
  }
}

/** Nothing outlives the page. */
export const noStorage: EngineStorage = { load: async () => null, save: async () => false }
