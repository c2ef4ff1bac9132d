import { expect, test } from 'vitest'
import { holdText, takeDue, type HeldTexts } from './heldTexts.ts'

const heldOf = (...texts: [text: string | null, seq: number][]): HeldTexts => {
  const held: HeldTexts = new Map()
  for (const [text, seq] of texts) holdText(held, [7, text, seq])
  return held
}

test.each<[title: string, texts: [string | null, number][], seq: number, due: (string | null)[], left: number]>([
  ['none is due before its poll', [['a', 5]], 4, [], 1],
  ['one is due with its poll', [['a', 5]], 5, ['a'], 0],
  ['so is a slot that is free', [[null, 5]], 6, [null], 0],
  [
    'the newest that is due is taken, and later ones stay',
    [
      ['a', 5],
      ['b', 6],
      ['c', 7],
    ],
    6,
    ['b'],
    1,
  ],
])('%s', (_title, texts, seq, due, left) => {
  const held = heldOf(...texts)
  expect(takeDue(held, seq)).toEqual(due.map((text) => [7, text]))
  expect(held.get(7)?.length ?? 0).toBe(left)
})

test('however long a page stands still, a slot has three texts aside at most', () => {
  const held = heldOf(...Array.from({ length: 1000 }, (_, seq): [string, number] => [`text ${seq}`, seq]))
  expect(held.get(7)?.map(({ seq }) => seq)).toEqual([997, 998, 999])
})
