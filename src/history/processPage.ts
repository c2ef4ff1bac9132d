import { PROCESS_METRICS } from '../types/series.ts'
import { addCover, addValue, mergeBucket, mergeCover, newCover, type Buckets, type Cover } from './buckets.ts'
import { cellAt, cellsOf, type Axis } from './axis.ts'

/** Processes a page. */
export const PAGE = 256
const METRICS = PROCESS_METRICS.length

/**
 * The samples of up to 256 processes. What belongs to one cell stands together, process by process, so that a poll
 * writes, and a new cell blanks, one stretch of memory and not one place in each process's own.
 */
export interface Page {
  readonly size: number
  /** The newest polls, NaN unknown. */
  readonly raw: Float32Array
  readonly buckets: Buckets
  readonly cover: Cover
}

/** Single precision throughout: there may be 50,000 of them. */
const smallBuckets = (length: number): Buckets => ({
  n: new Uint16Array(length),
  min: new Float32Array(length),
  max: new Float32Array(length),
  sum: new Float32Array(length),
})

export const newPage = (size: number, rawCells: number, cells: number): Page => ({
  size,
  raw: new Float32Array(METRICS * rawCells * size).fill(Number.NaN),
  buckets: smallBuckets(METRICS * cells * size),
  cover: newCover(cells * size),
})

export const rawAt = (page: Page, cell: number, metric: number, place: number): number =>
  (cell * METRICS + metric) * page.size + place
/** In `raw` and `buckets` alike: by cell, then metric, then process. */
export const bucketAt = rawAt
export const coverAt = (page: Page, cell: number, place: number): number => cell * page.size + place

/** Everyone is unknown in this cell of the polls. */
export const blankRaw = (page: Page, cell: number): void =>
  void page.raw.fill(Number.NaN, rawAt(page, cell, 0, 0), rawAt(page, cell + 1, 0, 0))

/** Nobody has a sample in this bucket. */
export function blankBucket(page: Page, cell: number): void {
  page.buckets.n.fill(0, bucketAt(page, cell, 0, 0), bucketAt(page, cell + 1, 0, 0))
  page.cover.resets.fill(0, coverAt(page, cell, 0), coverAt(page, cell + 1, 0))
  page.cover.coveredMs.fill(0, coverAt(page, cell, 0), coverAt(page, cell + 1, 0))
}

export function putPlace(
  page: Page,
  cells: { raw: number; bucket: number },
  place: number,
  values: { connections: number; egress: number; resets: number; coveredMs: number },
): void {
  page.raw[rawAt(page, cells.raw, 0, place)] = values.connections
  page.raw[rawAt(page, cells.raw, 1, place)] = values.egress
  addValue(page.buckets, bucketAt(page, cells.bucket, 0, place), values.connections)
  addValue(page.buckets, bucketAt(page, cells.bucket, 1, place), values.egress)
  addCover(page.cover, coverAt(page, cells.bucket, place), values.resets, values.coveredMs)
}

/** Forgets one process. */
export function blankPlace(page: Page, place: number): void {
  for (let at = place; at < page.raw.length; at += page.size) page.raw[at] = Number.NaN
  for (let at = place; at < page.buckets.n.length; at += page.size) page.buckets.n[at] = 0
  for (let at = place; at < page.cover.resets.length; at += page.size) {
    page.cover.resets[at] = 0
    page.cover.coveredMs[at] = 0
  }
}

export interface Axes {
  raw: Axis
  buckets: Axis
}

/** Copies what fits of one page to another whose axes are shorter, or whose buckets are wider and get several. */
export function movePage(from: Page, was: Axes, to: Page, now: Axes): void {
  const [first, end] = cellsOf(now.raw)
  for (let number = first; number < end; number++) {
    const source = cellAt(was.raw, now.raw.times[number % now.raw.capacity] ?? 0)
    if (source === null) continue
    const begin = rawAt(from, source % was.raw.capacity, 0, 0)
    for (let metric = 0; metric < METRICS; metric++) {
      const values = from.raw.subarray(begin + metric * from.size, begin + (metric + 1) * from.size)
      to.raw.set(values.subarray(0, to.size), rawAt(to, number % now.raw.capacity, metric, 0))
    }
  }
  const [oldest, newest] = cellsOf(was.buckets)
  for (let number = oldest; number < newest; number++) {
    const target = cellAt(now.buckets, was.buckets.times[number % was.buckets.capacity] ?? 0)
    if (target === null) continue
    const [source, goal] = [number % was.buckets.capacity, target % now.buckets.capacity]
    for (let place = 0; place < Math.min(from.size, to.size); place++) {
      for (let metric = 0; metric < METRICS; metric++) {
        mergeBucket(to.buckets, bucketAt(to, goal, metric, place), from.buckets, bucketAt(from, source, metric, place))
      }
      mergeCover(to.cover, coverAt(to, goal, place), from.cover, coverAt(from, source, place))
    }
  }
}
