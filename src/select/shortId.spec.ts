import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Endings } from '../types/snapshot.ts'
import { addEnding, removeEnding, shortId, shortIds } from './shortId.ts'

describe('short IDs', () => {
  const one = 'aaaaaaaa-1111-2222-3333'
  test.each<[title: string, ids: string[], short: string[]]>([
    ['up to 16 characters it is whole', ['p-1', 'exactly-sixteen!'], ['p-1', 'exactly-sixteen!']],
    ['the last six', [one], ['…2-3333']],
    ['one more where two end alike', [`${one}X234567`, `${one}Y234567`], ['…X234567', '…Y234567']],
    ['not two more', [`${one}AX23456`, `${one}BY23456`, `${one}CY23456`], ['…X23456', '…BY23456', '…CY23456']],
    ['a short one ends alike, too', ['p-123456', `${one}X-123456`], ['p-123456', '…X-123456']],
    ['one is the ending of the other', [`${one}${one}`, `${one}`], [`…3${one}`, one]],
    ['the same twice', [one, one], ['…2-3333', '…2-3333']],
    ['no half characters', ['aaaaaaaaaaaaaaaa😀12345'], ['…😀12345']],
    ['__proto__', ['__proto__', '__proto____proto__'], ['__proto__', '…___proto__']],
  ])('%s', (_title, ids, short) => {
    const found = shortIds(ids)
    expect(ids.map((id) => found.get(id))).toEqual(short)
  })

  test('are unique, and the shortest that are', () => {
    const id = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.array(fc.constantFrom('a', 'b'), { minLength: 5, maxLength: 40 }).map((chars) => chars.join('')),
    )
    fc.assert(
      fc.property(fc.uniqueArray(id, { maxLength: 30 }), (ids) => {
        const short = shortIds(ids)
        expect([...short.keys()].toSorted()).toEqual([...ids].toSorted())
        for (const [whole, text] of short) {
          if (whole.length <= 16) expect(text).toBe(whole)
          if (text === whole) continue
          const ending = text.slice(1)
          expect(whole.endsWith(ending)).toBe(true)
          expect(ending.length).toBeGreaterThanOrEqual(6)
          const others = ids.filter((other) => other !== whole)
          expect(others.some((other) => other.endsWith(ending))).toBe(false)
          if (ending.length > 6) expect(others.some((other) => other.endsWith(ending.slice(1)))).toBe(true)
        }
      }),
    )
  })

  test('50,000 that end alike are found at all', { timeout: 20_000 }, () => {
    const ids = Array.from({ length: 50_000 }, (_, index) => `${index}-${'x'.repeat(60)}`)
    expect(shortIds(ids).size).toBe(50_000)
  })

  test('kept from poll to poll say the same', () => {
    const id = fc.array(fc.constantFrom('a', 'b'), { minLength: 12, maxLength: 24 }).map((chars) => chars.join(''))
    const change = fc.record({ id, there: fc.boolean() })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const kept: Endings = new Map()
        const ids = new Set<string>()
        for (const { id: one, there } of changes) {
          if (there) {
            addEnding(kept, one)
            ids.add(one)
          } else {
            removeEnding(kept, one)
            ids.delete(one)
          }
        }
        const expected = shortIds([...ids])
        for (const one of ids) expect(shortId(kept, one)).toBe(expected.get(one))
        const left = [...kept.values()].flatMap((alike) => (typeof alike === 'string' ? [alike] : [...alike]))
        expect(left.toSorted()).toEqual([...ids].toSorted())
      }),
    )
  })
})
