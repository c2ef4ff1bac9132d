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

test('one of two has it, and whoever asks while it is asked for gets the same answer', async () => {
  const { locks } = fakeLocks()
  const [mine, others] = [createWriterLock(locks), createWriterLock(locks)]
  expect(await Promise.all([mine.held(), mine.held()])).toEqual([true, true])
  expect(await others.held()).toBe(false)
  expect(await mine.held()).toBe(true)
})

test('it is asked for again until it is there', async () => {
  const { locks, held } = fakeLocks()
  held.add('roomdeck-history')
  const lock = createWriterLock(locks)
  expect(await lock.held()).toBe(false)
  held.clear()
  expect(await lock.held()).toBe(true)
})

test('without locks everybody writes', async () => {
  expect(await createWriterLock(undefined).held()).toBe(true)
})
