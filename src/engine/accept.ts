import { ApiError } from '../api/apiError.ts'
import { parseProcesses, PayloadError } from '../api/parseProcesses.ts'
import type { RunningPart } from '../api/processesSource.ts'
import { failureWords } from '../api/apiError.ts'
import { sweepRooms } from '../fleet/roomFlow.ts'
import { appendSample } from '../history/fleetHistory.ts'
import { forgetProcess, putProcess, recordProcesses } from '../history/processHistory.ts'
import type { Drift, ParsedProcesses, RowReject } from '../types/parsed.ts'
import type { ProcessFacts } from '../types/fleet.ts'
import type { ProcessWithRooms } from '../types/process.ts'
import { bury, sortAbsences } from './absences.ts'
import { addEvent } from './events.ts'
import { groupKey, sight, type PollInHand } from './sightings.ts'
import type { EngineState } from './state.ts'
import { summarise, type Summary } from './summary.ts'

const MAX_ROWS = 200_000
const CAP = 10
const GAP_PERIODS = 2.5
/** An ended process stays on screen a minute; one lost with connections, or never seen to end, a day at most. */
const STONE_MS = 60_000
const STONE_LOST_MS = 86_400_000

export interface ReadParts {
  processes: ProcessWithRooms[]
  rejects: RowReject[]
  drift: Drift
  rows: number
  payloads: unknown[][]
  feedTime: number | null
  bytes: number
  failed: { region: string; error: ApiError }[]
  capped: string[]
}

const mergeCounts = (into: Map<string, number>, from: ReadonlyMap<string, number>): void => {
  for (const [key, n] of from) into.set(key, (into.get(key) ?? 0) + n)
}

function merge(into: ReadParts, part: ParsedProcesses, region: string | null): void {
  const seen = new Set(into.processes.map((process) => process.processId))
  for (const process of part.processes) {
    if (!seen.has(process.processId)) into.processes.push(process)
    else {
      const message = `duplicate: listed by another region too, here by ${region ?? 'all'}`
      const { processId } = process
      into.rejects.push({ index: -1, processId, issues: [{ path: 'processId', message }], sample: '' })
    }
  }
  into.rejects.push(...part.rejects)
  mergeCounts(into.drift.unknownKeys, part.drift.unknownKeys)
  mergeCounts(into.drift.newValues, part.drift.newValues)
  mergeCounts(into.drift.missingFields, part.drift.missingFields)
  into.drift.droppedRooms.push(...part.drift.droppedRooms)
}

/**
 * Reads the parts of one poll. A region's failure is its own as long as another one answered.
 * @throws ApiError when no part holds: all failed, no list, too many rows, or not one readable row among some.
 */
export function readParts(parts: readonly RunningPart[]): ReadParts {
  const drift: Drift = { unknownKeys: new Map(), newValues: new Map(), missingFields: new Map(), droppedRooms: [] }
  const all: ReadParts = {
    processes: [],
    rejects: [],
    drift,
    rows: 0,
    payloads: [],
    feedTime: null,
    bytes: 0,
    failed: [],
    capped: [],
  }
  let firstError: ApiError | null = null
  for (const { region, answer } of parts) {
    const read = answer instanceof ApiError ? answer : readPayload(answer.payload)
    if (read instanceof ApiError) {
      firstError ??= read
      if (region !== null) all.failed.push({ region, error: read })
      continue
    }
    if (answer instanceof ApiError) continue
    merge(all, read.parsed, region)
    all.payloads.push(read.payload)
    all.rows += read.payload.length
    all.bytes += answer.bytes
    if (answer.feedTime !== null) all.feedTime = Math.max(all.feedTime ?? 0, answer.feedTime)
    if (read.payload.length === CAP) all.capped.push(region ?? 'all regions')
  }
  if (firstError && all.payloads.length === 0) throw firstError
  return all
}

/** Every row bad: the schema has changed, and nothing of this answer can be believed. */
export class SchemaError extends ApiError {
  readonly parsed: ParsedProcesses
  constructor(parsed: ParsedProcesses) {
    super('schema', `none of ${parsed.rejects.length} rows could be read`)
    this.parsed = parsed
  }
}

function readPayload(payload: unknown): { parsed: ParsedProcesses; payload: unknown[] } | ApiError {
  try {
    if (Array.isArray(payload) && payload.length > MAX_ROWS) {
      return new ApiError('over-limit', `${payload.length} rows, at most ${MAX_ROWS} are read`)
    }
    const parsed = parseProcesses(payload)
    if (parsed.processes.length === 0 && parsed.rejects.length > 0) return new SchemaError(parsed)
    return { parsed, payload: payload as unknown[] }
  } catch (error) {
    if (error instanceof PayloadError) return new ApiError('not-a-list', error.message)
    throw error
  }
}

export interface Accepted {
  changed: [slot: number, row: ProcessFacts][]
  freed: number[]
  summary: Summary
  unconfirmed: boolean
}

