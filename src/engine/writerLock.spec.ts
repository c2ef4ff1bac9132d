import { expect, test } from 'vitest'
import { createWriterLock } from './writerLock.ts'

/** A browser's locks, as far as one of them is asked for with `ifAvailable`. */
function fakeLocks() {
  const held = new Set<string>()
  const request = async (name: string, _options: unknown, hold: (lock: { name: string } | null) => unknown) => {
    await Promise.resolve()
    if (held.has(name)) return hold(null)
    held.add(name)
    await hold({ name })
    return held.delete(name)
  }
  return { locks: { request } as unknown as LockManager, held }
}

/** The same where they can be stolen: whoever held one is told by a rejection. */
function stealable() {
  let lose: (() => void) | null = null
  const request = async (_name: string, { steal }: LockOptions, hold: (lock: { name: string } | null) => unknown) => {
    await Promise.resolve()
    if (lose !== null && steal !== true) return hold(null)
    lose?.()
    const stolen = new Promise((_, reject) => (lose = () => reject(new DOMException('stolen', 'AbortError'))))
    return Promise.race([hold({ name: 'it' }), stolen])
  }
  return { locks: { request } as unknown as LockManager }
}

test('one of two has it, and whoever asks while it is asked for gets the same answer', async () => {
  const { locks } = fakeLocks()
  const [mine, others] = [createWriterLock(false, locks), createWriterLock(false, locks)]
  expect(await Promise.all([mine.held(), mine.held()])).toEqual([true, true])
  expect(await others.held()).toBe(false)
  expect(await mine.held()).toBe(true)
})

test('it is asked for again until it is there', async () => {
  const { locks, held } = fakeLocks()
  held.add('roomdeck-history')
  const lock = createWriterLock(false, locks)
  expect(await lock.held()).toBe(false)
  held.clear()
  expect(await lock.held()).toBe(true)
})

test('who takes the place of one that hangs takes the lock from it, once', async () => {
  const { locks } = stealable()
  const [hung, successor] = [createWriterLock(false, locks), createWriterLock(true, locks)]
  expect(await hung.held()).toBe(true)
  expect(await successor.held()).toBe(true)
  // It comes back after all: it has lost the lock, and does not steal it back.
  await Promise.resolve()
  expect(await hung.held()).toBe(false)
  expect(await successor.held()).toBe(true)
})

test('without locks everybody writes', async () => {
  expect(await createWriterLock(false, undefined).held()).toBe(true)
})
