import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findAgain, findText, needleOf, newTextIndex, onlySlot, putText, type TextIndex } from './textIndex.ts'

function indexOf(texts: readonly (string | null)[]): TextIndex {
  const index = newTextIndex()
  for (const [slot, text] of texts.entries()) putText(index, slot, text)
  return index
}

test('finds what reading every text finds, whatever characters it is of', () => {
  const unit = fc.constantFrom('a', 'z', 'q', '0', '9', '-', ' ', '"', '{', 'é', 'ß', '漢', '\u0000', '\ud83d\ude00')
  const text = fc.string({ unit, maxLength: 12 })
  // More than 32 slots, and a slot that holds one text after another.
  const puts = fc.array(fc.tuple(fc.nat(70), fc.option(text)), { maxLength: 12 })
  fc.assert(
    fc.property(puts, fc.string({ unit, maxLength: 3 }), (all, needle) => {
      const index = newTextIndex()
      for (const [slot, one] of all) putText(index, slot, one)
      const found = index.texts.map((one) =>
        one !== null && !needle.includes('\u0000') && one.includes(needle) ? 1 : 0,
      )
      expect([...findText(index, needle)]).toEqual(found)
    }),
    { numRuns: 2000 },
  )
})

describe('looking again at what changed', () => {
  const text = fc.option(fc.array(fc.constantFrom('a', 'b', 'ab'), { maxLength: 6 }).map((parts) => parts.join('')))
  const change = fc.tuple(fc.nat(9), text)

  test('finds what looking everywhere finds', () => {
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 8 }),
        fc.array(change, { maxLength: 12 }),
        fc.constantFrom('a', 'ab', 'ba'),
        (texts, changes, needle) => {
          const index = indexOf(texts)
          const before = findText(index, needle)
          for (const [slot, now] of changes) putText(index, slot, now)
          const again = findAgain(
            index,
            needle,
            before,
            changes.map(([slot]) => slot),
          )
          expect(again ?? before).toEqual(findText(index, needle))
        },
      ),
    )
  })

  test('says when nothing did', () => {
    const index = indexOf(['ab', 'b', null])
    const before = findText(index, 'a')
    putText(index, 1, 'bb')
    expect(findAgain(index, 'a', before, [1])).toBeNull()
    putText(index, 1, 'ba')
    expect(findAgain(index, 'a', before, [1])).toEqual(Uint8Array.of(1, 1, 0))
  })
})

test('what was typed on is found where its beginning was found, and nowhere else', () => {
  const text = fc.option(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 }))
  fc.assert(
    fc.property(fc.array(text), fc.constantFrom('a', 'b', 'ab'), fc.constantFrom('', 'a', 'c'), (texts, part, more) => {
      const index = indexOf(texts)
      for (const needle of [part + more, more + part]) {
        expect(findText(index, needle, findText(index, part))).toEqual(findText(index, needle))
      }
    }),
  )
})

test.each<[bits: number[], slot: number | null]>([
  [[], null],
  [[0, 0], null],
  [[1, 0, 0], 0],
  [[0, 0, 1], 2],
  [[0, 1, 1], null],
])('%j is only at %j', (bits, slot) => expect(onlySlot(Uint8Array.from(bits))).toBe(slot))

test.each([
  [' B ', 'b'],
  ['', ''],
  ['   ', ''],
])('%j is looked for as %j', (text, needle) => expect(needleOf(text)).toBe(needle))
