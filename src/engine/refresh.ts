import type { Series } from '../types/series.ts'

/** Charts are drawn about so many pixels wide for each point that they ask for. */
const PIXELS_A_POINT = 3
/** However long the range, the newest value is not older than this, ms. */
const MOST_MS = 30_000
/** Polls come a little sooner or later; so much early is in time. */
const EARLY_MS = 250

type Window = Pick<Series, 'from' | 'to' | 'since'>

const isWindow = (data: unknown): data is Window =>
  typeof data === 'object' && data !== null && 'from' in data && 'to' in data && 'since' in data

/** Time that one pixel stands for, ms. */
const pixelMs = ({ from, to, since }: Window, points: number): number =>
  (to - Math.max(from, since ?? to)) / (points * PIXELS_A_POINT)

/** What a question to the history says of itself in its query's `meta`. */
export interface Pace {
  points?: number
  slow?: number
}

/**
 * Whether what was asked of the history is to be asked again after a poll: a chart when a pixel's worth of time has
 * passed, what moves slowly when it says so, anything else at once.
 * @param ageMs since it was asked last.
 * @param pace how many points the chart asked for, or how often what is asked for moves, ms.
 */
export function isDue(data: unknown, ageMs: number, { points, slow }: Pace = {}): boolean {
  if (slow !== undefined) return data === undefined || ageMs + EARLY_MS >= slow
  const windows = (Array.isArray(data) ? data : [data]).filter(isWindow)
  if (windows.length === 0 || points === undefined) return true
  const widest = Math.max(...windows.map((one) => pixelMs(one, points)))
  return ageMs + EARLY_MS >= Math.min(widest, MOST_MS)
}
