import type { Range } from '@tanstack/react-virtual'

/**
 * Rows to draw: those in view and `overscan` beyond each edge, always equally many, so that a row's element can be used
 * for another one instead of being made anew.
 * @returns a function that remembers the most rows that were in view at once.
 */
export function createRowWindow(): (range: Range) => number[] {
  let most = 0
  return ({ startIndex, endIndex, overscan, count }) => {
    most = Math.max(most, endIndex - startIndex + 1)
    const size = Math.min(count, most + 2 * overscan)
    const first = Math.max(0, Math.min(startIndex - overscan, count - size))
    return Array.from({ length: size }, (_, offset) => first + offset)
  }
}
