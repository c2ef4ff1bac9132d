import { isMissing, isUnresolved } from '../fleet/ending.ts'
import { grouped } from '../history/grouped.ts'
import { forgetProcess } from '../history/processHistory.ts'
import type { KeptTombstone } from './absences.ts'
import { tookAlong } from './missingDrains.ts'
import type { EngineState } from './state.ts'

/** An ended process stays on screen a minute, one never seen to end a while, one lost with connections a day at most. */
const ENDED_MS = 60_000
const UNSEEN_MS = 15 * 60_000
const LOST_MS = 86_400_000
/** A list that flaps must not pile them up. */
const MAX_STONES = 2000

/**
 * Of a region that went dark with several of them they stay for as long as it is; a drain with rooms or connections on
 * stays until somebody says that it ended, as its wave is not over before, unless nobody ever says so here.
 */
function lifeOf(stone: KeptTombstone, { darkRegions: dark, stopped }: EngineState): number {
  if (stone.verdict === 'lost' || stone.verdict === 'asking') return LOST_MS
  if (stone.drain !== null && isMissing(stone) && tookAlong(stone) && !stopped.unsupported) return LOST_MS
  if (isUnresolved(stone) && (dark.get(stone.region)?.missing ?? 0) >= DARK_PROCESSES) return LOST_MS
  return stone.verdict === 'unseen' ? UNSEEN_MS : ENDED_MS
}

/** This many missing with connections on at once, and this share of their region, make its sums doubtful; so does the last one. */
const DARK_PROCESSES = 3
const DARK_SHARE = 0.2
/** Missing at once is what left within this of each other: one now and one then are ends that nobody tells of. */
const AT_ONCE_MS = 2 * 60_000

/**
 * It is missing, and its region's sums with it. One drain alone that nobody tells of is no news of its region after a
 * quarter of an hour, though its wave is not over.
 */
const isMissed = ({ darkRegions: dark, feedTime }: EngineState, stone: KeptTombstone): boolean =>
  isMissing(stone) &&
  (feedTime - stone.vanishedAt <= UNSEEN_MS || (dark.get(stone.region)?.missing ?? 0) >= DARK_PROCESSES)

/** Those by region. */
export const missedByRegion = (state: EngineState): Map<string, KeptTombstone[]> =>
  grouped(
    [...state.tombstones.values()].filter((stone) => isMissed(state, stone)),
    (stone) => stone.region,
  )

/** How many of these left the list at once at most, and with how many connections on. */
export function missingAtOnce(stones: readonly KeptTombstone[]): { processes: number; connections: number } {
  const sorted = stones.toSorted((a, b) => a.vanishedAt - b.vanishedAt)
  const most = { processes: 0, connections: 0 }
  let [from, connections] = [0, 0]
  for (const [to, stone] of sorted.entries()) {
    connections += stone.connections
    for (let first = sorted[from]; first && first.vanishedAt < stone.vanishedAt - AT_ONCE_MS; first = sorted[from]) {
      connections -= first.connections
      from += 1
    }
    most.processes = Math.max(most.processes, to - from + 1)
    most.connections = Math.max(most.connections, connections)
  }
  return most
}

/**
 * Regions of which the list leaves processes out that nobody says have ended, with how many and since when: their sums
 * are lower bounds, not falls (docs/meaning.md, "≥").
 */
export function darkRegions(state: EngineState): Map<string, { missing: number; since: number }> {
  const listed = new Map<string, number>()
  for (const { facts } of state.tracks.values()) listed.set(facts.region, (listed.get(facts.region) ?? 0) + 1)
  const dark = new Map<string, { missing: number; since: number }>()
  for (const [region, stones] of missedByRegion(state)) {
    const there = listed.get(region) ?? 0
    const { processes } = missingAtOnce(stones.filter(({ connections }) => connections > 0))
    if (processes === 0) continue
    if (there > 0 && (processes < DARK_PROCESSES || processes < (there + processes) * DARK_SHARE)) continue
    dark.set(region, { missing: stones.length, since: Math.min(...stones.map(({ lastSeenAt }) => lastSeenAt)) })
  }
  return dark
}

/**
 * Drops the tombstones whose time is over, and with each the history of its process; beyond 2,000 the oldest: of those
 * that ended first, then of those that were lost. Of which nobody knows whether they ended there may be as many as the
 * list had places: a fleet that leaves at once is counted whole.
 */
export function dropStones(state: EngineState): void {
  const drop = (processId: string): void => {
    state.tombstones.delete(processId)
    forgetProcess(state.processHistory, processId)
  }
  for (const [id, stone] of state.tombstones) {
    if (state.feedTime - stone.vanishedAt > lifeOf(stone, state)) drop(id)
  }
  const isOver = (stone: KeptTombstone): boolean => !isUnresolved(stone)
  const dropOldest = (most: number, isOf: (stone: KeptTombstone) => boolean): void => {
    if (state.tombstones.size <= most) return
    for (const [id, stone] of state.tombstones) {
      if (isOf(stone)) drop(id)
      if (state.tombstones.size <= most) return
    }
  }
  dropOldest(MAX_STONES, (stone) => isOver(stone) && stone.verdict !== 'lost')
  dropOldest(MAX_STONES, isOver)
  dropOldest(Math.max(MAX_STONES, state.size), () => true)
}
