import type { Columns } from '../types/snapshot.ts'

/** Columns of so many slots of which nothing is known. */
export function newColumns(size: number): Columns {
  const nan = (): Float64Array => new Float64Array(size).fill(Number.NaN)
  return {
    connections: nan(),
    connectionsAt: nan(),
    egressRate: nan(),
    egressedBytes: nan(),
    rooms: nan(),
    slots: nan(),
    lifecycle: new Uint8Array(size),
    held: new Uint8Array(size),
    attention: new Uint8Array(size),
  }
}
