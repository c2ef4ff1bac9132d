import {
  STORED_FORMAT,
  STORED_SURVIVAL_FORMAT,
  storedSchema,
  storedSurvivalSchema,
  type Stored,
  type StoredSurvival,
} from '../types/stored.ts'
import { MEMORY, openDatabase, inTime, QUARANTINE } from './database.ts'
import { isNewerFormat } from './newerFormat.ts'

/** One record that outlives the page. Neither call throws: without storage it is this visit only. */
export interface RecordStorage<T> {
  /** What was saved of this source and app, null when nothing readable was. */
  load(): Promise<T | null>
  /** False when it could not be kept, or when what there is could not be read or is of a newer version of this page. */
  save(stored: T): Promise<boolean>
  /** Whether a record was there that could not be read; it is put aside before another takes its place. */
  foundDamaged(): boolean
}

/** Events, drains and deployments seen. */
export type EngineStorage = RecordStorage<Stored>
/** How long rooms lasted. */
export type SurvivalStorage = RecordStorage<StoredSurvival>

interface Schema<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false }
}

interface Kind<T> {
  schema: Schema<T>
  format: number
}

/**
 * IndexedDB, one record per source and app; `part` tells kinds apart.
 * @returns makes it; `loadMs` is for how long it is waited for, null for as long as it takes.
 */
const recordsOf =
  <T>({ schema, format }: Kind<T>, part = '') =>
  (source: string, app: string, database = openDatabase(), loadMs: number | null = null): RecordStorage<T> => {
    const key = `${source}\u0000${app}${part}`
    // What was not read, or is of a newer version, is not written over.
    let untouched = false
    let damaged = false
    return {
      load: async () => {
        try {
          const { db } = await database
          const found: unknown = db === null ? undefined : await inTime(db.get(MEMORY, key) as Promise<unknown>, loadMs)
          untouched = found === 'late' || isNewerFormat(found, format)
          const read = schema.safeParse(found)
          if (read.success) return read.data
          damaged = !untouched && found !== undefined
          // The newest one stays: what anybody may have written must not fill the disk.
          if (!damaged) return null
          untouched = true
          await db?.put(QUARANTINE, found, key)
          untouched = false
          return null
        } catch {
          return null
        }
      },
      save: async (stored) => {
        try {
          const { db } = await database
          if (untouched || db === null) return false
          await db.put(MEMORY, stored, key)
          return true
        } catch {
          return false
        }
      },
      foundDamaged: () => damaged,
    }
  }

/** Events, drains and deployments seen. */
export const createStorage = recordsOf<Stored>({ schema: storedSchema, format: STORED_FORMAT })

/** The same for what was learned of rooms: it is large, and written less often. */
export const createSurvivalStorage = recordsOf<StoredSurvival>(
  { schema: storedSurvivalSchema, format: STORED_SURVIVAL_FORMAT },
  '\u0000rooms',
)

/** Nothing outlives the page. */
export const noStorage = { load: async () => null, save: async () => false, foundDamaged: () => false }
