import { linePath } from './linePath.ts'

/** A line in little: what it goes through, and the window that it is drawn in, epoch ms. */
export interface Spark {
  times: readonly number[]
  values: readonly number[]
  from: number
  to: number
  /** Top of the scale, which begins at 0. */
  top: number
}

/** A path through values at their times, `width` wide; NaN breaks the line. */
export function sparkPath(
  { times, values, from, to, top }: Spark,
  { width, height }: { width: number; height: number },
): string {
  const across = to > from ? width / (to - from) : 0
  const scale = top > 0 ? (height - 2) / top : 0
  return linePath(
    times,
    values,
    // A line may be a moment newer than the window it is drawn in.
    (time) => Math.min(width, Math.max(0, (time - from) * across)),
    (value) => height - 1 - value * scale,
  )
}