/** Takes one good answer into the state: rows, absences, rooms, sums, history. */
export function accept(state: EngineState, read: ReadParts, clock: { mono: number; wall: number }): Accepted {
  const sincePoll = state.lastGoodAt === null ? 0 : clock.mono - state.lastGoodAt
  const gapBefore = state.seq > 0 && sincePoll > GAP_PERIODS * (state.intervalMs + (state.durations.at(-1) ?? 0))
  const before = state.feedTime
  // Strictly rising, whatever a stepping clock on the other side says.
  const at = Math.max(Math.round(read.feedTime ?? clock.wall), before + 1)
  state.clockOffsetMs = read.feedTime === null ? null : read.feedTime - clock.wall
  if (gapBefore) {
    const reason = state.failure ? failureWords(toWordable(state.failure)) : 'not polling'
    addEvent(state, { kind: 'feed gap', at, from: before, reason })
  }
  state.seq += 1
  state.feedTime = at
  noteAway(state, at)
  state.watchingSince ??= at
  state.lastGoodAt = clock.mono
  const dropped = new Map<string, number>()
  for (const room of read.drift.droppedRooms) dropped.set(room.processId, (dropped.get(room.processId) ?? 0) + 1)
  const blind = state.seq === 1 || gapBefore
  const poll: PollInHand = {
    number: state.seq,
    at,
    blind,
    gapBefore,
    flow: { at, coveredMs: blind ? 0 : at - before, starts: new Map(), ends: new Map() },
    roomsDropped: dropped,
    changed: [],
    moved: false,
  }
  for (const row of read.processes) sight(state, row, poll)
  state.remembered = null
  const freed = takeAbsences(state, read, poll)
  if (poll.moved || freed.gone.length > 0) state.movedAt = at
  state.payloads = read.payloads
  state.parsed = read
  state.capped = read.capped
  countForeign(state, read.processes)
  if (!freed.unconfirmed) state.flow.push(poll.flow)
  dropStones(state)
  const summary = summarise(state)
  state.totals = summary.totals
  keepHistory(state, summary, { at, gapBefore, whole: read.failed.length === 0 && !freed.unconfirmed })
  return { changed: poll.changed, freed: freed.gone, summary, unconfirmed: freed.unconfirmed }
}

/** The time between an earlier visit and this one is a gap in what was seen. */
function noteAway(state: EngineState, at: number): void {
  const from = state.remembered?.savedAt
  if (from === undefined || at - from < GAP_PERIODS * state.intervalMs) return
  addEvent(state, { kind: 'feed gap', at, from, reason: 'this page was not open' })
}

const toWordable = (failure: NonNullable<EngineState['failure']>): ApiError =>
  new ApiError(failure.reason, failure.detail, failure.status)

function takeAbsences(state: EngineState, read: ReadParts, poll: PollInHand): { gone: number[]; unconfirmed: boolean } {
  const rejectedIds = new Set(read.rejects.flatMap((reject) => reject.processId ?? []))
  const failedRegions = new Set(read.failed.map((one) => one.region))
  const before = new Map(state.missingRegions)
  state.missingRegions = new Map(
    read.failed.map(({ region, error }) => [
      region,
      before.get(region) ?? { since: state.regionSeenAt.get(region) ?? null, detail: failureWords(error) },
    ]),
  )
  for (const process of read.processes) state.regionSeenAt.set(process.region, poll.at)
  const pending = state.unconfirmedDrop
  const anonymousRejects = read.rejects.filter((reject) => reject.processId === undefined).length
  const { gone, unconfirmed } = sortAbsences(state, { poll: poll.number, rejectedIds, anonymousRejects, failedRegions })
  if (unconfirmed && state.unconfirmedDrop && pending === null) {
    addEvent(state, { kind: 'list dropped', at: poll.at, ...state.unconfirmedDrop })
  }
  for (const track of gone) bury(state, track, poll.at, poll.number)
  const held = (processId: string): boolean => {
    const track = state.tracks.get(processId)
    return track !== undefined && (track.held !== 'none' || track.roomsDropped > 0)
  }
  for (const room of sweepRooms(state.rooms, poll, held)) {
    const owner = state.tracks.get(room.processId)?.facts ?? state.tombstones.get(room.processId)
    if (owner) poll.flow.ends.set(groupKey(owner), (poll.flow.ends.get(groupKey(owner)) ?? 0) + 1)
  }
  for (const track of state.tracks.values()) {
    if (track.held !== 'none' && track.drain) track.drain = { ...track.drain, doubtful: true }
  }
  return { gone: gone.map((track) => track.slot), unconfirmed }
}

function countForeign(state: EngineState, rows: readonly ProcessWithRooms[]): void {
  state.foreignApps = new Map()
  for (const { appId } of rows) {
    if (appId !== state.app) state.foreignApps.set(appId, (state.foreignApps.get(appId) ?? 0) + 1)
  }
}

function dropStones(state: EngineState): void {
  for (const [id, stone] of state.tombstones) {
    const keep = stone.verdict === 'lost' || stone.verdict === 'unseen' ? STONE_LOST_MS : STONE_MS
    if (stone.verdict === 'asking' || state.feedTime - stone.vanishedAt <= keep) continue
    state.tombstones.delete(id)
    forgetProcess(state.processHistory, id)
  }
}

function keepHistory(
  state: EngineState,
  summary: Summary,
  sample: { at: number; gapBefore: boolean; whole: boolean },
): void {
  const groups = [...summary.groups].map(([key, totals]) => {
    const [region = '', deploymentId = ''] = key.split('\u0000')
    return { region, deploymentId, totals }
  })
  appendSample(state.history, { ...sample, groups })
  recordProcesses(state.processHistory, sample.at, sample.gapBefore)
  for (const track of state.tracks.values()) {
    if (track.held !== 'none') continue
    const rate = state.columns.egressRate[track.slot] ?? Number.NaN
    putProcess(state.processHistory, track.facts.processId, track.connections, rate)
  }
}
