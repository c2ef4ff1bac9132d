import type { RowPieces } from './feed.ts'

/**
 * Writes rows of ASCII JSON into one array, straight into the bytes: joining strings of 90 MB first takes three times
 * as long.
 */
export function joinRows(rows: readonly (Readonly<RowPieces> | string)[]): Buffer {
  let size = 2 + Math.max(0, rows.length - 1)
  for (const row of rows) {
    size += typeof row === 'string' ? row.length : row.head.length + row.counters.length + row.rooms.length
  }
  const bytes = Buffer.allocUnsafe(size)
  let at = bytes.write('[', 0, 'latin1')
  rows.forEach((row, index) => {
    if (index > 0) at += bytes.write(',', at, 'latin1')
    if (typeof row === 'string') at += bytes.write(row, at, 'latin1')
    else {
      bytes.set(row.head, at)
      at += row.head.length
      at += bytes.write(row.counters, at, 'latin1')
      bytes.set(row.rooms, at)
      at += row.rooms.length
    }
  })
  bytes.write(']', at, 'latin1')
  return bytes
}
