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

/**
 * Whether what was asked of the history is to be asked again after a poll: a chart when a pixel's worth of time has
 * passed, anything else at once.
 * @param points how many the chart asked for.
 * @param ageMs since it was asked last.
 */
export function isDue(data: unknown, points: number | undefined, ageMs: number): boolean {
  const windows = (Array.isArray(data) ? data : [data]).filter(isWindow)
  if (windows.length === 0 || points === undefined) return true
  const widest = Math.max(...windows.map((one) => pixelMs(one, points)))
  return ageMs + EARLY_MS >= Math.min(widest, MOST_MS)
}
