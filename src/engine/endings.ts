import { ApiError, failureWords } from '../api/apiError.ts'
import type { EngineClock } from '../types/engine.ts'
import { parseProcess, parseStopped, PayloadError } from '../api/parseProcesses.ts'
import type { ProcessesSource } from '../api/processesSource.ts'
import { endedAt, howEnded, isUnresolved } from '../fleet/ending.ts'
import { endingVerdict } from '../fleet/endingVerdict.ts'
import { counterMode, isFresh } from '../fleet/counterMode.ts'
import { startTimes } from '../fleet/startTimes.ts'
import type { EndingKnown } from '../types/fleet.ts'
import type { Process } from '../types/process.ts'
import type { KeptTombstone } from './absences.ts'
import { heedAside } from './backoff.ts'
import { addEvent, amendEnd } from './events.ts'
import type { EngineState } from './state.ts'

/** How many vanished processes are looked up one by one after a read of the list. */
const MAX_LOOKUPS = 5
/** IDs on record beyond those of the stopped list, oldest forgotten first. */
const MAX_ENDED = 20_000
const DAY = 86_400_000
const NEVER = Number.NEGATIVE_INFINITY
/** Of whom nobody could tell is asked again so much later. */
const AGAIN_MS = 60_000

/**
 * Reads how processes ended. Its failure is its own: it never changes the feed's state.
 * @throws only the signal's reason.
 */
export async function readEndings(
  state: EngineState,
  source: ProcessesSource,
  clock: EngineClock,
  signal: AbortSignal,
): Promise<void> {
  state.stopped.triedAt = clock.mono()
  // Those that took most connections along first: not all can be looked up at once. Then who was asked about longest ago.
  const asked = [...state.tombstones.values()]
    .filter(isUnresolved)
    .toSorted((a, b) => (a.askedAt ?? NEVER) - (b.askedAt ?? NEVER) || b.connections - a.connections)
  try {
    const { payload } = await source.listStopped(signal)
    const { processes, rejected } = parseStopped(payload)
    const rows = processes.length + rejected
    Object.assign(state.stopped, { at: state.feedTime, rows, rejected, failure: null, unsupported: false })
    const byId = new Map(processes.map((process) => [process.processId, process]))
    state.stopped.cutAt = newestLeftOut(state.stopped, byId)
    state.stopped.byId = byId
    noteStopped(state, processes)
  } catch (error) {
    if (signal.aborted) throw signal.reason
    state.stopped.failure = wordsOf(error)
    state.stopped.unsupported = error instanceof ApiError && error.status === 404
    if (error instanceof ApiError) heedAside(state, error, clock.mono())
  }
  forgetEnded(state)
  let lookUps = 0
  let asksAgain = !state.stopped.unsupported
  for (const stone of asked) {
    const known = state.stopped.byId.get(stone.processId)
    const isNew = stone.ending === 'asking'
    const mayAsk = isNew || (asksAgain && clock.mono() - (stone.askedAt ?? NEVER) >= AGAIN_MS)
    const silent = clock.mono() < state.silentUntil
    if (known && isOf(known, stone)) settle(state, stone, known)
    else if (mayAsk && !silent && lookUps++ < MAX_LOOKUPS) {
      const answered = await lookUp(state, source, stone, { clock, signal })
      // A call that hangs would keep others from being asked after.
      asksAgain &&= answered
    } else settleUnknown(state, stone, 'unconfirmed', stone.askedAt)
  }
}

/** When the newest process ended that the list had and has no more, epoch ms; null when none was left out. */
function newestLeftOut({ byId, cutAt }: EngineState['stopped'], now: ReadonlyMap<string, Process>): number | null {
  let newest = cutAt
  for (const [processId, process] of byId) {
    const at = endedAt(process)
    if (at !== null && !now.has(processId) && at > (newest ?? Number.NEGATIVE_INFINITY)) newest = at
  }
  return newest
}

/** An ID used again may stand in the list with its former life. */
const isOf = (process: Process, stone: KeptTombstone): boolean =>
  howEnded(process) !== null && (stone.startedAt === null || process.startedAt === stone.startedAt)

function forgetEnded(state: EngineState): void {
  let over = state.ended.size - MAX_ENDED
  for (const id of state.ended) {
    if (over <= 0) return
    if (state.stopped.byId.has(id)) continue
    state.ended.delete(id)
    over -= 1
  }
}

const wordsOf = (error: unknown): string => {
  if (error instanceof ApiError) return failureWords(error)
  return error instanceof PayloadError ? error.message : String(error)
}

