import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRowWindow } from './rowWindow.ts'

const spanOf = (rows: readonly number[]): [number | undefined, number | undefined] => [rows[0], rows.at(-1)]

test('rows in view and those where it moves to, within the list', () => {
  const rowsOf = createRowWindow()
  const at = (startIndex: number): [number | undefined, number | undefined] =>
    spanOf(rowsOf({ startIndex, endIndex: startIndex + 9, overscan: 4, count: 1000 }))
  expect(at(0)).toEqual([0, 17])
  expect(at(20)).toEqual([18, 35])
  // It does not move by itself.
  expect(at(20)).toEqual([18, 35])
  expect(at(15)).toEqual([9, 26])
  expect(at(990)).toEqual([982, 999])
  expect(spanOf(createRowWindow()({ startIndex: 0, endIndex: 4, overscan: 4, count: 5 }))).toEqual([0, 4])
  expect(createRowWindow()({ startIndex: 0, endIndex: -1, overscan: 4, count: 0 })).toEqual([])
})

test('property: every row in view is drawn, and their number does not change while scrolling', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 60, max: 50_000 }),
      fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1, maxLength: 20 }),
      (count, scrolls) => {
        const rowsOf = createRowWindow()
        // A row cut at both edges makes one more in view than a row that is not.
        rowsOf({ startIndex: 0, endIndex: 20, overscan: 8, count })
        for (const [to, cut] of scrolls) {
          const startIndex = to % (count - 20)
          const endIndex = startIndex + (cut ? 20 : 19)
          const rows = rowsOf({ startIndex, endIndex, overscan: 8, count })
          expect(rows).toHaveLength(37)
          expect(rows).toEqual(expect.arrayContaining([startIndex, endIndex]))
          expect(rows.every((row) => row >= 0 && row < count)).toBe(true)
        }
      },
    ),
  )
})
