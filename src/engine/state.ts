import type { ListAnswer } from '../api/http.ts'
import { newCounterLearning, type CounterLearning } from '../fleet/counterMode.ts'
import type { RoomSeen } from '../fleet/roomFlow.ts'
import type { ShownEnds } from '../fleet/drainOutlook.ts'
import type { RoomLengths } from '../fleet/roomLengths.ts'
import type { SlotFlow } from '../fleet/slotFlow.ts'
import type { Wave } from '../fleet/waves.ts'
import { newRoomSurvival, type RoomSurvival } from '../fleet/roomSurvival.ts'
import type { SurvivalCurves } from '../fleet/survivalCurves.ts'
import { newFleetHistory, type FleetHistory } from '../history/fleetHistory.ts'
import { newProcessHistory, type ProcessHistory } from '../history/processHistory.ts'
import type { Contradiction, PollFailure, PollRecord } from '../types/feed.ts'
import type { Alert } from '../types/alerts.ts'
import type { StartTimes } from '../types/capacity.ts'
import type { FleetEvent, GroupTotals, ListDrop, Totals } from '../types/fleet.ts'
import type { KeptTombstone, Nameless } from './absences.ts'
import type { AlertMemory } from './alertWatch.ts'
import { newColumns } from './columns.ts'
import type { ParsedProcesses } from '../types/parsed.ts'
import type { Columns } from '../types/snapshot.ts'
import type { DrainMemory } from '../types/stored.ts'
import { emptyTotals } from '../fleet/totals.ts'
import { newStopped, type StoppedState } from './stoppedState.ts'
import type { Track } from './track.ts'

/** Of the 132 MiB of the history, what the lines of regions and deployments leave. */
const PROCESS_HISTORY_BYTES = 36 * 1024 * 1024

/** Room starts and ends noted in one poll, by region and deployment. */
export interface FlowSample {
  at: number
  /** How long it covers, ms. */
  coveredMs: number
  /** Regions that did not answer at one end of that time or the other. */
  unwatched: ReadonlySet<string>
  starts: Map<string, number>
  ends: Map<string, number>
  /** Of those that ended, the ones whose whole length is known: how many, and their lengths together, ms. */
  measured: Map<string, number>
  measuredMs: Map<string, number>
}

/** Adds to what stands under a key, in place. */
export const addTo = (sums: Map<string, number>, key: string, n = 1): void =>
  void sums.set(key, (sums.get(key) ?? 0) + n)

/** What is kept of the end of a process that was lost. */
export type Lost = Pick<
  Extract<FleetEvent, { kind: 'process ended' }>,
  'processId' | 'at' | 'region' | 'deploymentId' | 'connections'
>

