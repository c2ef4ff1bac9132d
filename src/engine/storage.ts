import { storedSchema, storedSurvivalSchema, type Stored, type StoredSurvival } from '../types/stored.ts'
import { MEMORY, openDatabase } from './database.ts'

/** One record that outlives the page. Neither call throws: without storage it is this visit only. */
export interface RecordStorage<T> {
  /** What was saved of this source and app, null when nothing readable was. */
  load(): Promise<T | null>
  /** False when it could not be kept. */
  save(stored: T): Promise<boolean>
}

/** Events, drains and deployments seen. */
export type EngineStorage = RecordStorage<Stored>
/** How long rooms lasted. */
export type SurvivalStorage = RecordStorage<StoredSurvival>

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false }
}

function createRecord<T>(schema: Schema<T>, key: string, database: ReturnType<typeof openDatabase>): RecordStorage<T> {
  return {
    load: async () => {
      try {
        const read = schema.safeParse(await (await database).db?.get(MEMORY, key))
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

/** IndexedDB, one record per source and app. */
export const createStorage = (source: string, app: string, database = openDatabase()): EngineStorage =>
  createRecord(storedSchema, `${source}\u0000${app}`, database)

/** The same for what was learned of rooms: it is large, and written less often. */
export const createSurvivalStorage = (source: string, app: string, database = openDatabase()): SurvivalStorage =>
  createRecord(storedSurvivalSchema, `${source}\u0000${app}\u0000rooms`, database)

/** Nothing outlives the page. */
export const noStorage = { load: async () => null, save: async () => false }
