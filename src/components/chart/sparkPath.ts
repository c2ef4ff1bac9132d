import { linePath } from './linePath.ts'

/** A path through values evenly spaced over `width`, 0 at the bottom and `top` at the top; NaN breaks the line. */
export function sparkPath(values: readonly number[], top: number, width: number, height: number): string {
  const step = values.length > 1 ? width / (values.length - 1) : 0
  const scale = top > 0 ? (height - 2) / top : 0
  return linePath(
    values.map((_, index) => index),
    values,
    (index) => index * step,
    (value) => height - 1 - value * scale,
  )
}
