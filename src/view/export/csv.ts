import Papa from 'papaparse'
import type { Cell, Field } from './fields.ts'

/** Excel reads UTF-8 as such only when a file begins with this. */
export const BOM = '\uFEFF'

/** RFC 4180 §2.1. */
const LINE_END = '\r\n'

/**
 * Text that a spreadsheet would run as a formula (OWASP "CSV Injection", ASVS 1.2.10) gets an apostrophe in front.
 * Papaparse's own pattern lets go what has a line end further on, and knows neither NUL, LF nor the full-width signs.
 */
const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠]/

const CONFIG = { header: false, newline: LINE_END, escapeFormulae: FORMULA } as const

/** Lines of a table, each with its end (RFC 4180); an unknown cell is empty, a number is never taken for a formula. */
const lines = (rows: readonly (readonly Cell[])[]): string =>
  rows.length === 0 ? '' : Papa.unparse(rows as Cell[][], CONFIG) + LINE_END

/** The line of names that a file begins with. */
export const csvHead = (fields: readonly Field<never>[]): string => BOM + lines([fields.map(({ name }) => name)])

export const csvLines = <Row>(fields: readonly Field<Row>[], rows: readonly Row[]): string =>
  lines(rows.map((row) => fields.map(({ value }) => value(row))))

/** A whole table, its names in the first row. */
export const csvTable = (rows: readonly (readonly Cell[])[]): string => BOM + lines(rows)
