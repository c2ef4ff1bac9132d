/** A row as the rivals show it: flat, ready to print, one field a column. */
export interface Flat {
  index: number
  id: string
  lifecycle: string
  region: string
  deployment: number
  connections: number
  /** Bytes per second. */
  egress: number
  /** Bytes since the start. */
  total: number
  rooms: number
  open: number
  /** Seconds. */
  up: number
  why: string
}

export type Figure = 'connections' | 'egress' | 'total' | 'rooms' | 'open' | 'up'
export const FIGURES: readonly Figure[] = ['connections', 'egress', 'total', 'rooms', 'open', 'up']

/** A poll as whole columns, transferred, and the few rows whose text changed: the least there is to say. */
export interface ColumnPoll {
  columns: Record<Figure, Float64Array<ArrayBuffer>>
  changed: readonly (readonly [index: number, why: string])[]
}

/** A poll as row objects, which is what row-based libraries are given. */
export interface RowPoll {
  rows: Flat[]
}

/** In which of the two forms a page wants its polls. */
export type PollForm = 'columns' | 'rows'

/** Writes a poll into the row objects that are there. */
export function writeRows(rows: readonly Flat[], { columns, changed }: ColumnPoll): void {
  const { connections, egress, total, rooms: counts, open, up } = columns
  for (const [index, row] of rows.entries()) {
    row.connections = connections[index] ?? 0
    row.egress = egress[index] ?? 0
    row.total = total[index] ?? 0
    row.rooms = counts[index] ?? 0
    row.open = open[index] ?? 0
    row.up = up[index] ?? 0
  }
  for (const [index, why] of changed) {
    const row = rows[index]
    if (row) row.why = why
  }
}
