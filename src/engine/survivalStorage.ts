import { AGE_BINS } from '../fleet/ageBins.ts'
import type { RoomSurvival } from '../fleet/roomSurvival.ts'
import { STORED_SURVIVAL_FORMAT, storedSurvivalSchema, type StoredSurvival } from '../types/stored.ts'
import { MEMORY, openDatabase } from './database.ts'

/** What was seen of rooms that are over, beyond the page. Neither call throws: without storage it is this visit only. */
export interface SurvivalStorage {
  /** What was saved of this source and app, null when nothing readable was. */
  load(): Promise<StoredSurvival | null>
  save(stored: StoredSurvival): Promise<void>
}

/** IndexedDB, one record per source and app, beside what else is remembered. */
export function createSurvivalStorage(source: string, app: string, database = openDatabase()): SurvivalStorage {
  const key = `${source}\u0000${app}\u0000rooms`
  return {
    load: async () => {
      try {
        const read = storedSurvivalSchema.safeParse(await (await database).db?.get(MEMORY, key))
        return read.success ? read.data : null
      } catch {
        return null
      }
    },
    save: async (stored) => {
      try {
        await (await database).db?.put(MEMORY, stored, key)
      } catch {
        // Full or forbidden: it is learned anew in the next visit.
      }
    },
  }
}

/** Nothing outlives the page. */
export const noSurvivalStorage: SurvivalStorage = { load: async () => null, save: async () => {} }

export const survivalToStored = ({ tallies }: RoomSurvival, savedAt: number): StoredSurvival => ({
  format: STORED_SURVIVAL_FORMAT,
  savedAt,
  tallies: [...tallies],
})

/** What an earlier visit learned; hours whose bins are not ours are left out. What is older than a day drops out later. */
export function survivalFromStored({ tallies }: StoredSurvival): RoomSurvival {
  const isOurs = (bins: Uint32Array): boolean => bins.length === AGE_BINS
  const kept = tallies.map(
    ([id, hours]) => [id, hours.filter(({ joined, ended, unseen }) => [joined, ended, unseen].every(isOurs))] as const,
  )
  return { tallies: new Map(kept.map(([id, hours]) => [id, [...hours]])) }
}
