import { forgetProcess } from '../history/processHistory.ts'
import type { KeptTombstone } from './absences.ts'
import type { EngineState } from './state.ts'

/** An ended process stays on screen a minute, one never seen to end a while, one lost with connections a day at most. */
const ENDED_MS = 60_000
const UNSEEN_MS = 15 * 60_000
const LOST_MS = 86_400_000
/** A list that flaps must not pile them up. */
const MAX_STONES = 2000

/** Of a region that went dark they stay for as long as it is. */
function lifeOf(stone: KeptTombstone, { darkRegions: dark }: EngineState): number {
  if (stone.verdict === 'lost' || stone.verdict === 'asking') return LOST_MS
  if (isUnresolved(stone) && dark.has(stone.region)) return LOST_MS
  return stone.verdict === 'unseen' ? UNSEEN_MS : ENDED_MS
}

/** Nobody has said yet that this process ended. */
export const isUnresolved = (stone: KeptTombstone | undefined): boolean =>
  stone !== undefined && (stone.ending === 'asking' || stone.ending === 'unconfirmed')

/** This many missing with connections on, and this share of their region, make its sums doubtful; so does the last one. */
const DARK_PROCESSES = 3
const DARK_SHARE = 0.2

/**
 * Regions of which the list leaves processes out that nobody says have ended, with how many and since when: their sums
 * are lower bounds, not falls (operations, "a plain total with a region missing").
 */
export function darkRegions(state: EngineState): Map<string, { missing: number; since: number }> {
  const listed = new Map<string, number>()
  for (const { facts } of state.tracks.values()) listed.set(facts.region, (listed.get(facts.region) ?? 0) + 1)
  const dark = new Map<string, { missing: number; since: number }>()
  for (const stone of state.tombstones.values()) {
    if (!isUnresolved(stone) || stone.connections === 0) continue
    const known = dark.get(stone.region)
    dark.set(stone.region, {
      missing: (known?.missing ?? 0) + 1,
      since: Math.min(known?.since ?? stone.lastSeenAt, stone.lastSeenAt),
    })
  }
  for (const [region, { missing }] of dark) {
    const there = listed.get(region) ?? 0
    const many = missing >= DARK_PROCESSES && missing >= (there + missing) * DARK_SHARE
    if (!many && there > 0) dark.delete(region)
  }
  return dark
}

/** Drops the tombstones whose time is over, oldest first beyond 2,000, and with each the history of its process. */
export function dropStones(state: EngineState): void {
  const drop = (processId: string): void => {
    state.tombstones.delete(processId)
    forgetProcess(state.processHistory, processId)
  }
  for (const [id, stone] of state.tombstones) {
    if (state.feedTime - stone.vanishedAt > lifeOf(stone, state)) drop(id)
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
