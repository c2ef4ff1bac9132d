import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { BOM, csvHead, csvLines } from './csv.ts'
import type { Cell, Field } from './fields.ts'

const column = (at: number): Field<readonly Cell[]> => ({ name: `c${at}`, value: (row) => row[at] ?? null })
const TWO = [column(0), column(1)]

const lineOf = (cell: Cell): string => csvLines(TWO, [[cell, 'x']])

/** Signs that a spreadsheet takes for the beginning of a formula. */
const SIGNS = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠']

const read = (text: string): string[][] =>
  Papa.parse<string[]>(text, { delimiter: ',', newline: '\r\n' }).data.slice(0, -1)

describe('a cell', () => {
  test.each<[title: string, cell: Cell, written: string]>([
    ['plain text', 'Tokyo', 'Tokyo'],
    ['an ID with signs further on', 'p-1=2+3@4', 'p-1=2+3@4'],
    ['unknown', null, ''],
    ['empty text', '', ''],
    ['zero', 0, '0'],
    ['a negative number', -1.5, '-1.5'],
    ['a big number', 2 ** 53 - 1, '9007199254740991'],
    ['quotes, commas and a line end', 'a"b,c\n', '"a""b,c\n"'],
    ['JSON', '{"mode":"duel"}', '"{""mode"":""duel""}"'],
    ['blanks at an end', ' a', '" a"'],
    ['a time', '2026-11-24T03:04:05.000Z', '2026-11-24T03:04:05.000Z'],
    ['a formula', '=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ['a formula of two lines', '=1+1\n2', '"\'=1+1\n2"'],
    ['a negative number as text', '-1', '"\'-1"'],
    ...SIGNS.map((sign): [string, Cell, string] => [
      `text that begins with ${JSON.stringify(sign)}`,
      `${sign}SUM`,
      `"'${sign}SUM"`,
    ]),
  ])('%s', (_title, cell, written) => {
    expect(lineOf(cell)).toBe(`${written},x\r\n`)
  })

  test('read back is what it was, but for the apostrophe of the guard', () => {
    const sign = fc.constantFrom(...SIGNS, "'", '"', ',', ';', ' ', '\r\n', BOM)
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.tuple(sign, fc.string()).map((parts) => parts.join('')),
      fc.array(sign).map((parts) => parts.join('')),
    )
    const cell = fc.oneof(text, fc.constant(null), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
    const shown = (value: Cell): string => {
      if (typeof value === 'string') return SIGNS.some((one) => value.startsWith(one)) ? `'${value}` : value
      return value === null ? '' : String(value)
    }
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        expect(read(csvLines(TWO, rows))).toEqual(rows.map((row) => row.map(shown)))
      }),
      { numRuns: 200 },
    )
  })
})

test('a file begins with the mark that Excel knows UTF-8 by, and the names', () => {
  expect(csvHead(TWO)).toBe('\uFEFFc0,c1\r\n')
})

test('no rows are no line', () => {
  expect(csvLines(TWO, [])).toBe('')
})
