import type { Process } from '../types/process.ts'

/** What is known of `list/stopped`. */
export interface StoppedState {
  /** Monotonic ms of the last try, feed time of the last good answer. */
  triedAt: number
  at: number | null
  rows: number
  rejected: number
  failure: string | null
  /** The upstream has no such call (404), so that its `info` may not be there either. */
  unsupported: boolean
  /** Ended processes of the last answer, by ID. */
  byId: Map<string, Process>
  /** The newest end that one answer had and the next had not, epoch ms; null while none was left out. */
  cutAt: number | null
}

export const newStopped = (): StoppedState => ({
  triedAt: Number.NEGATIVE_INFINITY,
  at: null,
  rows: 0,
  rejected: 0,
  failure: null,
  unsupported: false,
  byId: new Map(),
  cutAt: null,
})
