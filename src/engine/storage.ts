import { storedSchema, type Stored } from '../types/stored.ts'
import { MEMORY, openDatabase } from './database.ts'

/** Where the engine's memory outlives the page. Neither call throws: without storage it is this visit only. */
export interface EngineStorage {
  /** What was saved of this source and app, null when nothing readable was. */
  load(): Promise<Stored | null>
  /** False when it could not be kept. */
  save(stored: Stored): Promise<boolean>
}

/** IndexedDB, one record per source and app. */
export function createStorage(source: string, app: string, database = openDatabase()): EngineStorage {
  const key = `${source}\u0000${app}`
  return {
    load: async () => {
      try {
        const read = storedSchema.safeParse(await (await database).db?.get(MEMORY, key))
        return read.success ? read.data : null
      } catch {
        return null
      }
    },
    save: async (stored) => {
      try {
        const { db } = await database
        await db?.put(MEMORY, stored, key)
        return db !== null
      } catch {
        return false
      }
    },
  }
}

/** Nothing outlives the page. */
export const noStorage: EngineStorage = { load: async () => null, save: async () => false }
