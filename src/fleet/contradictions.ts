import type { Contradiction, ContradictionKind } from '../types/feed.ts'
import { counted, duration } from './words.ts'

/** What one poll says of a process, as far as its parts can contradict each other. Times are feed time, epoch ms. */
export interface RowSaid {
  processId: string
  draining: boolean
  /** As far as they were read; null where some were not, or where nobody asks. */
  roomIds: readonly string[] | null
  connections: number
  connectionsAt: number | null
  egressedBytes: number
  slots: number
  slotsAt: number | null
  /** Rooms as they were counted at that time; null where nobody says when. */
  rooms: number
  roomsAt: number | null
  roomsPerProcess: number
  stoppingAt: number | null
}

/** It has stood for so many polls before it is told: three clocks are behind a row (docs/meaning.md, "Alerts"). */
const LEAST_POLLS: Readonly<Record<ContradictionKind, number>> = {
  'rooms grew in a drain': 1,
  'connections long after it was told to stop': 3,
  'slots and rooms are not the capacity': 3,
  'egress without connections': 3,
  'a counter from the future': 3,
}

const STOPPED_MS = 5 * 60_000
const FUTURE_MS = 60_000
const FRESH_MS = 60_000

/** What shows it, or null for what shows that it is not so. */
type Found = [kind: ContradictionKind, evidence: string | null]

/** What of a row cannot be, and what of it can. @param before what the poll before said of it; null for nothing. */
function found(before: RowSaid | null, row: RowSaid, at: number): Found[] {
  const all: Found[] = []
  if (before?.draining && row.draining && before.roomIds !== null && row.roomIds !== null) {
    const known = new Set(before.roomIds)
    const grown = row.roomIds.filter((id) => !known.has(id))
    if (grown.length > 0) all.push(['rooms grew in a drain', `room ${grown[0]} is new on it`])
  }
  const isFresh = row.connectionsAt !== null && Math.abs(at - row.connectionsAt) <= FRESH_MS
  if (row.stoppingAt !== null && at - row.stoppingAt > STOPPED_MS && row.connections > 0 && isFresh) {
    const words = `${counted(row.connections, 'connection')} ${duration(at - row.stoppingAt)} after it was told`
    all.push(['connections long after it was told to stop', words])
  }
  if (row.slotsAt !== null && row.slotsAt === row.roomsAt) {
    const words = `${row.slots} slots and ${counted(row.rooms, 'room')} of ${row.roomsPerProcess}, measured at once`
    const fits = row.slots + row.rooms === row.roomsPerProcess
    all.push(['slots and rooms are not the capacity', fits ? null : words])
  }
  if (
    before &&
    before.connections === 0 &&
    row.connections === 0 &&
    isFresh &&
    row.egressedBytes > before.egressedBytes
  ) {
    const words = `${counted(row.egressedBytes - before.egressedBytes, 'byte')} sent, nobody connected`
    all.push(['egress without connections', words])
  }
  if (row.connectionsAt !== null) {
    const ahead = row.connectionsAt - at
    all.push(['a counter from the future', ahead > FUTURE_MS ? `measured ${duration(ahead)} from now` : null])
  }
  return all
}

interface Standing {
  polls: number
  since: number
  /** Polls in which nothing could be said of it, such as between two moves of a counter. */
  missed: number
  said: Contradiction
}

/** What stands from poll to poll. */
export interface ContradictionWatch {
  rows: Map<string, RowSaid>
  standing: Map<string, Standing>
}

export const newContradictionWatch = (): ContradictionWatch => ({ rows: new Map(), standing: new Map() })

/** A counter moves about once a minute: so many polls without a word are no end yet. */
const MOST_MISSED = 15
const MOST_TOLD = 50

/**
 * Takes in what a poll says of every process in sight; in place.
 * @returns what contradicts itself for long enough, the longest first, at most 50.
 */
export function findContradictions(watch: ContradictionWatch, rows: Iterable<RowSaid>, at: number): Contradiction[] {
  const next = new Map<string, RowSaid>()
  const seen = new Set<string>()
  for (const row of rows) {
    next.set(row.processId, row)
    for (const [kind, evidence] of found(watch.rows.get(row.processId) ?? null, row, at)) {
      const key = `${kind} ${row.processId}`
      if (evidence === null) {
        // What was told stays for a while, to be read; what was not begins anew.
        if ((watch.standing.get(key)?.polls ?? 0) < LEAST_POLLS[kind]) watch.standing.delete(key)
        continue
      }
      seen.add(key)
      const { polls, since } = watch.standing.get(key) ?? { polls: 0, since: at }
      const said = { kind, processId: row.processId, since, evidence }
      watch.standing.set(key, { polls: polls + 1, since, missed: 0, said })
    }
  }
  watch.rows = next
  for (const [key, standing] of watch.standing) {
    if (seen.has(key)) continue
    standing.missed += 1
    if (standing.missed > MOST_MISSED) watch.standing.delete(key)
  }
  return [...watch.standing.values()]
    .filter(({ polls, said }) => polls >= LEAST_POLLS[said.kind])
    .map(({ said }) => said)
    .toSorted((a, b) => a.since - b.since)
    .slice(0, MOST_TOLD)
}
