import { LEAST_CONNECTIONS } from '../types/fleet.ts'
import type { PerConnection, SeriesWindow } from '../types/series.ts'
import { cellsOf, newestCell, type Axis } from './axis.ts'
import { meanOf } from './buckets.ts'
import type { ProcessHistory } from './processHistory.ts'
import { processViews } from './processSeries.ts'
import { bucketAt, PAGE, rawAt, type Page } from './processPage.ts'
import { medianOf } from './median.ts'
import { readSeries, type LineSpec } from './read.ts'

/** Bytes per connection of less time are noise (docs/meaning.md, "Bytes per connection"). */
export const LEAST_MS = 120_000
/** A median of fewer processes says nothing of a deployment. */
export const LEAST_PEERS = 5
/** So many of a deployment's processes stand for all of it: reading more of them would keep the engine for too long. */
const MOST_PEERS = 500

const CONNECTIONS = 0
const EGRESS = 1

/** The least connections in a cell, and the averages of both; NaN where they are unknown. */
interface Cell {
  least: number
  connections: number
  egress: number
}

function readCell(axis: Axis, page: Page, cell: number, place: number, into: Cell): void {
  if (axis.stepMs === 0) {
    into.connections = into.least = page.raw[rawAt(page, cell, CONNECTIONS, place)] ?? Number.NaN
    into.egress = page.raw[rawAt(page, cell, EGRESS, place)] ?? Number.NaN
    return
  }
  const at = bucketAt(page, cell, CONNECTIONS, place)
  into.connections = meanOf(page.buckets, at)
  into.least = Number.isNaN(into.connections) ? Number.NaN : (page.buckets.min[at] ?? Number.NaN)
  into.egress = meanOf(page.buckets, bucketAt(page, cell, EGRESS, place))
}

/** By cell, bytes per second and connection of one process; NaN where that is unknown or noise, and over gaps. */
function ratiosOf(axis: Axis, page: Page, place: number, newest: number): Float64Array {
  const ratios = new Float64Array(axis.capacity).fill(Number.NaN)
  const one: Cell = { least: Number.NaN, connections: Number.NaN, egress: Number.NaN }
  const [first, end] = cellsOf(axis)
  let since: number | null = null
  for (let number = first; number < end; number++) {
    const cell = number % axis.capacity
    const time = axis.times[cell] ?? 0
    readCell(axis, page, cell, place, one)
    // What nobody watched is no time with enough of them.
    if (axis.gaps[cell] === 1 || !(one.least >= LEAST_CONNECTIONS)) since = null
    if (!(one.least >= LEAST_CONNECTIONS)) continue
    since ??= time
    if (Math.min(time + axis.stepMs, newest) - since >= LEAST_MS) ratios[cell] = one.egress / one.connections
  }
  return ratios
}

/** Some of many, evenly spread. */
const spread = (all: readonly string[]): readonly string[] =>
  all.length <= MOST_PEERS
    ? all
    : Array.from({ length: MOST_PEERS }, (_, n) => all[Math.floor((n * all.length) / MOST_PEERS)] ?? '')

/**
 * Egress per connection of one process, bytes per second, and the median over its deployment at the same times.
 * Both only where there were 5 connections for 2 min, the median where 5 processes have that.
 * @param deployment IDs of its listed processes, in an order that lasts.
 */
export function perConnection(
  history: ProcessHistory,
  processId: string,
  deployment: readonly string[],
  window: SeriesWindow,
): PerConnection {
  const ratios = (axis: Axis, id: string): Float64Array => {
    const place = history.places.get(id)
    const page = place === undefined ? undefined : history.pages[Math.floor(place / PAGE)]
    return place === undefined || page === undefined ? NOTHING : ratiosOf(axis, page, place % PAGE, history.newest ?? 0)
  }
  const peers = spread(deployment)
  const own = once((axis) => ratios(axis, processId))
  const others = once((axis) => peers.map((id) => ratios(axis, id)))
  const known = (axis: Axis, cell: number): number[] =>
    others(axis).flatMap((values) => {
      const value = values[cell] ?? Number.NaN
      return Number.isNaN(value) ? [] : [value]
    })
  const specs: LineSpec<Axis>[] = [
    line('own', (axis, cell) => own(axis)[cell] ?? Number.NaN),
    line('median', (axis, cell) => {
      const values = known(axis, cell)
      return values.length < LEAST_PEERS ? Number.NaN : medianOf(values)
    }),
  ]
  const series = readSeries(processViews(history), specs, window, history.newest)
  const { raw } = history.axes
  const compared = raw.begun === 0 ? 0 : known(raw, newestCell(raw)).length
  return { ...series, compared, looked: peers.length, listed: deployment.length }
}

const NOTHING = new Float64Array(0)

/** What is made of an axis, made once: only those that are read are asked for, cell by cell. */
function once<T>(make: (axis: Axis) => T): (axis: Axis) => T {
  const made = new Map<Axis, T>()
  return (axis) => {
    const known = made.get(axis) ?? make(axis)
    made.set(axis, known)
    return known
  }
}

const line = (key: string, value: (axis: Axis, cell: number) => number): LineSpec<Axis> => ({
  key,
  read: (axis, cell, into) => {
    into.mean = into.low = into.high = value(axis, cell)
  },
})
