const NAME = 'roomdeck-history'

/** Of several pages or workers, only one writes. */
export interface WriterLock {
  /** Whether it is this one; asks again each time until it is, and then stays so while it is open. */
  held(): Promise<boolean>
}

/**
 * By the Web Lock `roomdeck-history`: one for all that a worker writes, whichever source it is of, since a lock held is
 * not given twice. Where there are no locks (a page not from a secure context) every page may write: each write is one
 * transaction, and blocks hold what their page saw.
 * @param steals it takes the place of a worker that hangs, which may hold the lock for as long as any page is there.
 */
export function createWriterLock(
  steals = false,
  locks: LockManager | undefined = globalThis.navigator?.locks,
): WriterLock {
  let mine = locks === undefined
  let asked: Promise<boolean> | null = null
  let stealsNext = steals
  const ask = (manager: LockManager): Promise<boolean> =>
    new Promise((resolve) => {
      const hold = (lock: Lock | null): Promise<void> | undefined => {
        if (lock !== null) mine = true
        resolve(mine)
        // Held for as long as the page is there.
        return lock === null ? undefined : new Promise<void>(() => undefined)
      }
      const how: LockOptions = stealsNext ? { steal: true } : { ifAvailable: true }
      stealsNext = false
      manager.request(NAME, how, hold).catch(() => {
        // Nobody gave it, or another has taken it since.
        mine = false
        resolve(false)
      })
    })
  return {
    held: async () => {
      if (mine || locks === undefined) return true
      // Who asks meanwhile waits for the same answer: a second request would find the first one's lock.
      asked ??= ask(locks).finally(() => (asked = null))
      return asked
    },
  }
}
