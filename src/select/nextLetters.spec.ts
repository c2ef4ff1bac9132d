import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findNextLetters, withNextLetter, type NextLetters } from './nextLetters.ts'
import { findText, newTextIndex, putText, type TextIndex } from './textIndex.ts'

function prepared(index: TextIndex, needle: string): NextLetters {
  const finding = findNextLetters(index, needle, findText(index, needle))
  for (;;) {
    const { done, value } = finding.next()
    if (done) return value
  }
}

const letter = fc.constantFrom('a', 'b', '7', '-', ' ', '{', 'é', '\u0000')
const text = fc.string({ unit: letter, maxLength: 9 })

test('a plain letter more stands where looking for the whole finds it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(text), { maxLength: 80 }),
      fc.string({ unit: letter, maxLength: 3 }),
      fc.constantFrom('a', '7', '-', 'z'),
      (texts, needle, typed) => {
        const index = newTextIndex()
        for (const [slot, one] of texts.entries()) putText(index, slot, one)
        expect(withNextLetter(prepared(index, needle), needle + typed)).toEqual(findText(index, needle + typed))
      },
    ),
    { numRuns: 2000 },
  )
})

test.each([
  ['the same text', 'ab'],
  ['two letters more', 'abcd'],
  ['a letter of which no index is kept', 'ab{'],
  ['another beginning', 'xbc'],
  ['less', 'a'],
])('nothing is known of %s', (_of, typed) => {
  const index = newTextIndex()
  putText(index, 0, 'abcd abd ab{')
  expect(withNextLetter(prepared(index, 'ab'), typed)).toBeNull()
})

test('long lists are gone through with pauses, in which a key may be answered', () => {
  const index = newTextIndex()
  for (let slot = 0; slot < 10_000; slot++) putText(index, slot, 'abc')
  let pauses = 0
  for (const finding = findNextLetters(index, 'ab', findText(index, 'ab')); !finding.next().done;) pauses += 1
  expect(pauses).toBe(5)
})