/** Asks after one by itself. False when there was no answer. */
async function lookUp(
  state: EngineState,
  source: ProcessesSource,
  stone: KeptTombstone,
  { clock, signal }: { clock: EngineClock; signal: AbortSignal },
): Promise<boolean> {
  const at = clock.mono()
  try {
    const process = parseProcess((await source.info(stone.processId, signal)).payload)
    if (process && isOf(process, stone)) settle(state, stone, process)
    else settleUnknown(state, stone, 'unconfirmed', at)
    return true
  } catch (error) {
    if (signal.aborted) throw signal.reason
    const gone = error instanceof ApiError && error.status === 404
    if (error instanceof ApiError) heedAside(state, error, clock.mono())
    // A server without these calls answers 404 to everything.
    settleUnknown(state, stone, gone && !state.stopped.unsupported ? 'gone' : 'unconfirmed', at)
    return gone
  }
}

function settle(state: EngineState, stone: KeptTombstone, process: Process): void {
  const ending = howEnded(process) ?? 'unconfirmed'
  decide(state, stone, ending, process)
}

/** @param askedAt when `info` was asked about it last, monotonic ms */
function settleUnknown(state: EngineState, stone: KeptTombstone, ending: EndingKnown, askedAt: number | null): void {
  const asked = { ...stone, askedAt }
  if (state.tombstones.get(stone.processId) !== stone) return
  state.tombstones.set(stone.processId, asked)
  // Asked again, and no wiser: there is nothing to put on record.
  if (ending !== stone.ending) decide(state, asked, ending, null)
}

/** What the stopped list or `info` says of the end of a process; nulls when neither does. */
function finalFacts(state: EngineState, process: Process | null) {
  if (process === null) return { endedAt: null, finalConnections: null, finalConnectionsAt: null, finalFresh: false }
  const at = endedAt(process)
  const measuredAt = process.activeConnectionsUpdatedAt
  return {
    endedAt: at,
    finalConnections: process.activeConnections,
    finalConnectionsAt: measuredAt,
    finalFresh: isFresh(counterMode(state.learning), measuredAt, at ?? state.feedTime),
  }
}

/** Puts the end on record: the tombstone's words, one event, and the count of the lost. */
function decide(state: EngineState, stone: KeptTombstone, ending: EndingKnown, process: Process | null): void {
  if (state.tombstones.get(stone.processId) !== stone) return
  const { processId, region, deploymentId, wasDraining } = stone
  const final = finalFacts(state, process)
  const { verdict, reason } = endingVerdict({
    ...final,
    ending,
    rooms: stone.rooms,
    connections: stone.connections,
    connectionsAt: stone.connectionsAt,
    connectionsFresh: stone.connectionsFresh,
    lastSeenAt: stone.lastSeenAt,
    told: stone.wasTold,
    pollsUnseen: stone.pollsUnseen,
  })
  const at = final.endedAt
  state.tombstones.set(processId, { ...stone, ending, endedAt: at, verdict, reason })
  const connections = final.finalConnections ?? stone.connections
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
  if (state.ended.has(end.processId)) amendEnd(state, end.processId, (event) => ({ ...event, at, ...end }))
  else addEvent(state, { kind: 'process ended', at, ...end })
  state.ended.add(end.processId)
  state.lost.delete(end.processId)
  if (end.lost) {
    const { processId, region, deploymentId, connections } = end
    state.lost.set(processId, { processId, at, region, deploymentId, connections })
  }
}

/** What could not be confirmed when it vanished, and stands in the list now. */
function settleLate(state: EngineState): void {
  for (const stone of state.tombstones.values()) {
    if (stone.ending !== 'unconfirmed' && stone.ending !== 'gone') continue
    const known = state.stopped.byId.get(stone.processId)
    if (known && isOf(known, stone)) settle(state, stone, known)
  }
}

/** What the list tells of processes this engine never saw end: history over its own gaps. */
function noteStopped(state: EngineState, processes: readonly Process[]): void {
  settleLate(state)
  const unseen = processes
    .filter((one) => !state.ended.has(one.processId) && !state.tombstones.has(one.processId))
    .filter((one) => !state.tracks.has(one.processId) && (endedAt(one) ?? 0) >= state.feedTime - DAY)
    .toSorted((a, b) => (endedAt(a) ?? 0) - (endedAt(b) ?? 0))
  for (const process of unseen) {
    const ending = howEnded(process)
    if (ending === null) continue
    const { verdict, reason } = endingVerdict({
      ...finalFacts(state, process),
      ending,
      rooms: 0,
      connections: 0,
      connectionsAt: null,
      connectionsFresh: false,
      lastSeenAt: 0,
      told: process.stoppingAt !== null,
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
  state.startTimes = startTimes([...processes, ...[...state.tracks.values()].map((track) => track.facts)])
}
