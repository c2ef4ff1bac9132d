import type { Range } from '@tanstack/react-virtual'

/** Rows kept on the side that the view comes from. */
const BEHIND = 2

/**
 * Rows to draw: those in view and twice `overscan` beyond them, most of these where the view last moved to; always
 * equally many, so that a row's element can be used for another one instead of being made anew.
 * @returns a function that remembers the most rows that were in view at once, and where the view was.
 */
export function createRowWindow(): (range: Range) => number[] {
  let most = 0
  let before = 0
  let upwards = false
  return ({ startIndex, endIndex, overscan, count }) => {
    most = Math.max(most, endIndex - startIndex + 1)
    if (startIndex !== before) upwards = startIndex < before
    before = startIndex
    const size = Math.min(count, most + 2 * overscan)
    const above = upwards ? size - most - BEHIND : BEHIND
    const first = Math.max(0, Math.min(startIndex - above, count - size))
    return Array.from({ length: size }, (_, offset) => first + offset)
  }
}
