import type { EngineState } from './state.ts'

const EVERY_MS = 60_000

/** Whether `list/stopped` is due: at load, every 60 s, and at once when a process vanished. */
export function stoppedIsDue(state: EngineState, mono: number): boolean {
  if (mono < state.silentUntil) return false
  if (mono - state.stopped.triedAt >= EVERY_MS) return true
  return [...state.tombstones.values()].some((stone) => stone.ending === 'asking')
}
