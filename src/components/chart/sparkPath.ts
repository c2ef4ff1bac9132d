import { linePath } from './linePath.ts'

/**
 * A path through values evenly spaced over the last `share` of `width`, 0 at the bottom and `top` at the top; NaN breaks
 * the line.
 */
export function sparkPath(
  values: readonly number[],
  top: number,
  { width, height, share = 1 }: { width: number; height: number; share?: number },
): string {
  const step = values.length > 1 ? (width * share) / (values.length - 1) : 0
  const begin = width * (1 - share)
  const scale = top > 0 ? (height - 2) / top : 0
  return linePath(
    values.map((_, index) => index),
    values,
    (index) => begin + index * step,
    (value) => height - 1 - value * scale,
  )
}
