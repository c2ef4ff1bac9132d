/** A ring of times that several columns share: cell number `c` stands at `c % capacity`. */
export interface Axis {
  /** Width of a cell, ms; 0 where every sample is a cell of its own. */
  readonly stepMs: number
  readonly capacity: number
  /** Cells ever begun. */
  begun: number
  readonly times: Float64Array
  /** 1 where polls were missed just before the cell. */
  readonly gaps: Uint8Array
}

export const newAxis = (stepMs: number, capacity: number): Axis => ({
  stepMs,
  capacity,
  begun: 0,
  times: new Float64Array(capacity),
  gaps: new Uint8Array(capacity),
})

/** Where the newest cell stands. */
export const newestCell = ({ begun, capacity }: Axis): number => (begun - 1 + capacity) % capacity
/** Numbers of the cells there are: from, up to but not including. */
export const cellsOf = ({ begun, capacity }: Axis): [from: number, end: number] => [
  Math.max(0, begun - capacity),
  begun,
]

/** Opens the cell for `at` (epoch ms, rising); true when it is a new one. */
export function advance(axis: Axis, at: number, gapBefore: boolean): boolean {
  const time = axis.stepMs === 0 ? at : Math.floor(at / axis.stepMs) * axis.stepMs
  if (axis.stepMs > 0 && axis.begun > 0 && axis.times[newestCell(axis)] === time) {
    if (gapBefore) axis.gaps[newestCell(axis)] = 1
    return false
  }
  axis.begun += 1
  axis.times[newestCell(axis)] = time
  axis.gaps[newestCell(axis)] = gapBefore ? 1 : 0
  return true
}

/** The number of the cell that holds the time, null for none. */
export function cellAt(axis: Axis, time: number): number | null {
  const [from, end] = cellsOf(axis)
  for (let number = end - 1; number >= from; number--) {
    const begin = axis.times[number % axis.capacity] ?? 0
    if (begin <= time)
      return axis.stepMs === 0 ? (begin === time ? number : null) : begin + axis.stepMs > time ? number : null
  }
  return null
}
