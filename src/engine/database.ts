import { openDB, type IDBPDatabase } from 'idb'
import { NEWER_WORDS } from './newerFormat.ts'

const NAME = 'roomdeck'
/** 1: memory. 2: history and what of it did not hold. */
const VERSION = 2
export const MEMORY = 'memory'
export const HISTORY = 'history'
export const QUARANTINE = 'quarantine'
const BLOCKED_MS = 3000
const SLOW_WORDS = 'this browser’s storage did not open in time: reload the page to try again'

/** The database, or why there is none, in words. */
export type Opened = { db: IDBPDatabase } | { db: null; reason: string }

export const LATE_WORDS = 'what is stored could not be read in time: close all tabs of this page and open it again'

/** What was asked of the database, or `late` when it takes too long; an error stays one. @param ms null for as long as it takes */
export async function inTime<T>(asked: Promise<T>, ms: number | null): Promise<T | 'late'> {
  if (ms === null) return asked
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), ms)))
  try {
    return await Promise.race([asked, late])
  } finally {
    clearTimeout(timer)
  }
}

function reasonOf(error: unknown): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'VersionError') return NEWER_WORDS
  if (name === 'SecurityError') return 'this browser does not let the page store anything'
  return 'this browser stores nothing here'
}

/**
 * Opens the database; never throws. There is none where the browser has none or refuses, where a newer version of this
 * page has been (its data stay as they are), and where an older one does not let go, or a busy disk does not open it,
 * within 3 s: the first table waits for it.
 */
export async function openDatabase(blockedMs = BLOCKED_MS): Promise<Opened> {
  let late = false
  let isBlocked = false
  try {
    const opening = openDB(NAME, VERSION, {
      blocked: () => void (isBlocked = true),
      upgrade: (db) => {
        for (const store of [MEMORY, HISTORY, QUARANTINE]) {
          if (!db.objectStoreNames.contains(store)) db.createObjectStore(store)
        }
      },
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    })
    // Opened after all, when nobody waits for it any more, it would block the next version.
    void opening.then(
      (db) => late && db.close(),
      () => undefined,
    )
    const db = await inTime(opening, blockedMs)
    late = db === 'late'
    if (db !== 'late') return { db }
    return { db: null, reason: isBlocked ? 'an older version of this page is open in another tab' : SLOW_WORDS }
  } catch (error) {
    return { db: null, reason: reasonOf(error) }
  }
}
