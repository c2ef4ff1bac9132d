import type { Cell, Field } from './fields.ts'

/** Raised whenever a name in a file changes its meaning or goes; a new one is no new version. */
export const EXPORT_VERSION = 1

/** A row as an object of the names that the columns have. */
export function objectOf<Row>(fields: readonly Field<Row>[], row: Row): Record<string, Cell> {
  const made: Record<string, Cell> = {}
  for (const { name, value } of fields) made[name] = value(row)
  return made
}

/** The file up to its first row: everything that is known before. */
export const jsonHead = (envelope: Readonly<Record<string, unknown>>): string =>
  `${JSON.stringify(envelope).slice(0, -1)},"rows":[`

/** Writes rows, one a line, a few at a time. */
export function createJsonLines(): (rows: readonly unknown[]) => string {
  let before = ''
  return (rows) => {
    let text = ''
    for (const row of rows) {
      text += `${before}\n${JSON.stringify(row)}`
      before = ','
    }
    return text
  }
}

/** The end of the file, with what is known once all rows are in it: a file without it was cut off. */
export const jsonTail = (sums: object): string => `\n],"sums":${JSON.stringify(sums)}}\n`
