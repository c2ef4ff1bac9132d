import { ApiError, failureWords } from '../api/apiError.ts'
import { parseProcess, parseStopped, PayloadError } from '../api/parseProcesses.ts'
import type { ProcessesSource } from '../api/processesSource.ts'
import { endedAt, howEnded } from '../fleet/ending.ts'
import { endingVerdict } from '../fleet/endingVerdict.ts'
import { quantile } from '../fleet/quantile.ts'
import type { EndingKnown } from '../types/fleet.ts'
import type { Process } from '../types/process.ts'
import type { KeptTombstone } from './absences.ts'
import { addEvent } from './events.ts'
import type { EngineState } from './state.ts'

const EVERY_MS = 60_000
/** How many vanished processes are looked up one by one after a read of the list. */
const MAX_LOOKUPS = 5
const CAP = 10
const MAX_ENDED = 20_000
const DAY = 86_400_000

/** Whether `list/stopped` is due: at load, every 60 s, and at once when a process vanished. */
export function stoppedIsDue(state: EngineState, mono: number): boolean {
  if (mono < state.silentUntil) return false
  if (mono - state.stopped.triedAt >= EVERY_MS) return true
  return [...state.tombstones.values()].some((stone) => stone.ending === 'asking')
}

/**
 * Reads how processes ended. Its failure is its own: it never changes the feed's state.
 * @throws only the signal's reason.
 */
export async function readEndings(
  state: EngineState,
  source: ProcessesSource,
  mono: number,
  signal: AbortSignal,
): Promise<void> {
  state.stopped.triedAt = mono
  const asked = [...state.tombstones.values()].filter((stone) => stone.ending === 'asking')
  try {
    const { payload } = await source.listStopped(signal)
    const { processes, rejected } = parseStopped(payload)
    const rows = processes.length + rejected
    Object.assign(state.stopped, { at: state.feedTime, rows, rejected, failure: null, capped: rows === CAP })
    state.stopped.byId = new Map(processes.map((process) => [process.processId, process]))
    noteStopped(state, processes)
  } catch (error) {
    if (signal.aborted) throw signal.reason
    state.stopped.failure = wordsOf(error)
  }
  let lookUps = 0
  for (const stone of asked) {
    const known = state.stopped.byId.get(stone.processId)
    if (known) settle(state, stone, known)
    else if (lookUps++ < MAX_LOOKUPS) await lookUp(state, source, stone, signal)
    else settleUnknown(state, stone, 'unconfirmed')
  }
}

const wordsOf = (error: unknown): string => {
  if (error instanceof ApiError) return failureWords(error)
  return error instanceof PayloadError ? error.message : String(error)
}

async function lookUp(
  state: EngineState,
  source: ProcessesSource,
  stone: KeptTombstone,
  signal: AbortSignal,
): Promise<void> {
  try {
    const process = parseProcess((await source.info(stone.processId, signal)).payload)
    if (process && howEnded(process) !== null) settle(state, stone, process)
    else settleUnknown(state, stone, 'unconfirmed')
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const gone = error instanceof ApiError && error.status === 404
    settleUnknown(state, stone, gone && state.stopped.failure === null ? 'gone' : 'unconfirmed')
  }
}

function settle(state: EngineState, stone: KeptTombstone, process: Process): void {
  const ending = howEnded(process) ?? 'unconfirmed'
  decide(state, stone, ending, endedAt(process), process.activeConnections)
}

const settleUnknown = (state: EngineState, stone: KeptTombstone, ending: EndingKnown): void =>
  decide(state, stone, ending, null, null)

/** Puts the end on record: the tombstone's words, one event, and the count of the lost. */
function decide(
  state: EngineState,
  stone: KeptTombstone,
  ending: EndingKnown,
  at: number | null,
  finalConnections: number | null,
): void {
  if (state.tombstones.get(stone.processId) !== stone) return
  const { processId, region, deploymentId, wasDraining } = stone
  const { verdict, reason } = endingVerdict({
    ending,
    rooms: stone.rooms,
    connections: stone.connections,
    connectionsAt: stone.connectionsAt,
    lastSeenAt: stone.lastSeenAt,
    told: stone.wasTold,
    endedAt: at,
    finalConnections,
    pollsUnseen: state.seq - stone.seq + 1,
  })
  state.tombstones.set(processId, { ...stone, ending, endedAt: at, verdict, reason })
  const connections = finalConnections ?? stone.connections
  const lost = verdict === 'lost'
  record(
    state,
    { processId, region, deploymentId, wasDraining, ending, lost, connections, reason },
    at ?? stone.vanishedAt,
  )
}

interface EndOnRecord {
  processId: string
  region: string
  deploymentId: string
  wasDraining: boolean
  ending: EndingKnown
  lost: boolean
  connections: number
  reason: string
}

function record(state: EngineState, end: EndOnRecord, at: number): void {
  if (state.ended.has(end.processId)) return
  if (state.ended.size >= MAX_ENDED) state.ended.clear()
  state.ended.add(end.processId)
  addEvent(state, { kind: 'process ended', at, ...end })
  if (end.lost) {
    const { processId, region, deploymentId, connections } = end
    state.lost.set(processId, { processId, at, region, deploymentId, connections })
  }
}

/** What the list tells of processes this engine never saw end: history over its own gaps. */
function noteStopped(state: EngineState, processes: readonly Process[]): void {
  const unseen = processes
    .filter((one) => !state.ended.has(one.processId) && !state.tombstones.has(one.processId))
    .filter((one) => !state.tracks.has(one.processId) && (endedAt(one) ?? 0) >= state.feedTime - DAY)
    .toSorted((a, b) => (endedAt(a) ?? 0) - (endedAt(b) ?? 0))
  for (const process of unseen) {
    const ending = howEnded(process)
    if (ending === null) continue
    const { verdict, reason } = endingVerdict({
      ending,
      rooms: 0,
      connections: 0,
      connectionsAt: null,
      lastSeenAt: 0,
      told: process.stoppingAt !== null,
      endedAt: endedAt(process),
      finalConnections: process.activeConnections,
      pollsUnseen: Number.POSITIVE_INFINITY,
    })
    const { processId, region, deploymentId, draining, activeConnections } = process
    const end = {
      processId,
      region,
      deploymentId,
      wasDraining: draining,
      ending,
      connections: activeConnections,
      reason,
    }
    record(state, { ...end, lost: verdict === 'lost' }, endedAt(process) ?? state.feedTime)
  }
  const now = state.feedTime
  for (const [id, one] of state.lost) if (one.at < now - DAY) state.lost.delete(id)
  state.startTimes = startTimesOf([...processes, ...[...state.tracks.values()].map((track) => track.facts)])
}

const startTimesOf = (rows: readonly Pick<Process, 'startingAt' | 'startedAt'>[]): number[] =>
  rows
    .flatMap(({ startingAt, startedAt }) => (startingAt !== null && startedAt !== null ? [startedAt - startingAt] : []))
    .filter((ms) => ms >= 0)

/** Start time p50 and p95, ms; null under five starts. */
export function startTimeStats(times: readonly number[]): { p50: number; p95: number; n: number } | null {
  if (times.length < 5) return null
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), n: times.length }
}
