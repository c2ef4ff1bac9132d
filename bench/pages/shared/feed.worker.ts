import { FIGURES, type ColumnPoll, type Figure, type Flat, type PollForm } from './flat.ts'

const REGIONS = 'Seattle Los_Angeles Washington_DC Chicago Dallas London Frankfurt Johannesburg Dubai Mumbai'.split(' ')
/** Rows whose text changes in one poll, of a thousand. */
const CHANGES = 6

let rows: Flat[] = []
let seq = 0

function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  return (h ^ (h >>> 13)) >>> 0
}

const makeRow = (index: number): Flat => ({
  index,
  id: `${mix(index, 1).toString(16).padStart(8, '0')}-${index.toString(16).padStart(6, '0')}`,
  lifecycle: index % 20 === 19 ? 'draining' : 'running',
  region: REGIONS[mix(index, 2) % REGIONS.length] ?? '',
  deployment: 101 + (index % 5),
  connections: 1000 + (mix(index, 5) % 7900),
  egress: 1_000_000 + (mix(index, 6) % 4_000_000),
  total: 100_000_000_000 + mix(index, 7),
  rooms: 3,
  open: 1,
  up: 3600 + (mix(index, 8) % 40_000),
  why: index % 20 === 19 ? 'draining: since 12 min' : '',
})

/** Moves every counter of every row, as the scripted upstream does; gives the rows whose text changed. */
function move(): [index: number, why: string][] {
  seq += 1
  const changed: [number, string][] = []
  for (const [index, row] of rows.entries()) {
    const h = mix(index, seq)
    const by = (h & 63) - 32 || 1
    const moved = row.connections + by
    if (index === 0) row.connections = 9000 + (seq % 1000)
    else row.connections = moved < 1000 || moved > 8900 ? moved - 2 * by : moved
    row.egress = 1_000_000 + (h % 4_000_000)
    row.total += row.egress * 5
    row.up += 5
    if (h % 1000 >= CHANGES) continue
    row.why = `draining: room ${h % 100_000} left`
    changed.push([index, row.why])
  }
  return changed
}

const columnsNow = (): ColumnPoll['columns'] =>
  Object.fromEntries(FIGURES.map((key) => [key, Float64Array.from(rows, (row) => row[key])])) as Record<
    Figure,
    Float64Array<ArrayBuffer>
  >

addEventListener('message', ({ data }: MessageEvent<{ make: number } | PollForm>) => {
  if (typeof data === 'object') {
    rows = Array.from({ length: data.make }, (_, index) => makeRow(index))
    postMessage(rows)
    return
  }
  const changed = move()
  if (data === 'rows') return postMessage({ rows })
  const poll: ColumnPoll = { columns: columnsNow(), changed }
  postMessage(poll, { transfer: Object.values(poll.columns).map(({ buffer }) => buffer) })
})
