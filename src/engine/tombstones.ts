import { forgetProcess } from '../history/processHistory.ts'
import type { KeptTombstone } from './absences.ts'
import type { EngineState } from './state.ts'

/** An ended process stays on screen a minute, one never seen to end a while, one lost with connections a day at most. */
const ENDED_MS = 60_000
const UNSEEN_MS = 15 * 60_000
const LOST_MS = 86_400_000
/** A list that flaps must not pile them up. */
const MAX_STONES = 2000

function lifeOf(stone: KeptTombstone): number {
  if (stone.verdict === 'lost' || stone.verdict === 'asking') return LOST_MS
  return stone.verdict === 'unseen' ? UNSEEN_MS : ENDED_MS
}

/** Drops the tombstones whose time is over, oldest first beyond 2,000, and with each the history of its process. */
export function dropStones(state: EngineState): void {
  const drop = (processId: string): void => {
    state.tombstones.delete(processId)
    forgetProcess(state.processHistory, processId)
  }
  for (const [id, stone] of state.tombstones) {
    if (state.feedTime - stone.vanishedAt > lifeOf(stone)) drop(id)
  }
  let over = state.tombstones.size - MAX_STONES
  if (over <= 0) return
  for (const lost of [false, true]) {
    for (const [id, stone] of state.tombstones) {
      if (over <= 0) return
      if ((stone.verdict === 'lost') !== lost) continue
      drop(id)
      over -= 1
    }
  }
}
