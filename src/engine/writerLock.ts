const NAME = 'roomdeck-history'

/** Of several pages, only one writes. */
export interface WriterLock {
  /** Whether this page is the one; asks again each time until it is, and then stays so while it is open. */
  held(): Promise<boolean>
}

/**
 * By the Web Lock `roomdeck-history`. Where there are no locks (a page not from a secure context) every page may write:
 * each write is one transaction, and blocks hold what their page saw.
 */
export function createWriterLock(locks: LockManager | undefined = globalThis.navigator?.locks): WriterLock {
  let mine = locks === undefined
  const ask = (manager: LockManager): Promise<boolean> =>
    new Promise((resolve) => {
      const hold = (lock: Lock | null): Promise<void> | undefined => {
        mine = lock !== null
        resolve(mine)
        // Held for as long as the page is there.
        return lock === null ? undefined : new Promise<void>(() => undefined)
      }
      manager.request(NAME, { ifAvailable: true }, hold).catch(() => resolve(mine))
    })
  return { held: async () => mine || locks === undefined || ask(locks) }
}
