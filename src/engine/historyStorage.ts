import type { IDBPDatabase } from 'idb'
import { TIER_NAMES, type TierName } from '../history/tier.ts'
import type { StoredBlock } from '../types/storedHistory.ts'
import { HISTORY, LATE_WORDS, openDatabase, QUARANTINE, inTime } from './database.ts'

/** A block as it was found: anything at all. */
export interface FoundBlock {
  key: IDBValidKey
  value: unknown
}

export interface BlockChanges {
  puts: readonly StoredBlock[]
  /** By tier, where the oldest block that is still wanted begins, epoch ms; null: nothing is known of it. */
  oldest: Readonly<Record<TierName, number | null>>
  /** By tier, where the newest block begins, after something was taken back; null: what is later may be of others. */
  newest: Readonly<Record<TierName, number | null>>
}

/** Where the history's blocks outlive the page, one record a block. Nothing here throws. */
export interface HistoryStorage {
  /** Every block of this source and app, oldest first; or why there is no storage, in words. */
  load(): Promise<{ found: FoundBlock[] } | { reason: string }>
  /** Writes changed blocks and deletes those out of reach, all or nothing. */
  write(changes: BlockChanges): Promise<'kept' | 'full' | 'failed'>
  /** Puts what does not hold aside; of that the newest hundred are kept. */
  setAside(blocks: readonly FoundBlock[]): Promise<void>
  /** Deletes a quarter of all blocks: those of other sources first, then the oldest. */
  makeRoom(): Promise<void>
}

const DROPPED_SHARE = 0.25
const MOST_ASIDE = 100

/**
 * IndexedDB: keys are [source, app, tier, start], so that a range of keys is a stretch of time of one tier.
 * @param loadMs for how long it is waited for; null: as long as it takes.
 */
export function createHistoryStorage(
  source: string,
  app: string,
  database = openDatabase(),
  loadMs: number | null = null,
): HistoryStorage {
  const all = (): IDBKeyRange => IDBKeyRange.bound([source, app], [source, app, []])
  const inDatabase = async <T>(otherwise: T, run: (db: IDBPDatabase) => Promise<T>): Promise<T> => {
    try {
      const { db } = await database
      return db === null ? otherwise : await run(db)
    } catch {
      return otherwise
    }
  }
  return {
    load: async () => {
      const opened = await database
      if (opened.db === null) return { reason: opened.reason }
      try {
        const store = opened.db.transaction(HISTORY).store
        const found = await inTime(Promise.all([store.getAllKeys(all()), store.getAll(all())]), loadMs)
        if (found === 'late') return { reason: LATE_WORDS }
        const [keys, values] = found
        return { found: keys.map((key, index): FoundBlock => ({ key, value: values[index] })) }
      } catch {
        return { reason: 'what is stored could not be read' }
      }
    },

    write: ({ puts, oldest, newest }) =>
      inDatabase<'kept' | 'full' | 'failed'>('failed', async (db) => {
        const transaction = db.transaction(HISTORY, 'readwrite')
        const { store } = transaction
        try {
          const requests: Promise<unknown>[] = puts.map((block) =>
            store.put(block, [source, app, block.tier, block.start]),
          )
          for (const tier of TIER_NAMES) {
            const [from, to] = [oldest[tier], newest[tier]]
            const before = (end: IDBValidKey) => IDBKeyRange.bound([source, app, tier], end, false, true)
            const after = (begin: IDBValidKey) => IDBKeyRange.bound(begin, [source, app, tier, []], true, true)
            if (from !== null) requests.push(store.delete(before([source, app, tier, from])))
            if (to !== null) requests.push(store.delete(after([source, app, tier, to])))
          }
          await Promise.all([...requests, transaction.done])
          return 'kept'
        } catch (error) {
          // Whichever comes first, the request's failure or the transaction's.
          await transaction.done.catch(() => undefined)
          return isQuota(error) || isQuota(transaction.error) ? 'full' : 'failed'
        }
      }),

    setAside: (blocks) =>
      inDatabase<void>(undefined, async (db) => {
        const transaction = db.transaction([HISTORY, QUARANTINE], 'readwrite')
        const aside = transaction.objectStore(QUARANTINE)
        const requests = blocks.flatMap(({ key, value }): Promise<unknown>[] => [
          aside.put(value, key),
          transaction.objectStore(HISTORY).delete(key),
        ])
        const keys = oldestFirst(await aside.getAllKeys(all()))
        for (const key of keys.slice(0, -MOST_ASIDE)) requests.push(aside.delete(key))
        await Promise.all([...requests, transaction.done])
      }),

    makeRoom: () =>
      inDatabase<void>(undefined, async (db) => {
        const transaction = db.transaction(HISTORY, 'readwrite')
        const keys = oldestFirst(await transaction.store.getAllKeys())
        const own = all()
        const leastWanted = keys.toSorted((a, b) => Number(own.includes(a)) - Number(own.includes(b)))
        const dropped = leastWanted.slice(0, Math.ceil(keys.length * DROPPED_SHARE))
        await Promise.all([...dropped.map((key) => transaction.store.delete(key)), transaction.done])
      }),
  }
}

const isQuota = (error: unknown): boolean => error instanceof DOMException && error.name === 'QuotaExceededError'

const oldestFirst = (keys: readonly IDBValidKey[]): IDBValidKey[] => keys.toSorted((a, b) => startOf(a) - startOf(b))

/** When the block of a key begins; whatever has no such key is oldest. */
function startOf(key: IDBValidKey): number {
  const start: unknown = Array.isArray(key) ? key[3] : undefined
  return typeof start === 'number' ? start : Number.NEGATIVE_INFINITY
}