/** Everything the engine knows, in one place; advanced in place by one poll after another. */
export interface EngineState {
  /** Names this engine, so that what a page has of another one is not taken for its own. */
  id: string
  /** The app asked for; rows of another one are drift. */
  app: string
  /** Polls asked for, and the number of the newest one accepted. */
  asked: number
  /** Polls that came to an end, and when the newest one did, monotonic ms. */
  answered: number
  answeredAt: number
  seq: number
  feedTime: number
  /** Monotonic ms at the newest accepted answer. */
  lastGoodAt: number | null
  durations: number[]
  failure: PollFailure | null
  /** Feed time per time of the engine's clock, as of the newest two answers; null before there were two. */
  feedRate: number | null
  /** Answers in a row that were dated well before the newest one, and the engine's clock at the last one before them. */
  behind: { polls: number; since: number } | null
  failures: number
  /** When the first of them was asked, ms of the engine's clock; nothing while there are none. */
  failingSince: number
  /** Polls in a row in which some region, though not all, was too busy to answer (429, 503). */
  throttled: number
  /** Monotonic ms before which nothing may be asked of the upstream. */
  silentUntil: number
  intervalMs: number
  /** The longest the page meant to wait before the present poll, and before the newest accepted one, ms. */
  spacingMs: number
  acceptedSpacingMs: number
  tracks: Map<string, Track>
  /** The process on a slot, null when it is free, and the number of the poll that changed its facts last. */
  slots: (Track | null)[]
  slotSeq: number[]
  /** The same for what can be searched: facts and rooms. */
  textSeq: number[]
  freeSlots: number[]
  size: number
  rooms: Map<string, RoomSeen>
  flow: FlowSample[]
  /** What open slots are taken and given back, by region. */
  slotFlow: Map<string, SlotFlow>
  roomLengths: RoomLengths
  survival: RoomSurvival
  /** Made of it now and then; null before the first. */
  curves: SurvivalCurves | null
  /** Drains that began together, oldest first. */
  waves: Wave[]
  /** When drains were last said to be empty, by process. */
  shownEnds: Map<string, ShownEnds>
  learning: CounterLearning
  tombstones: Map<string, KeptTombstone>
  deployments: Map<string, number>
  /** What an earlier visit kept of drains; emptied by the first poll. */
  remembered: { savedAt: number; drains: Map<string, DrainMemory> } | null
  events: FleetEvent[]
  nextEvent: number
  /** Changes of the list so far, and for each event the change that touched it last. */
  eventTick: number
  eventTicks: Map<number, number>
  /** The newest change of which it is not known any more which event it touched; 0 while all are known. */
  eventTickForgotten: number
  lost: Map<string, Lost>
  /** IDs whose end is on record already. */
  ended: Set<string>
  /** p50 and p95 of start times, ms, as of the newest stopped list; null under five. */
  startTimes: StartTimes | null
  stopped: StoppedState
  nameless: Nameless
  unconfirmedDrops: readonly ListDrop[]
  missingRegions: Map<string, { since: number | null; detail: string }>
  regionSeenAt: Map<string, number>
  /** Regions of which the newest answer leaves processes out that nobody says have ended. */
  darkRegions: Map<string, { missing: number; since: number }>
  capped: string[]
  /** Feed time at which anything in the answers moved last, and any gauge or counter of a process. */
  movedAt: number
  countersMovedAt: number
  watchingSince: number | null
  history: FleetHistory
  processHistory: ProcessHistory
  log: PollRecord[]
  parsed: Pick<ParsedProcesses, 'rejects' | 'drift'> | null
  foreignApps: Map<string, number>
  columns: Columns
  why: Map<number, string>
  totals: Totals
  /** Sums of the newest poll by region and deployment (`groupKey`). */
  groups: ReadonlyMap<string, Totals>
  regions: readonly GroupTotals[]
  /** How long processes were without rooms and connections when they went, ms: the newest ones. */
  idleTimes: number[]
  /** By region, open slots under which help comes too late, as it was judged last; null while it is not known. */
  reorderPoints: ReadonlyMap<string, number | null>
  /** What fires, worst first. */
  alerts: readonly Alert[]
  /** When that was judged: feed time, which goes on while the feed says nothing; null before it was. */
  alertsAt: number | null
  alertMemory: AlertMemory
  contradictions: readonly Contradiction[]
  /** The newest answers as they were sent, for "raw JSON". */
  answers: ListAnswer[]
  clockOffsetMs: number | null
}

// `randomUUID` is not there on plain HTTP.
export const newId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-')

export const newState = (app: string): EngineState => ({
  id: newId(),
  app,
  asked: 0,
  answered: 0,
  answeredAt: Number.NEGATIVE_INFINITY,
  seq: 0,
  feedTime: 0,
  lastGoodAt: null,
  durations: [],
  failure: null,
  feedRate: null,
  behind: null,
  failures: 0,
  failingSince: 0,
  throttled: 0,
  silentUntil: Number.NEGATIVE_INFINITY,
  intervalMs: 5000,
  spacingMs: 5000,
  acceptedSpacingMs: 0,
  tracks: new Map(),
  slots: [],
  slotSeq: [],
  textSeq: [],
  freeSlots: [],
  size: 0,
  rooms: new Map(),
  flow: [],
  slotFlow: new Map(),
  roomLengths: new Map(),
  survival: newRoomSurvival(),
  curves: null,
  waves: [],
  shownEnds: new Map(),
  learning: newCounterLearning(),
  tombstones: new Map(),
  deployments: new Map(),
  remembered: null,
  events: [],
  nextEvent: 1,
  eventTick: 0,
  eventTicks: new Map(),
  eventTickForgotten: 0,
  lost: new Map(),
  ended: new Set(),
  startTimes: null,
  stopped: newStopped(),
  nameless: { before: 0, base: 0, suspects: new Set() },
  unconfirmedDrops: [],
  missingRegions: new Map(),
  regionSeenAt: new Map(),
  darkRegions: new Map(),
  capped: [],
  movedAt: 0,
  countersMovedAt: 0,
  watchingSince: null,
  history: newFleetHistory(),
  processHistory: newProcessHistory(PROCESS_HISTORY_BYTES),
  log: [],
  parsed: null,
  foreignApps: new Map(),
  columns: newColumns(0),
  why: new Map(),
  totals: emptyTotals(),
  groups: new Map(),
  regions: [],
  idleTimes: [],
  reorderPoints: new Map(),
  alerts: [],
  alertsAt: null,
  alertMemory: { state: { watched: new Map() }, held: new Map() },
  contradictions: [],
  answers: [],
  clockOffsetMs: null,
})
