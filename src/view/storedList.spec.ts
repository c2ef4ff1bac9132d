import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { z } from '../types/zMini.ts'
import { createStoredList } from './storedList.ts'

const KEY = 'list'
let stored: Map<string, string>
let full: boolean

beforeEach(() => {
  stored = new Map()
  full = false
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => {
      if (full) throw new DOMException('full', 'QuotaExceededError')
      stored.set(key, text)
    },
  })
})
afterEach(() => vi.unstubAllGlobals())

const list = () => createStoredList(KEY, z.string())

test('what another tab wrote is what the next change is made to', () => {
  const [here, there] = [list(), list()]
  expect(here.all()).toEqual([])
  there.put(['theirs'])
  here.put([...here.stored(), 'ours'])
  expect(there.stored()).toEqual(['theirs', 'ours'])
})

test('what could not be stored holds for this visit, and the next change is made to it', () => {
  const here = list()
  here.put(['kept'])
  full = true
  expect(here.put([...here.stored(), 'first'])).toBe(false)
  expect(here.put([...here.stored(), 'second'])).toBe(false)
  expect(here.all()).toEqual(['kept', 'first', 'second'])
  full = false
  expect(here.put([...here.stored(), 'third'])).toBe(true)
  expect(list().all()).toEqual(['kept', 'first', 'second', 'third'])
})

test('what does not hold is left out', () => {
  stored.set(KEY, JSON.stringify(['a', 7, null]))
  expect(list().all()).toEqual(['a'])
  stored.set(KEY, 'nonsense')
  expect(list().all()).toEqual([])
})
