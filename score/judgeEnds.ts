import type { Process } from '../simulator/model.ts'
import type { Tombstone } from '../src/types/fleet.ts'
import type { Moment, WireProcess } from './beginDay.ts'
import { count, newTally, type Tally } from './tally.ts'

export const END_SHARES = [
  /** Processes that died with somebody on, where the feed shows as much: called lost. */
  'lostFound',
  /** Of those called lost: nobody was on, or it was told to stop. */
  'lostWrongly',
  /** Those that died with somebody on without the feed showing it: called "ended unseen". */
  'unseenSaid',
] as const
export type EndTally = Tally<(typeof END_SHARES)[number], never>

/** A gauge older than this proves nothing (docs/meaning.md, "Lost with connections"). */
const GAUGE_MAX_AGE_MS = 30_000
const MOST_UNSEEN_MS = 12_000

interface LastSeen {
  row: WireProcess
  at: number
}

/** It died by itself: nobody told it to stop. */
const died = ({ startedAt, stoppingAt, terminatedAt }: Process): boolean =>
  startedAt !== null && stoppingAt === null && terminatedAt !== null

/** As it was last listed somebody was on, by a gauge that is young, and it went in sight. */
function isDecidable({ row, at }: LastSeen, terminatedAt: number): boolean {
  const gaugeAge = at - Date.parse(row.activeConnectionsUpdatedAt)
  const young = gaugeAge <= GAUGE_MAX_AGE_MS && terminatedAt - at <= MOST_UNSEEN_MS
  return row.rooms.length > 0 && row.activeConnections > 0 && young
}

/** Judges what is told of processes that went: the last word on each counts. */
export function createEndJudge() {
  const lastSeen = new Map<string, LastSeen>()
  const told = new Map<string, Tombstone['verdict']>()
  return {
    see({ now, rows, broken }: Moment, tombstones: readonly Tombstone[]): void {
      if (!broken) for (const row of rows) lastSeen.set(row.processId, { row, at: now })
      for (const { processId, verdict } of tombstones) if (verdict !== 'asking') told.set(processId, verdict)
    },
    judge(world: Moment['world']): EndTally {
      const tally: EndTally = newTally(END_SHARES, [])
      for (const [processId, verdict] of told) {
        const process = world.byId.get(processId)
        const seen = lastSeen.get(processId)
        if (process === undefined || seen === undefined) continue
        const on = (process.final?.connections ?? 0) > 0 || seen.row.activeConnections > 0
        if (verdict === 'lost') count(tally.shares.lostWrongly, !died(process) || !on)
        if (!died(process) || !on) continue
        if (isDecidable(seen, process.terminatedAt ?? 0)) count(tally.shares.lostFound, verdict === 'lost')
        else count(tally.shares.unseenSaid, verdict === 'unseen' || verdict === 'lost')
      }
      return tally
    },
  }
}
