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

/** What the worker posts after a poll: whole columns, transferred, and the few rows whose text changed. */
export interface FlatPoll {
  mark: number
  columns: Record<Figure, Float64Array<ArrayBuffer>>
  changed: readonly (readonly [index: number, why: string])[]
}

/** New row objects after a poll, as libraries that compare by identity want them. */
export function rowsAfter(rows: readonly Flat[], { columns, changed }: FlatPoll): Flat[] {
  const { connections, egress, total, rooms, open, up } = columns
  const next = rows.map((row, index) => ({
    index: row.index,
    id: row.id,
    lifecycle: row.lifecycle,
    region: row.region,
    deployment: row.deployment,
    connections: connections[index] ?? 0,
    egress: egress[index] ?? 0,
    total: total[index] ?? 0,
    rooms: rooms[index] ?? 0,
    open: open[index] ?? 0,
    up: up[index] ?? 0,
    why: row.why,
  }))
  for (const [index, why] of changed) {
    const row = next[index]
    if (row) row.why = why
  }
  return next
}

/** The same into the objects that are there. */
export function writeRows(rows: readonly Flat[], { columns, changed }: FlatPoll): void {
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
