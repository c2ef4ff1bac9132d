import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listPieces } from './listPieces.ts'
import { sampleRow } from './sampleRow.ts'

const cut = (text: string, size: number): string[] => text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []

/** Pieces of a text that comes in chunks of a size. */
const parts = (text: string, length: number, chunk = 7919): unknown[] => [...listPieces(cut(text, chunk), length)]

describe('pieces of a list', () => {
  test('are rows, some at a time, in order', () => {
    const rows = Array.from({ length: 50 }, (_, index) => sampleRow({ processId: `p-${index}` }))
    const text = JSON.stringify(rows)
    const pieces = parts(text, 4000)
    expect(pieces.length).toBeGreaterThan(8)
    expect(pieces.flat()).toEqual(rows)
    expect(parts(`  ${text}\n`, 4000).flat()).toEqual(rows)
  })

  test('rows that begin in unequal ways cost no more, in however small chunks they come', () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => ({ [`k${index}`]: 'x'.repeat(100) }))
    expect(parts(JSON.stringify(rows), 1000, 200)).toEqual([rows])
  })

  // What reads like the end of a row, in a text, a config or a list within the row.
  const trap = '},{"processId":'
  const value = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('a', trap, `"${trap}`, `\\${trap}\\"`, '[', ']', '}', 7, null, true) },
    { weight: 1, arbitrary: fc.array(fc.record({ processId: fc.constantFrom('x', trap) }), { maxLength: 3 }) },
  )
  const row = fc.record({ processId: value, rooms: value, config: value })
  const size = fc.integer({ min: 1, max: 200 })

  test('put together are what parsing the whole gives, wherever the text seems to end', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), size, size, (rows, length, chunk) => {
        const text = JSON.stringify(rows)
        const pieces = parts(text, length, chunk)
        expect(pieces.length === 1 ? pieces[0] : pieces.flat()).toEqual(JSON.parse(text))
      }),
      { numRuns: 3000 },
    )
  })

  test('a text that is no JSON is never one in pieces', () => {
    const edit = fc.record({
      at: fc.nat(400),
      cut: fc.nat(3),
      put: fc.constantFrom('', ',', '}', ']', '"', '{', 'x', trap),
    })
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), size, size, edit, (rows, length, chunk, e) => {
        const good = JSON.stringify(rows)
        const text = good.slice(0, e.at) + e.put + good.slice(e.at + e.cut)
        let whole: unknown
        try {
          whole = JSON.parse(text)
        } catch {
          expect(() => parts(text, length, chunk)).toThrow(SyntaxError)
          return
        }
        const pieces = parts(text, length, chunk)
        expect(pieces.length === 1 ? pieces[0] : pieces.flat()).toEqual(whole)
      }),
      { numRuns: 3000 },
    )
  })

  test.each(['null', '{}', '"x"', '42', '[]', '[null]', '[1,2]', '[[1],[2]]', '{"processId":[{"processId":1}]}'])(
    '%s is one piece, as it is',
    (text) => expect(parts(text, 1)).toEqual([JSON.parse(text)]),
  )
})
